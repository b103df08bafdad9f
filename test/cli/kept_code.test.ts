import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

function aHome() {
  const home = mkdtempSync(join(tmpdir(), 'driftline-kept-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [MAIN, ...args], { env: { HOME: home }, encoding: 'utf8' });
  const kept = () =>
    readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(home, name)).isFile(),
    );
  return { home, run, kept };
}

test('what a command compiled is kept for its next time, for its owner alone', () => {
  const { home, run, kept } = aHome();

  const first = run('feeds', '--json');
  const [name = '', ...others] = kept();
  const before = statSync(join(home, name));
  const second = run('feeds', '--json');

  expect(others).toEqual([]);
  expect(name).toMatch(/^\.cache\/driftline\/compiled\/[\w.-]+\/feeds\.code$/);
  expect(before.mode & 0o777).toBe(0o600);
  expect(second).toMatchObject({ status: 0, stderr: '', stdout: first.stdout });
  // Nothing had to be compiled, or it would have been written again.
  expect(statSync(join(home, name)).ino).toBe(before.ino);
});

const damages: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['lost a page', (bytes) => Buffer.from(bytes).fill(0, 8_192, 12_288)],
  ['was cut short', (bytes) => bytes.subarray(0, 10_000)],
  ['is empty', () => Buffer.alloc(0)],
  ['is no code', () => Buffer.from('no code\nno code\n')],
];

test.for(damages)('kept code that %s is compiled anew', ([, damage]) => {
  const { home, run, kept } = aHome();
  const whole = run('feeds', '--json').stdout;
  const file = join(home, kept()[0] ?? '');
  const before = readFileSync(file);
  writeFileSync(file, damage(before));

  const again = run('feeds', '--json');

  expect(again).toMatchObject({ status: 0, stderr: '', stdout: whole });
  expect(readFileSync(file).length).toBeGreaterThan(before.length / 2);
});

test.for([
  ['fails', ['rank']],
  ['is none', ['dance']],
  ['is to leave no trace', ['try', '--help']],
] as const)('nothing is kept of a command that %s', ([, args]) => {
  const { run, kept } = aHome();

  run(...args);

  expect(kept()).toEqual([]);
});

test('where nothing can be kept, a command answers as ever', () => {
  const { home, run } = aHome();
  writeFileSync(join(home, '.cache'), '');

  expect(run('feeds', '--json')).toMatchObject({ status: 0, stderr: '' });
});
