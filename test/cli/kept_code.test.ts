import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { Module } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const ALWAYS = join(dirname(MAIN), 'program', 'always.js');

function aHome() {
  const home = mkdtempSync(join(tmpdir(), 'driftline-kept-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const run = (...args: readonly string[]) => runWith({ HOME: home }, ...args);
  const runWith = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    spawnSync(process.execPath, [MAIN, ...args], { cwd: home, env, encoding: 'utf8' });
  const kept = () =>
    readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(home, name)).isFile(),
    );
  return { home, run, runWith, kept };
}

/** Kept code that says so and ends: V8 takes it for that of a file of the same length. */
function plantedCode(): Buffer {
  const { length } = Module.wrap(readFileSync(ALWAYS, 'utf8'));
  const source = '(function () { process._rawDebug("planted"); process.exit(0); })';
  const code = new Script(source.padEnd(length));
  code.runInThisContext();
  const kept = code.createCachedData();
  const half = Buffer.concat([Buffer.from(`{"always.js":${kept.length}}\n`), kept]);
  return Buffer.concat([half, half]);
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

const openings: readonly (readonly [string, (home: string, file: string) => void])[] = [
  ['the file', (_, file) => chmodSync(file, 0o666)],
  ['its folder', (_, file) => chmodSync(dirname(file), 0o770)],
  ['a folder above it', (home) => chmodSync(join(home, '.cache'), 0o777)],
  [
    'what the file is a link to',
    (home, file) => {
      renameSync(file, join(home, 'download'));
      symlinkSync(join(home, 'download'), file);
    },
  ],
];

test.for(openings)('kept code is not run where others could write %s', ([, open]) => {
  const { home, run, kept } = aHome();
  run('feeds');
  const file = join(home, kept()[0] ?? '');
  writeFileSync(file, plantedCode());
  for (let way = dirname(file); way !== dirname(home); way = dirname(way)) chmodSync(way, 0o755);

  const alone = run('feeds').stderr;
  open(home, file);
  const opened = run('feeds');

  expect(alone).toBe('planted\n');
  expect(opened).toMatchObject({ status: 0, stderr: '' });
});

test('in a home that nobody else may enter, what a umask of 002 opens in it opens nothing', () => {
  const { home, run, kept } = aHome();
  mkdirSync(join(home, '.cache'));
  chmodSync(join(home, '.cache'), 0o775);
  chmodSync(home, 0o710);
  run('feeds');
  const entered = kept();
  chmodSync(home, 0o700);

  run('feeds');

  expect(entered).toEqual([]);
  expect(kept()).toHaveLength(1);
});

test('a link that leads out of such a home leads to where others come', () => {
  const { home, run, kept } = aHome();
  const outside = mkdtempSync(join(tmpdir(), 'driftline-open-'));
  onTestFinished(() => rmSync(outside, { recursive: true }));
  chmodSync(outside, 0o777);
  symlinkSync(outside, join(home, '.cache'));

  const answer = run('feeds');

  expect(answer).toMatchObject({ status: 0, stderr: '' });
  expect(kept()).toEqual([]);
  expect(readdirSync(outside)).toEqual([]);
});

test('of what lies beside it only what other versions kept is deleted', () => {
  const { home, run, kept } = aHome();
  run('feeds');
  const folder = dirname(join(home, kept()[0] ?? ''));
  const compiled = dirname(folder);
  const own = ['Documents', 'Mail', 'Pictures', 'notes', 'work'];
  const old = [1, 2, 3, 4].map((at) => `000000000000000${at}-v20.19.0-linux-x64`);
  for (const name of [...own, ...old]) mkdirSync(join(compiled, name));
  rmSync(folder, { recursive: true });

  run('feeds');

  expect(readdirSync(compiled).toSorted()).toEqual([...own, basename(folder)].toSorted());
});

test('a place that is relative to where one stands is none', () => {
  const { runWith, kept } = aHome();

  const answer = runWith({ HOME: '/nonexistent', XDG_CACHE_HOME: 'cache' }, 'feeds');

  expect(answer).toMatchObject({ status: 0, stderr: '' });
  expect(kept()).toEqual([]);
});
