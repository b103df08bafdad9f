import { type EpochMs, epochMsOf, MINUTE_MS } from '../core/clock.ts';
import { enteredAtMs } from '../core/entry_time.ts';
import type { HomeEntry, WireStatus } from '../core/status.ts';
import type { Keep } from './counts.ts';
import type { Database } from './database.ts';
import { type FilingDesk as Desk, openFilingDesk } from './filing_desk.ts';
import { leaveAsTold, openLeaving, putBack } from './leaving.ts';
import type { Login } from './logins.ts';
import { openPool } from './pool.ts';
import { openPostsByAuthor } from './posts_by_author.ts';
import { nameByServer } from './server_names.ts';
import type { FiledStatus } from './statuses.ts';

export type How = 'stream' | 'sweep' | 'crawl' | 'import';

/** Where everything that reaches us is written. Doing anything twice is harmless. */
export function openFiling(database: Database) {
  const desk = openFilingDesk(database);
  const { accounts, statuses } = desk;
  const pool = openPool(database);
  const posts = openPostsByAuthor(database);
  const loginOf = loginFinder(desk);

  return {
    accounts,
    statuses,
    ...openLeaving(database, desk),
    /** Files entries of one home in one transaction. */
    file(
      loginKey: number,
      entries: readonly HomeEntry[],
      sight: Sight,
    ): { readonly arrived: number; readonly known: number } {
      const arrived = database.transaction(() => {
        const login = loginOf(loginKey);
        const count = entries.filter((entry) => fileEntry(desk, login, entry, sight)).length;
        pool.grow(count);
        posts.grow(count);
        if (sight.how === 'import') leaveAgain(desk, loginKey, entries, sight.atMs);
        return count;
      });
      return { arrived, known: entries.length - arrived };
    },
    /** Fresh counts, and a text that changed meanwhile. False where we do not have the status. */
    refresh(loginKey: number, status: WireStatus, atMs: EpochMs): boolean {
      const revivesBeforeMs = (atMs - STALE_ANSWER_MS) as EpochMs;
      return database.transaction(() => {
        const refreshed = statuses.refresh(loginOf(loginKey), status, {
          atMs,
          keep: 'news',
          revivesBeforeMs,
        });
        putBack(desk, loginKey, refreshed, status.id, atMs);
        return refreshed !== undefined;
      });
    },
    /** An edit; one of a status that we never had is no arrival and leaves nothing. */
    edit(loginKey: number, status: WireStatus, atMs: EpochMs, keep: Keep = 'news'): boolean {
      return database.transaction(
        () => statuses.refresh(loginOf(loginKey), status, { atMs, keep }) !== undefined,
      );
    },
    /**
     * A status that the server gave, wherever it stands: one that we do not have is kept without an
     * arrival, and is no candidate. One that seemed deleted over a minute ago is not.
     */
    know(loginKey: number, status: WireStatus, { atMs }: { readonly atMs: EpochMs }): void {
      const revivesBeforeMs = (atMs - STALE_ANSWER_MS) as EpochMs;
      const look = { atMs, keep: 'news', revivesBeforeMs, cameHome: false } as const;
      database.transaction(() => {
        const filed = statuses.file(loginOf(loginKey), status, look);
        nameByServer(desk, loginKey, { status, filed, isListening: true });
        putBack(desk, loginKey, filed, status.id, atMs);
      });
    },
    countAsTold: (loginKey: number, status: WireStatus, atMs: EpochMs): void =>
      database.transaction(() => countAsTold(desk, loginOf(loginKey), status, atMs)),
    /** Which status the server calls `serverId`. */
    find: (loginKey: number, serverId: string) =>
      desk.findByServerId({ login_key: loginKey, server_id: serverId }),
    /** Something was not let in: counted by its reason, with one sample. */
    refuse(reason: string, sample: string, atMs: EpochMs): void {
      desk.refuse({ reason, last_at_ms: atMs, sample: sample.slice(0, SAMPLE_CHARACTERS_MAX) });
    },
  };
}

/**
 * They bring nothing back: who counts by a schedule may go on where a post is gone. What is there
 * again comes in an `update`.
 */
