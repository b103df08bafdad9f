// Target 13: how long a command takes to start, against Node doing nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openHome } from './bench_ingest.mjs';
import { inTurns, milliseconds } from './bench_rounds.mjs';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const PAIRS = 31;

export async function measureStart(scratch) {
  const file = join(scratch, 'small.db');
  openHome(file).database.close();
  const commands = [
    ['--help', [MAIN, '--help']],
    ['stats', [MAIN, 'stats', '--db', file]],
  ];
  const results = [];
  for (const [name, args] of commands) {
    const [ours, bare] = await inTurns(
      PAIRS,
      () => runs(args, scratch),
      () => runs(['-e', '0'], scratch),
    );
    results.push({
      what: `13: start-up of ${name} ÷ node -e 0, ${PAIRS} pairs`,
      measured: ours / bare,
      target: 1.35,
      isAtLeast: false,
      detail: `${ours.toFixed(0)} ms and ${bare.toFixed(0)} ms`,
    });
  }
  return results;
}

function runs(args, home) {
  const env = { ...process.env, HOME: home };
  return milliseconds(() => {
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore', env });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  });
}
