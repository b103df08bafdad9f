import type { EpochMs } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { RecordingLine } from '../core/recording.ts';
import type { WireAccount } from '../core/status.ts';
import { handleOf } from '../core/status_facts.ts';
import { isUrl } from '../core/url_check.ts';
import type { Accounts } from '../store/accounts.ts';
import type { Database } from '../store/database.ts';
import { type Login, openLogins } from '../store/logins.ts';
import { openMentionsOfOwner } from '../store/mentions_of_owner.ts';

/** Until a recording says whose it is. RFC 2606: such a name never resolves. */
const UNKNOWN_SERVER = 'https://recording.invalid';

/** Whose a recording's lines are. */
export function openRecordedLogins(database: Database, accounts: Accounts) {
  const logins = openLogins(database);
  const keys = new Map<string | undefined, number>();
  const mentions = openMentionsOfOwner(database);

  const find = ({ login, atMs }: RecordingLine): Login => {
    const all = logins.all();
    if (login === undefined && all[0] !== undefined) return all[0];
    const known = all.find(({ acct }) => acct === login);
    if (known !== undefined) return known;
    const server =
      login === undefined ? UNKNOWN_SERVER : `https://${login.slice(login.lastIndexOf('@') + 1)}`;
    return logins.findOrAdd({ server, ownerId: '', acct: login ?? '', atMs });
  };

  return {
    keyOf(line: RecordingLine): number {
      const known = keys.get(line.login);
      if (known !== undefined) return known;
      const { loginKey } = find(line);
      keys.set(line.login, loginKey);
      return loginKey;
    },
    /** The `owner` line: who is logged in. Throws DriftlineError('usage') where that is another. */
    own(loginKey: number, owner: WireAccount, atMs: EpochMs): void {
      const acct = handleOf(owner);
      const login = logins.all().find((one) => one.loginKey === loginKey) as Login;
      mustBeTheSame(login, { ...owner, acct });
      const server = login.server === UNKNOWN_SERVER ? serverOf(owner, acct) : login.server;
      if (login.ownerId !== owner.id) mentions.name(loginKey, owner.id);
      logins.rename(loginKey, { server, ownerId: owner.id, acct });
      logins.setOwnerKey(loginKey, accounts.keyOf(loginKey, owner, atMs));
    },
    /** At the end: what came before its owner was named may mention them. */
    settle(): void {
      mentions.settle();
      accounts.settle();
    },
  };
}

/**
 * Two people's homes in one file would be one home for good, as at a login; and each server's ids
 * mean its own posts: a deletion there would take whatever has its id here.
 */
function mustBeTheSame(login: Login, owner: WireAccount & { readonly acct: string }): void {
  if (login.ownerId === '' || login.server === UNKNOWN_SERVER) return;
  if (login.acct === owner.acct) return; // by another address, or set up anew
  const isElsewhere = isUrl(owner.url ?? '') && serverOf(owner, owner.acct) !== login.server;
  if (login.ownerId === owner.id && !isElsewhere) return; // renamed
  throw new DriftlineError(
    'usage',
    `that recording is of @${owner.acct}, and the database holds the home of @${login.acct}: name one of its own with --db`,
  );
}

function serverOf(owner: WireAccount, acct: string): string {
  const address = owner.url ?? '';
  return isUrl(address)
    ? new URL(address).origin
    : `https://${acct.slice(acct.lastIndexOf('@') + 1)}`;
}
