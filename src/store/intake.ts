import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { holeRow, shownHole } from './hole_rows.ts';
import { integer, nullable, oneOf, type RowOf, text } from './shape.ts';

/** The home as any other client holds it before it asks again: so many entries. */
const NEWEST_MAX = 200;

const newestRow = {
  status_key: integer,
  entered_at_ms: integer,
  uri: text,
  author_handle: text,
  booster_name: nullable(text),
  booster_handle: nullable(text),
};

/** One entry of the home as it came. */
export type NewestEntry = RowOf<typeof newestRow>;

/** How far the newest entries reach: how many people speak in them, and how far back they go. */
export function reachOf(newest: readonly NewestEntry[], atMs: number) {
  const oldestMs = Math.min(atMs, ...newest.map(({ entered_at_ms }) => entered_at_ms));
  return {
    people: new Set(newest.map(({ author_handle }) => author_handle)).size,
    spanMs: atMs - oldestMs,
  };
}

/** Above that nobody asks how many came since. */
export const MORE_THAN = 5_000;

/** What came in, when, and where something may be missing. */
export function openIntake(database: Database) {
  const countSince = database.one('serve/count_arrived_since', ['since_ms', 'most'], {
    arrivals: integer,
  });
  const countBetween = database.one('serve/count_arrived_between', ['since_ms', 'until_ms'], {
    arrivals: integer,
  });
  let past: { readonly stretch: string; readonly arrivals: number } | undefined;
  const countNews = database.one('serve/count_news_since', ['since_ms'], {
    posts: integer,
    people: integer,
  });
  const countWaiting = database.many('serve/count_waiting', [], {
    lane: oneOf('fresh', 'missed', 'quiet', 'boosted', 'resurfaced'),
    posts: integer,
  });
  const listNewest = database.many('serve/list_newest_arrivals', ['until_ms', 'limit'], newestRow);
  const findLast = database.one('serve/find_last_arrival', [], { at_ms: nullable(integer) });
  const findFirst = database.one('serve/find_first_arrival', [], { at_ms: nullable(integer) });
  const findLastHeard = database.one('serve/find_last_heard', [], { at_ms: integer, how: text });
  const countByHour = database.many('serve/count_arrivals_by_hour', ['from_ms', 'to_ms'], {
    hour: integer,
    arrivals: integer,
    read_back: integer,
  });
  const listHoles = database.many('serve/list_holes', ['from_ms', 'to_ms'], holeRow);

  return {
    /** No more than `MORE_THAN` and one: what is counted for every page must not grow. */
    arrivedSince: (sinceMs: EpochMs) =>
      countSince({ since_ms: sinceMs, most: MORE_THAN + 1 })?.arrivals ?? 0,
    /** Of a stretch that is over: counted once. */
    arrivedBetween(sinceMs: EpochMs, untilMs: EpochMs): number {
      const stretch = `${sinceMs} ${untilMs}`;
      if (past?.stretch !== stretch) {
        const arrivals = countBetween({ since_ms: sinceMs, until_ms: untilMs })?.arrivals ?? 0;
        past = { stretch, arrivals };
      }
      return past.arrivals;
    },
    /** Posts of them that are unseen, and by how many people they are. */
    newsSince: (sinceMs: EpochMs) => countNews({ since_ms: sinceMs }) ?? { posts: 0, people: 0 },
    /** When something last reached us; null where nothing ever did. Looked up for every page. */
    lastArrivedMs: () => (findLast()?.at_ms ?? null) as EpochMs | null,
    /** When something first reached us; null where nothing ever did. */
    firstArrivedMs: () => (findFirst()?.at_ms ?? null) as EpochMs | null,
    /** Until when it is known what is missing; null where nothing was ever collected. */
    knownUntilMs: () => (findLastHeard()?.at_ms ?? findLast()?.at_ms ?? null) as EpochMs | null,
    /** What waits for an edition: altogether, and by the lane in which it would come now. */
    waiting() {
      const lanes = new Map(countWaiting().map(({ lane, posts }) => [lane, posts]));
      return { posts: [...lanes.values()].reduce((sum, posts) => sum + posts, 0), lanes };
    },
    /** The home as it came, newest first, as it stood at `untilMs`. */
    newest: (untilMs: EpochMs) => listNewest({ until_ms: untilMs, limit: NEWEST_MAX }),
    /** `hour` counts from `fromMs`, a whole hour. */
    byHour: (fromMs: EpochMs, toMs: EpochMs) => countByHour({ from_ms: fromMs, to_ms: toMs }),
    holes: (fromMs: EpochMs, toMs: EpochMs) =>
      listHoles({ from_ms: fromMs, to_ms: toMs }).map(shownHole),
  };
}

export type Intake = ReturnType<typeof openIntake>;
