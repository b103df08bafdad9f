// `npm test`: the linter and formatter, the types of tests and scripts, then the tests. Stops at the
// first that fails. Arguments are vitest's: `npm test -- test/rank`, `npm test -- --sequence.shuffle`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'driftline-test-'));
const report = join(scratch, 'report.json');
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

step('Format and lint', bin('@biomejs/biome/bin/biome'), ['ci', '.']);
step('Types', bin('typescript/bin/tsc'), ['-p', 'test/tsconfig.json']);
// Scripts call what was built, so nothing else would say that it has changed.
step('Types of scripts', bin('typescript/bin/tsc'), ['-p', 'scripts/tsconfig.json']);
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
step(
  'Tests',
  bin('vitest/vitest.mjs'),
  ['run', ...reporters, ...process.argv.slice(2)],
  sayOutcome,
);

function bin(path) {
  return join(ROOT, 'node_modules', path);
}

function step(title, script, args, afterwards = () => {}) {
  process.stdout.write(`\n── ${title} ──\n`);
  const startedMs = Date.now();
  const done = spawnSync(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'inherit' });
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(
    done.status === 0
      ? `${title}: well, in ${seconds} s\n`
      : `${title}: failed after ${seconds} s\n`,
  );
  afterwards();
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** The closing line, also for machines: `412 passed, 0 failed`. */
function sayOutcome() {
  let counts;
  try {
    counts = JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    process.stdout.write(`vitest wrote no report: ${error.message}\n`);
    return;
  }
  const skipped = counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : '';
  // A test file that does not load has no failed test, but has failed.
  const broken = counts.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  process.stdout.write(
    `${counts.numPassedTests} passed, ${counts.numFailedTests + broken} failed${skipped}\n`,
  );
}
