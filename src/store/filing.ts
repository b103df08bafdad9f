import type { EpochMs } from '../core/clock.ts';
import { enteredAtMs } from '../core/entry_time.ts';
import type { HomeEntry, WireStatus } from '../core/status.ts';
import { openAccounts } from './accounts.ts';
import type { Keep } from './counts.ts';
import type { Database } from './database.ts';
import { type Login, openLogins } from './logins.ts';
import { integer, nullable, text } from './shape.ts';
import { type FiledStatus, openStatuses } from './statuses.ts';

export type How = 'stream' | 'sweep' | 'crawl' | 'import';

/** Where everything that reaches us is written. Doing anything twice is harmless. */
export function openFiling(database: Database) {
  const desk = prepareDesk(database);
  const { accounts, statuses } = desk;
  const loginOf = (loginKey: number): Login => {
    const login = desk.logins.all().find((known) => known.loginKey === loginKey);
    if (login === undefined) throw new RangeError(`no login ${loginKey}`);
    return login;
  };

  return {
    accounts,
    statuses,
    /** Files entries of one home in one transaction. */
    file(
      loginKey: number,
      entries: readonly HomeEntry[],
      sight: Sight,
    ): { readonly arrived: number; readonly known: number } {
      const login = loginOf(loginKey);
      const arrived = database.transaction(
        () => entries.filter((entry) => fileEntry(desk, login, entry, sight)).length,
      );
      return { arrived, known: entries.length - arrived };
    },
    /** Fresh counts, and a text that changed meanwhile. False where we do not have the status. */
    refresh(loginKey: number, status: WireStatus, atMs: EpochMs, keep: Keep = 'news'): boolean {
      return database.transaction(() => statuses.refresh(loginOf(loginKey), status, atMs, keep));
    },
    /** An edit; one of a status that we never had is no arrival and leaves nothing. */
    edit(loginKey: number, status: WireStatus, atMs: EpochMs, keep: Keep = 'news'): boolean {
      return database.transaction(() => statuses.refresh(loginOf(loginKey), status, atMs, keep));
    },
    /**
     * A `delete`: of a wrapper, the boost goes; of a status, a tombstone stays and its body goes.
     */
    forget(loginKey: number, serverId: string, atMs: EpochMs): boolean {
      return database.transaction(() => forget(desk, loginKey, serverId, atMs));
    },
    /** Which status the server calls `serverId`. */
    find: (loginKey: number, serverId: string) =>
      desk.findByServerId({ login_key: loginKey, server_id: serverId }),
    /** Puts a status back among the candidates, or takes it out, as the ledger now says. */
    reconsider: (statusKey: number) => reconsider(desk, statusKey),
    /** Something was not let in: counted by its reason, with one sample. */
    refuse(reason: string, sample: string, atMs: EpochMs): void {
      desk.refuse({ reason, last_at_ms: atMs, sample: sample.slice(0, SAMPLE_CHARACTERS_MAX) });
    },
  };
}

interface Sight {
  readonly atMs: EpochMs;
  readonly how: How;
}

type Desk = ReturnType<typeof prepareDesk>;

/** Everything that an entry is written with. */
function prepareDesk(database: Database) {
  const accounts = openAccounts(database);
  return {
    accounts,
    statuses: openStatuses(database, accounts),
    logins: openLogins(database),
    addServerId: database.run('ingest/add_server_id', ['login_key', 'server_id', 'status_key']),
    findByServerId: database.one(
      'ingest/find_status_by_server_id',
      ['login_key', 'server_id'],
      namedRow,
    ),
    addArrival: database.insert('ingest/add_arrival', ARRIVAL_COLUMNS),
    arriveEarlier: database.run('ingest/arrive_earlier', [
      'login_key',
      'server_id',
      'arrived_at_ms',
    ]),
    findArrival: database.one('ingest/find_arrival', ['login_key', 'server_id'], arrivalRow),
    removeArrival: database.run('ingest/remove_arrival', ['arrival_key', 'removed_at_ms']),
    addNewCandidate: database.run('ingest/add_new_candidate', NEW_CANDIDATE_COLUMNS),
    addCandidate: database.run('ingest/add_candidate', ['status_key']),
    removeCandidate: database.run('ingest/remove_candidate', ['status_key']),
    refuse: database.run('ingest/refuse', ['reason', 'last_at_ms', 'sample']),
  };
}

