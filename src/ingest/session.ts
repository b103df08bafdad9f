import { type EpochMs, MINUTE_MS, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { handleOf } from '../core/status_facts.ts';
import {
  guessedInstance,
  type Instance,
  readInstance,
  verifyCredentials,
} from '../mastodon/people.ts';
import type { Connection } from '../mastodon/send.ts';
import type { ServerClock } from '../mastodon/server_clock.ts';
import type { OpenSocket } from '../mastodon/socket.ts';
import { type Actions, openActions } from '../store/actions.ts';
import { type Filing, openFiling } from '../store/filing.ts';
import { type Follows, openFollows } from '../store/follows.ts';
import { type Holes, openHoles } from '../store/holes.ts';
import { CLOCK_AHEAD, type IngestState, openIngestState } from '../store/ingest_state.ts';
import { type Login, openLogins } from '../store/logins.ts';
import { noteFollowCount } from './follow_list.ts';
import { isPassing, openTellOnce, type TellOnce } from './going_on.ts';
import { type Gone, openGone } from './gone.ts';
import { type KnownEntries, openKnownEntries } from './known_entries.ts';
import { connectionOn, type Line, type LineDeps, openLine } from './line.ts';
import { openStandstill, type Standstill } from './standstill.ts';

/** What ingest is given from outside. */
export interface IngestDeps extends LineDeps {
  readonly openSocket: OpenSocket;
  readonly random: () => number; // [0, 1)
  readonly onNews?: (news: IngestNews) => void;
  /** Where others ask the same server too; one of its own where it is not given. */
  readonly line?: Line;
}

/** What `run` and the page say of ingest while it goes on. */
export type IngestNews =
  | { readonly kind: 'waiting'; readonly sinceMs: EpochMs; readonly why: string }
  | { readonly kind: 'up'; readonly atMs: EpochMs }
  | { readonly kind: 'down'; readonly sinceMs: EpochMs; readonly why: string }
  | { readonly kind: 'swept'; readonly atMs: EpochMs; readonly arrived: number }
  /** Nothing can be written, for a reason that names the remedy; or it can again. */
  | { readonly kind: 'stuck'; readonly sinceMs: EpochMs; readonly why: string }
  | { readonly kind: 'unstuck'; readonly atMs: EpochMs };

/** Ingest of one login: the owner is known, and every noun that it writes to is open. */
export interface Session {
  readonly deps: IngestDeps;
  readonly connection: Connection;
  readonly loginKey: number;
  readonly ownerId: string;
  readonly streamingUrl: string | undefined;
  /** How many statuses one request may ask for, as the server said last. */
  readonly batch: number;
  /** Asks the server whether it can be asked for several by now, or no more: it may be another. */
  readonly greetAgain: () => Promise<void>;
  readonly filing: Filing;
  readonly follows: Follows;
  readonly actions: Actions;
  readonly holes: Holes;
  readonly state: IngestState;
  /** What the home said when it was last read, by this run. */
  readonly known: KnownEntries;
  readonly gone: Gone;
  readonly standstill: Standstill;
  /** Of a failure that many works meet, one tells. */
  readonly tellOnce: TellOnce;
  readonly clock: ServerClock;
}

/** A loss begins so long before what was last heard, at pace 1: jobs of servers run late. */
export const OVERLAP_MS = 15 * MINUTE_MS;

/** In whole milliseconds. */
export function overlapMs({ pace }: Pick<IngestDeps, 'pace'>): number {
  return Math.ceil(OVERLAP_MS / pace);
}

const RETRY_MIN_MS = SECOND_MS;
const RETRY_MAX_MS = 30 * SECOND_MS;

/** A server that takes the login and does not say what it is may be half-way up: so long. */
const GREETINGS = 4;

/**
 * Logs in and waits for a server that is away, or a database that cannot be written, however long.
 * Throws DriftlineError('unauthorized') where the server refuses the token, and 'upstream' or
 * 'storage' where it lasts until `untilMs`.
 */
export async function openSession(
  given: IngestDeps,
  untilMs = Number.POSITIVE_INFINITY,
): Promise<Session> {
  const line = given.line ?? openLine(given);
  const { clock } = line;
  const deps = { ...given, time: clock.time };
  const connection = connectionOn(line, deps);
  const startedMs = deps.time.now();
  const standstill = openStandstill(deps);
  const tellOnce = openTellOnce(deps);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const waits = attempt < GREETINGS && given.time.now() < untilMs;
      const session = await greet(deps, connection, { standstill, tellOnce, clock, waits });
      standstill.over();
      if (attempt > 0) deps.onNews?.({ kind: 'up', atMs: deps.time.now() });
      return session;
    } catch (error) {
      const isStuck = standstill.notice(error);
      if ((!isStuck && !isPassing(error)) || given.time.now() >= untilMs) throw error;
      if (!isStuck) {
        const why = (error as DriftlineError).message;
        tellOnce(why, () => deps.log.warn('ingest.server_away', { attempt, why }));
        deps.onNews?.({ kind: 'waiting', sinceMs: startedMs, why });
      }
      const ceilingMs = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.min(attempt, 6));
      const waitMs = (RETRY_MIN_MS + deps.random() * ceilingMs) / deps.pace;
      await sleep(deps.time, Math.min(waitMs, untilMs - given.time.now()), deps.signal);
    }
  }
}

