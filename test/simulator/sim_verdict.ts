import { MINUTE_MS } from '../../src/core/clock.ts';
import type { ServerInProcess } from '../../src/demo/server_in_process.ts';
import type { World } from '../../src/demo/world.ts';
import type { Database } from '../../src/store/database.ts';
import { wrongMomentsOf } from './sim_memory.ts';
import { givenMs, type Lived, type Oracle } from './sim_oracle.ts';
import { judgeTexts } from './sim_texts.ts';

/** What a run came to. The lists name what is wrong; all of them are empty where nothing is. */
export interface Verdict {
  readonly entries: number;
  readonly stored: number;
  /** Could not be had by anybody: grouped away, or gone within 21 minutes and never streamed. */
  readonly beyond: number;
  /** Told to be missing: within a hole that nothing could fill. */
  readonly missedInHoles: number;
  /** Holes that are still told of, and how many of them everybody's own pages have filled. */
  readonly holes: number;
  readonly crawledHoles: number;
  /** Within reach, and not stored. */
  readonly lost: readonly string[];
  /** Out of reach, and no hole tells of it. */
  readonly untold: readonly string[];
  readonly doubled: readonly string[];
  /** Holes in which nothing was missing, or a stretch of over a minute of which nothing was. */
  readonly falseHoles: readonly string[];
  /** Crawled, and yet something of somebody followed is missing that the server still has. */
  readonly uncrawled: readonly string[];
  readonly wrongTexts: readonly string[];
  readonly wrongCounts: readonly string[];
  readonly wrongTombstones: readonly string[];
  /** Written as of another moment than it was, or after something newer. */
  readonly wrongMoments: readonly string[];
  readonly overLimit: readonly string[];
  readonly ends: readonly string[];
}

const WRONG = [
  'lost',
  'untold',
  'doubled',
  'falseHoles',
  'uncrawled',
  'wrongTexts',
  'wrongCounts',
  'wrongTombstones',
  'wrongMoments',
  'overLimit',
  'ends',
] as const satisfies readonly (keyof Verdict)[];

/** Everything that is wrong, one thing a line. */
export function faultsOf(verdict: Verdict): readonly string[] {
  return WRONG.flatMap((kind) => verdict[kind].map((what) => `${kind}: ${what}`));
}

export interface Judged {
  readonly database: Database;
  readonly oracle: Oracle;
  readonly server: ServerInProcess;
  readonly world: World;
  readonly endMs: number;
  readonly ends: readonly unknown[];
  readonly pace: number;
}

interface Arrival {
  readonly id: string;
  readonly how: string;
}

interface Hole {
  readonly from_ms: number;
  readonly to_ms: number;
  readonly state: string;
}

/**
 * At pace 1: how far before a loss its hole begins, how long a stretch of it may be of which
 * nothing is missing, and how long until all was audited.
 */
const MARGIN_MS = 15 * MINUTE_MS;
const SPARE_MS = MINUTE_MS;
const SETTLED_MS = 25 * MINUTE_MS;

