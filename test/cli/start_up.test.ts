import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

interface Loaded {
  /** Files, by their names. */
  readonly files: readonly string[];
  /** Node's own modules. */
  readonly modules: readonly string[];
}

/** What a command of the built program had loaded when it ended. */
function loadedBy(...args: readonly string[]): Loaded {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [watch, said, file] = ['watch.cjs', 'said.json', 'home.db'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(
    watch,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(said)},
       JSON.stringify({ files: Object.keys(require.cache), modules: process.moduleLoadList })))`,
  );
  openDatabase(file).close();
  const { status } = spawnSync(process.execPath, ['-r', watch, MAIN, ...args, '--db', file], {
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: 'ignore',
  });
  expect(status).toBe(0);
  const { files, modules }: Loaded = JSON.parse(readFileSync(said, 'utf8'));
  return { files: files.map((path) => basename(path)), modules };
}

const PROGRAM = ['watch.cjs', 'main.js', 'main.js', 'always.js', 'rolldown-runtime.js'];

test.for([
  ['--help', PROGRAM],
  ['stats', [...PROGRAM, 'shared.js', 'better_sqlite3.node']],
] as const)('%s loads few files, and nothing that it does not need', ([command, wanted]) => {
  const { files, modules } = loadedBy(command);

  expect(files.toSorted()).toEqual(wanted.toSorted());
  // Each costs milliseconds, and `net` brings much along.
  for (const heavy of ['net', 'tty', 'child_process', 'crypto', 'http', 'zlib', 'worker_threads'])
    expect(modules).not.toContain(`NativeModule ${heavy}`);
});
