import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { LEFT_SERVER } from '../core/hole_words.ts';
import type { Database } from './database.ts';
import { LIST_GONE, SPOKE_AGAIN } from './hole_reasons.ts';
import { integer, nullable } from './shape.ts';

export type HoleState = 'open' | 'swept' | 'crawled';

/** A stretch of time of which we may miss arrivals, as it begins. */
export interface HoleBegun {
  readonly loginKey: number;
  readonly fromMs: EpochMs;
  readonly noticedAtMs: EpochMs;
  readonly detail: string;
}

export interface Hole extends HoleBegun {
  /** Null while it lasts. */
  readonly toMs: EpochMs | null;
  readonly state: HoleState;
}

/** A home or list that holds fewer was never trimmed: servers before 4.1 kept this many. */
export const TRIMMED_FROM = 400;

/** How far back a sweep of the home came. */
export interface Reach {
  /** When it began: of what came later it knows nothing, unix ms. */
  readonly askedAtMs: EpochMs;
  /** When its oldest entry entered the home, unix ms. */
  readonly oldestMs: number;
  readonly oldestId: string | undefined;
  /** The home was read to its end. */
  readonly reachedEnd: boolean;
  readonly entries: number;
  /** How long before a loss its hole begins. */
  readonly marginMs: number;
  /** A poll of the top: it says nothing of any list, nor of a hole that one left. */
  readonly isOfTop?: boolean;
  /** The home is empty, as it was when it was read to its end before, and nothing came since. */
  readonly isEmptyStill?: boolean;
  /** The same of the lists whose members never reach the home. */
  readonly lists?: readonly ListReach[];
}

export interface ListReach {
  readonly oldestMs: number;
  /** It holds so little that nothing can have been trimmed from it: it is all there ever was. */
  readonly isUntrimmed: boolean;
}