/**
 * Two people's acts, follows and looks in one file would be undone and ended by one another. Who
 * set their server up anew has another id there, and is the same by name.
 */
function mustBeTheSame(
  logins: readonly Login[],
  server: string,
  owner: { readonly id: string } & Parameters<typeof handleOf>[0],
): void {
  const known = logins.find((login) => login.server === server);
  if (known === undefined || known.ownerId === '' || known.ownerId === owner.id) return;
  if (known.acct === handleOf(owner)) return;
  const remedy = 'log in as that account again, or name another file with --db';
  const what = `this database is @${known.acct}’s, and the login is @${handleOf(owner)}’s`;
  throw new DriftlineError('invalid', `${what}: ${remedy}`);
}

/** Pixelfed, which does not stream, gives boosts where they are asked for; others overlook that. */
const WITH_BOOSTS = '&include_reblogs=1';

interface Greeting extends Pick<Session, 'standstill' | 'tellOnce' | 'clock'> {
  /** Until the server says what it is. */
  readonly waits: boolean;
}

async function greet(
  deps: IngestDeps,
  connection: Connection,
  { standstill, tellOnce, clock, waits }: Greeting,
): Promise<Session> {
  const { database, server, time } = deps;
  const owner = await verifyCredentials(connection);
  const logins = openLogins(database);
  mustBeTheSame(logins.all(), server, owner);
  const login = logins.findOrAdd({
    server,
    ownerId: owner.id,
    acct: handleOf(owner),
    atMs: time.now(),
  });
  const filing = openFiling(database);
  logins.setOwnerKey(login.loginKey, filing.accounts.keyOf(login.loginKey, owner, time.now()));
  const holes = openHoles(database);
  holes.inUse(login.loginKey, time.now());
  const state = openIngestState(database);
  noteFollowCount({ state, loginKey: login.loginKey }, owner, time.now());
  const instance = await instanceOf(deps, connection, { state, loginKey: login.loginKey, waits });
  const noteClock = () =>
    state.set(login.loginKey, CLOCK_AHEAD, String(clock.aheadMs()), time.now());
  noteClock();
  clock.onMoved(noteClock);
  const homeQuery = instance.streamingUrl === undefined ? WITH_BOOSTS : '';
  let { batch } = instance;
  return {
    deps,
    clock,
    connection: {
      ...connection,
      homeQuery,
      get batchParameter() {
        return batch.parameter;
      },
    },
    loginKey: login.loginKey,
    ownerId: owner.id,
    streamingUrl: instance.streamingUrl,
    get batch() {
      return batch.size;
    },
    async greetAgain() {
      batch = (await readInstance(connection)).batch;
    },
    filing,
    follows: openFollows(database, filing.accounts),
    actions: openActions(database),
    holes,
    state,
    known: openKnownEntries(),
    gone: openGone(),
    standstill,
    tellOnce,
  };
}

const INSTANCE = 'instance';

/** As it says itself; where it fails over that alone and is not waited for, as it said last. */
async function instanceOf(
  { log, time }: IngestDeps,
  connection: Connection,
  { state, loginKey, waits }: Pick<Session, 'state' | 'loginKey'> & Pick<Greeting, 'waits'>,
): Promise<Instance> {
  const last = state.find(loginKey, INSTANCE)?.value;
  try {
    const instance = await readInstance(connection);
    const said = JSON.stringify(instance);
    if (said !== last) state.set(loginKey, INSTANCE, said, time.now());
    return instance;
  } catch (error) {
    if (waits || !isPassing(error)) throw error;
    log.warn('ingest.server_unnamed', { why: error.message });
    return last === undefined ? guessedInstance(connection) : JSON.parse(last);
  }
}
