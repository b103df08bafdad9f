// `npm run bench`: each figure is a ratio of two things measured in turns within one run, so that a
// slow machine or a busy disk does not decide it. Some five minutes on two cores.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureApi } from './bench_api.mjs';
import { measureBeside } from './bench_beside.mjs';
import { measureDraw } from './bench_draw.mjs';
import { measureSizes } from './bench_draw_sizes.mjs';
import { measureImport } from './bench_import.mjs';
import { measureIngest } from './bench_ingest.mjs';
import { measureMemory } from './bench_memory.mjs';
import { measurePage } from './bench_page.mjs';
import { measureScorers } from './bench_scorers.mjs';
import { measureStart } from './bench_start.mjs';
import { measureSweep } from './bench_sweep.mjs';
import { printTable } from './bench_table.mjs';

// A disk in memory takes the real one's noise out.
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const scratch = mkdtempSync(join(place, 'driftline-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const startedMs = Date.now();
const results = [];
/** @type {[string, (scratch: string) => Promise<object[]>][]} */
const measures = [
  ['ingest', measureIngest],
  ['sweep', measureSweep],
  ['import', measureImport],
  ['draw', measureDraw],
  ['page', measurePage],
  ['draws of more', measureSizes],
  ['scorers', measureScorers],
  ['memory', measureMemory],
  ['writes beside a draw', measureBeside],
  ['API page', measureApi],
  ['start-up', measureStart],
];
for (const [title, measure] of measures) {
  process.stderr.write(`Measuring ${title} …\n`);
  results.push(...(await measure(scratch)));
}

const minutes = ((Date.now() - startedMs) / 60_000).toFixed(1);
console.log(
  `Node ${process.versions.node}, ${cpus().length} cores, ${place}; ${minutes} minutes\n`,
);
printTable(results);