/** Unix ms; the end is not of it. */
export interface EnteredIn {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Stretches of time whose arrivals we know we may have missed. */
export function openHoles(database: Database) {
  const statements = prepareHoles(database);
  return {
    /** Notes a hole as it is told: for recordings. */
    add: (hole: Hole): void => writeHole(statements, hole),
    /** A stretch begins of which we may miss arrivals. While one lasts, no other begins. */
    begin(hole: HoleBegun): void {
      if (listOf(statements, hole.loginKey).some(({ to_ms }) => to_ms === null)) return;
      writeHole(statements, { ...hole, toMs: null, state: 'open' });
    },
    /** The lasting one begins at `fromMs` where the sweep asked for then found anything before it. */
    beginEarlier: (loginKey: number, fromMs: number, askedAtMs: EpochMs) =>
      statements.beginEarlier({ login_key: loginKey, from_ms: fromMs, asked_at_ms: askedAtMs }),
    /** Whatever came before is here: the lasting one begins no earlier than `fromMs`. */
    beginLater: (loginKey: number, fromMs: number) =>
      statements.beginLater({ login_key: loginKey, from_ms: fromMs }),
    /** The lasting one ends at `toMs`, where the stream spoke again; false where none lasted. */
    endLasting: (loginKey: number, toMs: EpochMs): boolean =>
      statements.endLasting({ login_key: loginKey, to_ms: toMs, reason: SPOKE_AGAIN }) > 0,
    /** Whether the sweep asked for then found anything that entered in a stretch of time. */
    isUnsaid: (loginKey: number, askedAtMs: EpochMs, { fromMs, untilMs }: EnteredIn): boolean =>
      statements.findUnsaid({
        login_key: loginKey,
        asked_at_ms: askedAtMs,
        from_ms: fromMs,
        until_ms: untilMs,
      })?.is_unsaid === 1,
    /** How many people the stream brought since the newest entry of the home entered it. */
    peopleSaidAfter: (loginKey: number, enteredMs: EpochMs, saidByMs: EpochMs): number =>
      statements.countSaidAfter({
        login_key: loginKey,
        entered_ms: enteredMs,
        said_by_ms: saidByMs,
      })?.people ?? 0,
    /** Since when a hole lasts; undefined where none does. */
    lastingSinceMs: (loginKey: number) =>
      listOf(statements, loginKey).find(({ to_ms }) => to_ms === null)?.from_ms,
    /**
     * This login is in use: the holes of others are left as they are. What was left of its own can
     * be filled again, where that is not longer ago than a first reading goes back.
     */
    inUse(loginKey: number, nowMs: EpochMs): void {
      const left = { login_key: loginKey, unproven: LEFT };
      statements.leave({ ...left, now_ms: nowMs });
      statements.rejoin({ ...left, since_ms: nowMs - REJOINED_MS });
    },
    /** Whether a sweep proves that nothing is missing since `lossMs`, the last word before it. */
    proves: (loginKey: number, sweep: Reach, lossMs: number): boolean =>
      isFilledBy(statements, sweep, { loginKey, from_ms: lossMs - sweep.marginMs }),
    /**
     * A sweep of the home ended at `nowMs`. Holes that still lasted end where it began; one that it
     * reached over is swept, or was none where nothing had been missed; of the others what lies
     * after its oldest entry is filled. Gives how many it came upon and left open.
     */
    swept(loginKey: number, sweep: Reach, nowMs: EpochMs): number {
      return database.transaction(() => narrowHoles(statements, loginKey, { sweep, nowMs }));
    },
  };
}

/** What is unproven of a hole whose server the owner left. */
export const LEFT = JSON.stringify([LEFT_SERVER]);
/** For so long after its end it may be opened again. */
export const REJOINED_MS = 7 * DAY_MS;

export type Holes = ReturnType<typeof openHoles>;

type Statements = ReturnType<typeof prepareHoles>;

function prepareHoles(database: Database) {
  return {
    add: database.run('ingest/open_hole', [
      'login_key',
      'from_ms',
      'to_ms',
      'state',
      'noticed_at_ms',
      'detail',
    ]),
    list: database.many('ingest/list_open_holes', ['login_key', 'list_gone'], {
      hole_key: integer,
      from_ms: integer,
      to_ms: nullable(integer),
      noticed_at_ms: integer,
      is_of_list: integer,
      is_of_gone_list: integer,
    }),
    close: database.run('ingest/close_hole', ['hole_key', 'to_ms', 'state', 'of_list', 'now_ms']),
    beginEarlier: database.run('ingest/begin_hole_earlier', [
      'login_key',
      'from_ms',
      'asked_at_ms',
    ]),
    beginLater: database.run('ingest/begin_hole_later', ['login_key', 'from_ms']),
    endLasting: database.run('ingest/end_lasting_hole', ['login_key', 'to_ms', 'reason']),
    findUnsaid: database.one(
      'ingest/find_unsaid',
      ['login_key', 'asked_at_ms', 'from_ms', 'until_ms'],
      { is_unsaid: integer },
    ),
    countSaidAfter: database.one(
      'ingest/count_said_after',
      ['login_key', 'entered_ms', 'said_by_ms'],
      { people: integer },
    ),
    forget: database.run('ingest/forget_empty_hole', ['hole_key']),
    leave: database.run('ingest/leave_holes', ['login_key', 'now_ms', 'unproven']),
    rejoin: database.run('ingest/rejoin_holes', ['login_key', 'since_ms', 'unproven']),
    look: database.one('ingest/find_known_by', ['login_key', 'server_id', 'until_ms'], {
      is_known: integer,
      was_empty: integer,
    }),
  };
}

function listOf({ list }: Statements, loginKey: number) {
  return list({ login_key: loginKey, list_gone: LIST_GONE });
}

function writeHole(statements: Statements, hole: Hole): void {
  statements.add({
    login_key: hole.loginKey,
    from_ms: hole.fromMs,
    to_ms: hole.toMs,
    state: hole.state,
    noticed_at_ms: hole.noticedAtMs,
    detail: hole.detail,
  });
}

function narrowHoles(
  statements: Statements,
  loginKey: number,
  { sweep, nowMs }: { readonly sweep: Reach; readonly nowMs: EpochMs },
): number {
  let left = 0;
  for (const hole of listOf(statements, loginKey)) {
    const { hole_key, to_ms } = hole;
    // as far as the server goes already
    if (to_ms !== null && to_ms <= sweep.oldestMs) continue;
    if (sweep.isOfTop === true && hole.is_of_list === 1) continue;
    if (hole.is_of_gone_list === 1) continue;
    if (to_ms !== null && to_ms > sweep.askedAtMs) continue; // asked for before it ended
    const reachesOver = isFilledBy(statements, sweep, { loginKey, ...hole });
    const short = (sweep.lists ?? []).filter(
      ({ isUntrimmed, oldestMs }) => !isUntrimmed && oldestMs > hole.from_ms,
    );
    const isFilled = reachesOver && short.length === 0;
    const ends = [
      ...short.map(({ oldestMs }) => oldestMs),
      ...(reachesOver ? [] : [sweep.oldestMs]),
    ];
    const endMs = isFilled ? sweep.askedAtMs : Math.min(Math.max(...ends), to_ms ?? nowMs);
    const state = isFilled ? 'swept' : 'open';
    const ofList = Number(short.length > 0);
    statements.close({ hole_key, to_ms: endMs, state, of_list: ofList, now_ms: nowMs });
    if (isFilled) statements.forget({ hole_key });
    else left += 1;
  }
  return left;
}

interface Stretch {
  readonly loginKey: number;
  readonly from_ms: number;
  readonly to_ms?: number | null;
}

function isFilledBy(statements: Statements, sweep: Reach, hole: Stretch): boolean {
  if (sweep.oldestMs <= hole.from_ms || sweep.isEmptyStill === true) return true;
  // of one that has ended an earlier sweep has found out already that it did not reach
  const lasts = (hole.to_ms ?? null) === null;
  return lasts && sweep.reachedEnd && isEndKnown(statements, sweep, hole);
}

/**
 * A home is trimmed at its bottom. So whoever reads it to the end and finds there an entry that was
 * known before the loss has read everything since; as has who finds any end where nothing was
 * known, of a home that was never trimmed.
 */
function isEndKnown(
  { look }: Statements,
  { oldestId, marginMs, entries }: Reach,
  hole: Stretch,
): boolean {
  const known = look({
    login_key: hole.loginKey,
    server_id: oldestId ?? '',
    until_ms: hole.from_ms + marginMs,
  });
  return known?.is_known === 1 || (known?.was_empty === 1 && entries < TRIMMED_FROM);
}
