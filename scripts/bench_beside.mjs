// Target 11: how long the ingester stands still while a draw goes on beside it, in a thread of its
// own as in `driftline run`. One frame a millisecond is filed and committed.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseHomeEntry } from '../build/core/status.js';
import { drawAside } from '../build/draw_aside.js';
import { BENCH_FILE, CAME, CANDIDATES } from './bench_draw.mjs';
import { feedOf, nowAfter } from './bench_drawing.mjs';
import { framesForEver } from './bench_frames.mjs';
import { openHome, PER_DAY } from './bench_ingest.mjs';
import { inTurns, median } from './bench_rounds.mjs';

const ROUNDS = 5;

/** Needs the file that the draw was measured with. */
export async function measureBeside(scratch) {
  const file = join(scratch, BENCH_FILE);
  const home = openHome(file);
  // Others than are there already.
  const written = framesForEver(PER_DAY, 'beside', CAME);
  const next = () => parseHomeEntry(JSON.parse(written.next().value));
  const draws = [];
  const drawnBeside = (round) => {
    const request = {
      file,
      feed: feedOf(CANDIDATES),
      seed: `${round}`,
      nowMs: nowAfter(CAME),
    };
    return longestGap(home, next, async () => {
      const startedMs = performance.now();
      await drawAside({ ...request, dryRun: false });
      draws.push(performance.now() - startedMs);
    });
  };
  const alone = () => longestGap(home, next, () => sleep(draws.at(-1)));
  const [beside, without] = await inTurns(ROUNDS, drawnBeside, alone);
  home.database.close();
  return [
    {
      what: '11: longest gap between writes, a draw of 100,000 with its upkeep beside ÷ without',
      measured: beside / without,
      target: 2,
      isAtLeast: false,
      detail: `${beside.toFixed(0)} ms and ${without.toFixed(1)} ms; the draw ${median(draws).toFixed(0)} ms`,
    },
  ];
}

/** Files a frame a millisecond until `work` is done; the longest time between two that were. */
async function longestGap({ filing, login }, next, work) {
  let isDone = false;
  const done = work().finally(() => {
    isDone = true;
  });
  let longest = 0;
  let lastMs = performance.now();
  while (!isDone) {
    filing.file(login.loginKey, [next()], { atMs: nowAfter(CAME), how: 'stream' });
    const nowMs = performance.now();
    longest = Math.max(longest, nowMs - lastMs);
    lastMs = nowMs;
    await sleep(1);
  }
  await done;
  return longest;
}
