import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import type { Edition } from '../../src/core/edition.ts';
import { silentLog } from '../../src/core/log.ts';
import { openToldRun, passThreeWeeks } from '../../src/demo/told_run.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { listening } from '../support/listening.ts';
import { aNewDatabase } from '../support/new_database.ts';

const NIGHTS = { drawHour: 5.5, utcOffsetMs: HOUR_MS, MINUTE_MS };

/** A demo of a few people, started at a moment of the wall, up to its last edition. */
async function editionsAt(wallMs: number): Promise<readonly Edition[]> {
  const wall = { now: () => wallMs as EpochMs, after: () => () => {} };
  const pace = 1 / 3_000; // the stream has it all
  const options = { seed: 'heron', wall, nights: NIGHTS, pace, people: 12, log: silentLog };
  const run = await openToldRun(options);
  const database = aNewDatabase();
  const ending = new AbortController();
  const server = { ...run.server, time: run.time };
  const heard = ingest(listening(server, database, { pace, signal: ending.signal }));
  const editions: Edition[] = [];
  const onEdition = (edition: Edition) => void editions.push(edition);
  await passThreeWeeks(run, wall, { database, nights: NIGHTS, onEdition });
  ending.abort();
  await heard;
  database.close();
  await run.server.close();
  return editions;
}

test('a seed tells the same three weeks whenever the demo is started', async () => {
  const tenMinutesBeforeMs = Date.UTC(2026, 10, 24, 4, 20); // the next draw, that is

  const early = await editionsAt(tenMinutesBeforeMs);
  const laterThatWeek = await editionsAt(Date.UTC(2026, 10, 27, 19, 12) + 1_234);

  const told = (editions: readonly Edition[]) =>
    editions.map(({ seed, entries }) => ({
      seed,
      entries: entries.map(({ uri, lane, scoreMicro }) => ({ uri, lane, scoreMicro })),
    }));
  expect(early).toHaveLength(21);
  expect(early.at(-1)?.drawnAtMs).toBe(tenMinutesBeforeMs + 10 * MINUTE_MS - DAY_MS);
  expect(early.at(-1)?.entries.length).toBeGreaterThan(5);
  expect(told(laterThatWeek)).toEqual(told(early));
}, 120_000);
