// Target 16: ranking time a status, against the scorers of a program that looks at counts alone.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BENCH_FILE, CAME, CANDIDATES } from './bench_draw.mjs';
import { drawOf, keepOf } from './bench_drawing.mjs';
import { frames } from './bench_frames.mjs';
import { openHome, PER_DAY } from './bench_ingest.mjs';
import { inTurns, median } from './bench_rounds.mjs';

const SCORED = 2_000;
const ROUNDS = 5;
const SCRIPT = fileURLToPath(new URL('./bench_scorers.py', import.meta.url));
const THEIR_USUAL = 1; // SimpleWeighted

/** Needs the file that the draw was measured with. */
export async function measureScorers(scratch) {
  const python = pythonHere();
  if (python === undefined) {
    process.stderr.write('16: not measured, there is no python3\n');
    return [];
  }
  const lines = join(scratch, 'scored.jsonl');
  writeFileSync(lines, frames(SCORED, PER_DAY).join('\n'));
  const home = openHome(join(scratch, BENCH_FILE));
  const all = [];
  let whose = '';
  const theirs = () => {
    const ran = spawnSync(python, [SCRIPT, lines], { encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(ran.stderr);
    const [mean, each] = JSON.parse(ran.stdout);
    whose = mean;
    all.push(...each);
    return each[THEIR_USUAL];
  };
  const draw = drawOf(home, CAME, CANDIDATES);
  const [ours, kept, usual] = await inTurns(ROUNDS, draw, keepOf(home, CAME), theirs);
  home.database.close();
  const each = (ms) => (ms * 1_000) / CANDIDATES;
  const spread = [Math.min(...all), median(all), Math.max(...all)].map((us) => us.toFixed(0));
  return [
    {
      what: `16: ranking time a status ÷ mastodon_digest's SimpleWeighted, ${whose} mean`,
      measured: each(ours) / usual,
      target: 0.02,
      isAtLeast: false,
      detail: `${each(ours).toFixed(1)} µs and ${usual.toFixed(1)} µs; all four ${spread.join(', ')}`,
    },
    {
      what: '   the same, with the upkeep of a night',
      measured: each(ours + kept) / usual,
      detail: `${each(ours + kept).toFixed(1)} µs`,
    },
  ];
}

/** One that has scipy, else any. */
function pythonHere() {
  const found = ['python3', '/usr/bin/python3'];
  const runs = (code) => found.find((name) => spawnSync(name, ['-c', code]).status === 0);
  return runs('import scipy.stats') ?? runs('pass');
}
