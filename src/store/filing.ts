import { type EpochMs, epochMsOf } from '../core/clock.ts';
import type { HomeEntry, WireStatus } from '../core/status.ts';
import { openAccounts } from './accounts.ts';
import type { Keep } from './counts.ts';
import type { Database } from './database.ts';
import { type Login, openLogins } from './logins.ts';
import { integer, nullable, text } from './shape.ts';
import { openStatuses } from './statuses.ts';

export type How = 'stream' | 'sweep' | 'crawl' | 'import';

/** Where everything that reaches us is written. Doing anything twice is harmless. */
export function openFiling(database: Database) {
  const accounts = openAccounts(database);
  const statuses = openStatuses(database, accounts);
  const logins = openLogins(database);
  const addServerId = database.run('ingest/add_server_id', [
    'login_key',
    'server_id',
    'status_key',
  ]);
  const findByServerId = database.one(
    'ingest/find_status_by_server_id',
    ['login_key', 'server_id'],
    {
      status_key: integer,
      uri: text,
      author_key: integer,
    },
  );
  const addArrival = database.insert('ingest/add_arrival', ARRIVAL_COLUMNS);
  const arriveEarlier = database.run('ingest/arrive_earlier', [
    'login_key',
    'server_id',
    'arrived_at_ms',
  ]);
  const findArrival = database.one('ingest/find_arrival', ['login_key', 'server_id'], {
    arrival_key: integer,
    status_key: integer,
    booster_key: nullable(integer),
    removed_at_ms: nullable(integer),
  });
  const removeArrival = database.run('ingest/remove_arrival', ['arrival_key', 'removed_at_ms']);
  const addCandidate = database.run('ingest/add_candidate', ['status_key']);
  const removeCandidate = database.run('ingest/remove_candidate', ['status_key']);
  const refuse = database.run('ingest/refuse', ['reason', 'last_at_ms', 'sample']);

  const loginOf = (loginKey: number): Login => {
    const login = logins.all().find((known) => known.loginKey === loginKey);
    if (login === undefined) throw new RangeError(`no login ${loginKey}`);
    return login;
  };

  const fileEntry = (login: Login, entry: HomeEntry, atMs: EpochMs, how: How): boolean => {
    const { status, booster } = entry;
    const isRecorded = how === 'import';
    const filed = statuses.file(login, status, atMs, isRecorded ? 'classes' : 'news');
    const loginKey = login.loginKey;
    if (filed.isNew)
      addServerId({ login_key: loginKey, server_id: status.id, status_key: filed.key });
    const arrival = addArrival({
      login_key: loginKey,
      server_id: entry.id,
      status_key: filed.key,
      booster_key: booster === undefined ? null : accounts.keyOf(loginKey, booster, atMs),
      entered_at_ms: entry.boostedAtMs ?? epochMsOf(status.created_at) ?? atMs,
      arrived_at_ms: atMs,
      how,
    });
    if (arrival === undefined) {
      if (isRecorded)
        arriveEarlier({ login_key: loginKey, server_id: entry.id, arrived_at_ms: atMs });
      if (isRecorded) addCandidate({ status_key: filed.key });
      return false;
    }
    addCandidate({ status_key: filed.key });
    return true;
  };

  return {
    accounts,
    statuses,
    /** Files entries of one home in one transaction. */
    file(
      loginKey: number,
      entries: readonly HomeEntry[],
      { atMs, how }: { readonly atMs: EpochMs; readonly how: How },
    ): { readonly arrived: number; readonly known: number } {
      const login = loginOf(loginKey);
      let arrived = 0;
      database.transaction(() => {
        for (const entry of entries) if (fileEntry(login, entry, atMs, how)) arrived += 1;
      });
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
      return database.transaction(() => {
        const arrival = findArrival({ login_key: loginKey, server_id: serverId });
        if (arrival !== undefined)
          removeArrival({ arrival_key: arrival.arrival_key, removed_at_ms: atMs });
        if (arrival !== undefined && arrival.booster_key !== null) {
          removeCandidate({ status_key: arrival.status_key });
          addCandidate({ status_key: arrival.status_key });
          return true;
        }
        const status = findByServerId({ login_key: loginKey, server_id: serverId });
        if (status === undefined) return false;
        statuses.bury(status.status_key, atMs);
        removeCandidate({ status_key: status.status_key });
        return true;
      });
    },
    /** Which status the server calls `serverId`. */
    find: (loginKey: number, serverId: string) =>
      findByServerId({ login_key: loginKey, server_id: serverId }),
    /** Puts a status back among the candidates, or takes it out, as the ledger now says. */
    reconsider(statusKey: number): void {
      removeCandidate({ status_key: statusKey });
      addCandidate({ status_key: statusKey });
    },
    /** Something was not let in: counted by its reason, with one sample. */
    refuse(reason: string, sample: string, atMs: EpochMs): void {
      refuse({ reason, last_at_ms: atMs, sample: sample.slice(0, SAMPLE_CHARACTERS_MAX) });
    },
  };
}

export type Filing = ReturnType<typeof openFiling>;

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
