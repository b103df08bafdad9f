// A draw as the benchmarks measure it: from the call to the frozen edition with all its signals.
import { MORNING } from '../build/core/feed.js';
import { seedWords } from '../build/core/seed_words.js';
import { drawEdition } from '../build/rank/draw.js';
import { keepUp, sayAnew } from '../build/rank/upkeep.js';
import { openFollows } from '../build/store/follows.js';
import { withWorkingTables } from '../build/store/working_tables.js';
import { everybody, START_MS } from './bench_frames.mjs';
import { momentAfter, PER_DAY } from './bench_ingest.mjs';
import { milliseconds } from './bench_rounds.mjs';

export const SIZE = 500;

/** Nine authors of ten are followed; the rest are strangers, met by boosts. */
export function followMost({ database, login, filing }) {
  const followed = everybody().filter(({ id }) => Number(id) % 10 !== 0);
  openFollows(database, filing.accounts).replaceAll(login.loginKey, followed, START_MS);
}

/** Draws from the newest `candidates` of all that came, and freezes it: what comes after the upkeep. */
export function drawOf(home, came, candidates = came) {
  const { database } = home;
  const moment = { database, feed: feedOf(candidates), nowMs: nowAfter(came), isKeptUp: true };
  return (round) =>
    afterUpkeep(home, came, () =>
      milliseconds(() => drawEdition({ ...moment, seed: `${round}`, dryRun: false })),
    );
}

/** What is done before it: everything said anew, and kept in the file. */
export function keepOf({ database }, came) {
  return () => milliseconds(() => keepUp(database, nowAfter(came), () => {}));
}

/** Does `work` while the working tables stand. */
export function afterUpkeep({ database }, came, work) {
  return withWorkingTables(database, (tables) => {
    database.snapshot(() => sayAnew(database, nowAfter(came), tables));
    return work();
  });
}

/** The least that any weighted draw does: every candidate thrown for, the first few kept. */
export function bareShuffle({ database }) {
  const { first, second } = seedWords('bench');
  const shuffle = database.connection.prepare(
    `select status_key from pool order by draw_key(?, ?, dice_key, 0, 1.0) desc, dice_key
      limit ${SIZE}`,
  );
  return () => milliseconds(() => shuffle.all(first, second));
}

/** One that reaches back over so many. */
export function feedOf(candidates) {
  return { ...MORNING, size: SIZE, reachDays: candidates / PER_DAY };
}

/**
 * A moment after everything came, so that all of it is known.
 * @returns {import('../build/core/clock.js').EpochMs}
 */
export function nowAfter(came) {
  return /** @type {import('../build/core/clock.js').EpochMs} */ (momentAfter(came) + 1);
}
