// `npm run bench:rank`: how good editions are, in worlds where what each post is worth to its reader
// is known; beside what others do. BENCH_SEEDS=5, BENCH_KINDS, BENCH_SHARE (of the outlined
// worlds' size) and ABLATION=1 say how much of it.
import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MORNING } from '../build/core/feed.js';
import { OUTLINED_KINDS } from './rank_outlined_world.mjs';
import { printAblation, printKinds, printRankers } from './rank_tables.mjs';
import { KINDS } from './rank_world.mjs';

const SEEDS = ['marsh', 'tarn', 'fen', 'weir', 'heath', 'moor', 'dune', 'cove'];
const seeds = SEEDS.slice(0, Number(process.env.BENCH_SEEDS ?? 5));
const all = [
  ...Object.keys(KINDS),
  ...Object.keys(OUTLINED_KINDS).map((kind) => `outlined ${kind}`),
];
const kinds = process.env.BENCH_KINDS?.split(',') ?? all;
const script = fileURLToPath(new URL('./bench_rank_life.mjs', import.meta.url));
const startedMs = performance.now();

if (process.env.ABLATION === undefined) {
  const lives = await livedThrough(kinds.flatMap((kind) => seeds.map((seed) => [kind, seed])));
  printRankers(lives.filter(({ kind }) => !kind.startsWith('outlined ')));
  printRankers(lives.filter(({ kind }) => kind.startsWith('outlined ')));
  printKinds(lives);
} else {
  const names = Object.keys(MORNING.exponents).filter((name) => name !== 'dial');
  const works = seeds.flatMap((seed) => [
    [kinds[0], seed, 'ours'],
    ...names.map((name) => [kinds[0], seed, name]),
  ]);
  printAblation(await livedThrough(works));
}
const minutes = ((performance.now() - startedMs) / 60_000).toFixed(0);
console.log(`Node ${process.versions.node}, ${cpus().length} cores; ${minutes} minutes`);

/** Each world in a process of its own, as many at a time as there are cores. */
async function livedThrough(works) {
  const results = [];
  const waiting = [...works.entries()];
  const take = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [nth, work] = next;
      process.stderr.write(`\r${results.length} of ${works.length} worlds `);
      const done = await promisify(execFile)(process.execPath, [script, ...work], {
        maxBuffer: 64 * 1024 * 1024,
      });
      results.push([nth, JSON.parse(done.stdout)]);
    }
  };
  await Promise.all(cpus().map(take));
  process.stderr.write('\n');
  return results.sort(([a], [b]) => a - b).map(([, life]) => life);
}