/** True where it had not arrived before. */
function fileEntry(desk: Desk, login: Login, entry: HomeEntry, { atMs, how }: Sight): boolean {
  const { status, booster } = entry;
  const { loginKey } = login;
  const isRecorded = how === 'import';
  const filed = desk.statuses.file(login, status, atMs, isRecorded ? 'classes' : 'news');
  if (filed.added !== undefined)
    desk.addServerId({ login_key: loginKey, server_id: status.id, status_key: filed.key });
  const boosterKey = booster === undefined ? null : desk.accounts.keyOf(loginKey, booster, atMs);
  const arrival = desk.addArrival({
    login_key: loginKey,
    server_id: entry.id,
    status_key: filed.key,
    booster_key: boosterKey,
    entered_at_ms: enteredAtMs(entry, atMs),
    arrived_at_ms: atMs,
    how,
  });
  if (arrival === undefined) {
    if (isRecorded)
      desk.arriveEarlier({ login_key: loginKey, server_id: entry.id, arrived_at_ms: atMs });
    if (isRecorded) desk.addCandidate({ status_key: filed.key });
    return false;
  }
  addCandidate(desk, filed, boosterKey, atMs);
  return true;
}

function addCandidate(
  desk: Desk,
  { key, authorKey, added }: FiledStatus,
  boosterKey: number | null,
  atMs: EpochMs,
): void {
  if (added === undefined) {
    desk.addCandidate({ status_key: key });
    return;
  }
  const { visibility, ...kept } = added;
  if (visibility === 'direct') return;
  desk.addNewCandidate({
    ...kept,
    status_key: key,
    author_key: authorKey,
    arrived_ms: atMs,
    boosters: boosterKey === null || boosterKey === authorKey ? 0 : 1,
  });
}

function forget(desk: Desk, loginKey: number, serverId: string, atMs: EpochMs): boolean {
  const arrival = desk.findArrival({ login_key: loginKey, server_id: serverId });
  if (arrival !== undefined)
    desk.removeArrival({ arrival_key: arrival.arrival_key, removed_at_ms: atMs });
  if (arrival !== undefined && arrival.booster_key !== null) {
    reconsider(desk, arrival.status_key);
    return true;
  }
  const status = desk.findByServerId({ login_key: loginKey, server_id: serverId });
  if (status === undefined) return false;
  desk.statuses.bury(status.status_key, atMs);
  desk.removeCandidate({ status_key: status.status_key });
  return true;
}

function reconsider(desk: Desk, statusKey: number): void {
  desk.removeCandidate({ status_key: statusKey });
  desk.addCandidate({ status_key: statusKey });
}

export type Filing = ReturnType<typeof openFiling>;

const namedRow = { status_key: integer, uri: text, author_key: integer };
const arrivalRow = {
  arrival_key: integer,
  status_key: integer,
  booster_key: nullable(integer),
  removed_at_ms: nullable(integer),
};
const SAMPLE_CHARACTERS_MAX = 2_000;
const ARRIVAL_COLUMNS = [
  'login_key',
  'server_id',
  'status_key',
  'booster_key',
  'entered_at_ms',
  'arrived_at_ms',
  'how',
] as const;
const NEW_CANDIDATE_COLUMNS = [
  'status_key',
  'author_key',
  'uri_hash',
  'dice_key',
  'born_ms',
  'arrived_ms',
  'reply',
  'mentions_owner',
  'link_key',
  'boosters',
] as const;
