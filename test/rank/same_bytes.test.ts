import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { richHistory } from '../support/recording.ts';

const DRAW = ['rank', '--dry-run', '--json', '--seed', 'x', '--now', '2026-11-13T06:00:00Z'];
const MOST_BYTES = 64 * 1024 * 1024;

/** The program in a home of its own; `env` is all that differs from one machine to the next. */
function aMachine(env: Readonly<Record<string, string>> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'driftline-bytes-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, ['dist/main.js', ...args], {
      env: { HOME: home, ...env },
      encoding: 'utf8',
      maxBuffer: MOST_BYTES,
    });
  const take = (text: string): void => {
    const file = join(home, 'recording.jsonl');
    writeFileSync(file, text);
    run('import', file);
  };
  return { run, take };
}

test('a draw is the same bytes where the processor does without FMA and AVX2', () => {
  const recording = richHistory().join('\n');
  const usual = aMachine();
  // The C library then takes other paths through its logarithms; elsewhere this says nothing.
  const plain = aMachine({ GLIBC_TUNABLES: 'glibc.cpu.hwcaps=-FMA,-AVX2' });
  usual.take(recording);
  plain.take(recording);

  const drawn = usual.run(...DRAW);

  expect(JSON.parse(drawn).length).toBeGreaterThan(10);
  expect(usual.run(...DRAW)).toBe(drawn);
  expect(plain.run(...DRAW)).toBe(drawn);
});

test('so is a draw by SQL of the owner’s own, which is the same as what it was copied from', () => {
  const machines = [aMachine(), aMachine({ GLIBC_TUNABLES: 'glibc.cpu.hwcaps=-FMA,-AVX2' })];

  const drawn = machines.map(({ run, take }) => {
    take(richHistory().join('\n'));
    run('feeds', 'copy', 'morning', 'mine');
    return [run(...DRAW), run(...DRAW, '--feed', 'mine')];
  });

  expect(new Set(drawn.flat()).size).toBe(1);
});

test('exported and imported elsewhere, it draws the same bytes and exports the same lines', () => {
  const first = aMachine();
  first.take(richHistory().join('\n'));
  const lines = first.run('export');

  const second = aMachine();
  second.take(lines);

  expect(second.run(...DRAW)).toBe(first.run(...DRAW));
  expect(second.run('export')).toBe(lines);
});