function countAsTold(desk: Desk, login: Login, status: WireStatus, atMs: EpochMs): void {
  const { loginKey } = login;
  const look = { atMs, keep: 'all', revivesBeforeMs: NOTHING_MS, cameHome: false } as const;
  const filed = desk.statuses.file(login, status, look);
  nameByServer(desk, loginKey, { status, filed, isListening: false });
  leaveAsTold(desk, { loginKey, serverId: status.id, atMs: NOTHING_MS });
}

function loginFinder(desk: Desk): (loginKey: number) => Login {
  return (loginKey) => {
    const login = desk.allLogins().find((known) => known.loginKey === loginKey);
    if (login === undefined) throw new RangeError(`no login ${loginKey}`);
    return login;
  };
}

interface Sight {
  readonly atMs: EpochMs;
  readonly how: How;
}

/** A page may have been written before the deletion that reached us ahead of it. */
const STALE_ANSWER_MS = MINUTE_MS;

/** Before it nothing was deleted. */
const NOTHING_MS = 1 as EpochMs;

/** A late `update` of the stream revives nothing; a page of the server does, and a recording. */
function revivesBefore({ atMs, how }: Sight): EpochMs | undefined {
  if (how === 'stream') return undefined;
  return (how === 'import' ? atMs : atMs - STALE_ANSWER_MS) as EpochMs;
}

/** True where it had not arrived before. */
function fileEntry(desk: Desk, login: Login, entry: HomeEntry, sight: Sight): boolean {
  const { atMs, how } = sight;
  const { status, booster } = entry;
  const { loginKey } = login;
  const revivesBeforeMs = revivesBefore(sight);
  const keep = how === 'import' ? 'classes' : 'news';
  const isAnnouncement = how === 'stream' && booster === undefined;
  const look = { atMs, keep, revivesBeforeMs, isAnnouncement } as const;
  const filed = desk.statuses.file(login, status, look);
  const isListening = how !== 'import';
  const isNamed = nameByServer(desk, loginKey, { status, filed, isListening });
  const boosterKey = booster === undefined ? null : desk.accounts.keyOf(loginKey, booster, atMs);
  const row = {
    login_key: loginKey,
    server_id: entry.id,
    status_key: filed.key,
    booster_key: boosterKey,
    entered_at_ms: enteredAtMs(entry, atMs),
    arrived_at_ms: atMs,
    how,
    boost_uri: entry.uri ?? null,
    boost_url: entry.url ?? null,
    boost_visibility: entry.boostVisibility ?? null,
  };
  const mayBeGivenAgain = filed.isNew && isListening;
  const name = { ...row, server_id: status.id };
  const beforeMs = epochMsOf(status.created_at) ?? atMs;
  if (mayBeGivenAgain && !isNamed && desk.giveServerId(name) > 0)
    desk.setAnswersAside({ ...name, before_ms: beforeMs });
  const isGivenAgain = () => mayBeGivenAgain && desk.setArrivalAside(row) > 0;
  const arrival = desk.addArrival(row) ?? (isGivenAgain() ? desk.addArrival(row) : undefined);
  putBack(desk, loginKey, filed, status.id, atMs);
  if (arrival === undefined) {
    arriveAgain(desk, login, entry, { ...sight, filed });
    return false;
  }
  if (!filed.isNew) {
    desk.comeHome({ status_key: filed.key });
    desk.addCandidate({ status_key: filed.key });
  }
  return true;
}

/** It may have left the home meanwhile, and rows of a recording may come in any order. */
function arriveAgain(
  desk: Desk,
  { loginKey }: Login,
  { id }: HomeEntry,
  sight: Sight & { readonly filed: FiledStatus },
): void {
  const { atMs, how, filed } = sight;
  const which = { login_key: loginKey, server_id: id };
  const beforeMs = revivesBefore(sight);
  const isBack = beforeMs !== undefined && desk.restoreArrival({ ...which, now_ms: beforeMs }) > 0;
  if (isBack) desk.settleDeparture(which);
  if (how === 'import') desk.arriveEarlier({ ...which, arrived_at_ms: atMs });
  if (how === 'import' || isBack) desk.addCandidate({ status_key: filed.key });
}

/** What a recording told of too early. */
function leaveAgain(desk: Desk, loginKey: number, entries: readonly HomeEntry[], atMs: EpochMs) {
  for (const { id, status } of entries)
    for (const serverId of [status.id, id]) leaveAsTold(desk, { loginKey, serverId, atMs });
}

export type Filing = ReturnType<typeof openFiling>;

const SAMPLE_CHARACTERS_MAX = 2_000;
