// Target 12: the most memory that a draw takes as a command of its own, against Node doing nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BENCH_FILE, CAME } from './bench_draw.mjs';
import { nowAfter, SIZE } from './bench_drawing.mjs';
import { inTurns } from './bench_rounds.mjs';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const PEAK = new URL('./bench_peak.mjs', import.meta.url);
const ROUNDS = 5;

/** Needs the file that the draw was measured with. */
export async function measureMemory(scratch) {
  const file = join(scratch, BENCH_FILE);
  const now = new Date(nowAfter(CAME)).toISOString();
  const rank = [MAIN, 'rank', '--db', file, '--now', now, '--size', `${SIZE}`];
  const [draw, bare] = await inTurns(
    ROUNDS,
    (round) => peakOf([...rank, '--seed', `${round}`], scratch),
    () => peakOf(['-e', '0'], scratch),
  );
  return [
    {
      what: '12: peak memory of `rank`, 100,000 candidates and their upkeep ÷ bare node',
      measured: draw / bare,
      target: 1.75,
      isAtLeast: false,
      detail: `${draw.toFixed(0)} MB and ${bare.toFixed(0)} MB`,
    },
  ];
}

function peakOf(args, home) {
  const env = { ...process.env, HOME: home };
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['ignore', 'ignore', 'inherit', 'pipe'];
  const ran = spawnSync(process.execPath, ['--import', PEAK, ...args], { env, stdio });
  if (ran.status !== 0) throw new Error(`${args.join(' ')} ended with ${ran.status}`);
  return Number(ran.output[3]) / 1_024;
}