export function judge({ database, oracle, server, world, endMs, ends, pace }: Judged): Verdict {
  const rows = <T>(sql: string) => database.connection.prepare(sql).all() as T[];
  const arrived = rows<Arrival>('select server_id as id, how from arrivals');
  const stored = new Set(arrived.map(idOf));
  // What somebody's own page gave was missing from stream and home, or the hole was for nothing.
  const had = new Set(arrived.filter(({ how }) => how !== 'crawl').map(idOf));
  const recorded = rows<Hole>(
    `select from_ms, coalesce(to_ms, ${endMs}) as to_ms, state from holes`,
  );
  const holes = recorded.filter(({ state }) => state !== 'swept');
  const crawled = holes.filter(({ state }) => state === 'crawled');
  const entries = [...oracle.lives.values()];
  const missing = entries.filter(({ id }) => !stored.has(id));
  // What its author took back meanwhile no sweep can find, nor what entered a home far below its
  // top and was trimmed before anybody could look: of these, the hole of that outage told, before
  // it was filled or narrowed.
  const isUnseen = (entry: Lived) =>
    !server.hasEntry(entry.id) || entry.enteredMs - givenMs(entry) > MARGIN_MS / pace;
  const whole = rows<Hole>("select from_ms, to_ms, 'told' as state from told_holes");
  const isTold = (entry: Lived) =>
    holes.some((hole) => isIn(entry, hole)) ||
    (isUnseen(entry) && [...recorded, ...whole].some((hole) => isIn(entry, hole)));
  const lost = missing.filter((entry) => oracle.isWithinReach(entry, endMs));
  const untold = missing.filter(
    (entry) =>
      !oracle.isWithinReach(entry, endMs) && !oracle.isBeyond(entry, endMs) && !isTold(entry),
  );
  return {
    entries: entries.length,
    stored: stored.size,
    beyond: missing.filter((entry) => oracle.isBeyond(entry, endMs)).length,
    missedInHoles: missing.filter((entry) => !oracle.isBeyond(entry, endMs) && isTold(entry))
      .length,
    holes: holes.length,
    crawledHoles: crawled.length,
    lost: lost.map(nameOf),
    untold: untold.map(nameOf),
    doubled: rows<{ uri: string }>('select uri from statuses group by uri having count(*) > 1').map(
      ({ uri }) => uri,
    ),
    uncrawled: missing
      .filter((entry) => !entry.isGrouped && server.hasEntry(entry.id))
      .filter((entry) => crawled.some((hole) => isIn(entry, hole)))
      .map(nameOf),
    falseHoles: holes.flatMap((hole) =>
      falsehoodOf(
        hole,
        entries.filter((entry) => stored.has(entry.id) || !oracle.isBeyond(entry, endMs)),
        had,
        pace,
      ),
    ),
    ...judgeTexts(rows, { server, oracle, world }, endMs - SETTLED_MS / pace, endMs),
    wrongMoments: wrongMomentsOf(database, oracle),
    overLimit: oracle.overLimit,
    ends: ends.map(String),
  };
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}

function nameOf({ id, enteredMs, leftMs, isDelivered }: Lived): string {
  const minutes = ((leftMs - enteredMs) / MINUTE_MS).toFixed(1);
  const how = isDelivered ? 'streamed' : 'not streamed';
  return `${id}, entered ${new Date(enteredMs).toISOString()}, ${minutes} min, ${how}`;
}

/** In arrival time: when it came, or when its id says that it did. */
function isIn(entry: Lived, { from_ms, to_ms }: Hole): boolean {
  return [entry.enteredMs, givenMs(entry)].some((ms) => ms >= from_ms && ms <= to_ms + 1);
}

/**
 * Between the loss and its end, every minute in which anything came must miss something of what
 * stream and sweeps had.
 */
function falsehoodOf(
  hole: Hole,
  entries: readonly Lived[],
  had: ReadonlySet<string>,
  pace: number,
): readonly string[] {
  const within = entries
    .filter(({ enteredMs }) => enteredMs >= hole.from_ms && enteredMs <= hole.to_ms)
    .sort((a, b) => a.enteredMs - b.enteredMs);
  const name = `${new Date(hole.from_ms).toISOString()} to ${new Date(hole.to_ms).toISOString()}`;
  if (within.every(({ id }) => had.has(id))) return [`nothing is missing from ${name}`];
  let sinceMs: number | undefined;
  for (const { id, enteredMs } of within) {
    if (enteredMs < hole.from_ms + MARGIN_MS / pace) continue;
    if (!had.has(id)) sinceMs = undefined;
    else if (sinceMs === undefined) sinceMs = enteredMs;
    else if (enteredMs - sinceMs > SPARE_MS / pace)
      return [`nothing is missing at ${new Date(enteredMs).toISOString()} of ${name}`];
  }
  return [];
}
