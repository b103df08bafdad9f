// Target 13 alone: how long --help and stats take to start, against Node doing nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureStart } from './bench_start.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'driftline-start-'));
try {
  const results = await measureStart(scratch);
  for (const { what, measured, target, detail } of results)
    console.log(`${what}: ${measured.toFixed(2)} (at most ${target}; ${detail})`);
  if (results.some(({ measured, target }) => measured > target)) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
