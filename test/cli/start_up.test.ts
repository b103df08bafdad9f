import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The packages that a command of the built program had loaded when it ended. */
function packagesOf(...args: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [watch, said, file] = ['watch.cjs', 'said.json', 'home.db'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(
    watch,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(said)},
       JSON.stringify(Object.keys(require.cache))))`,
  );
  openDatabase(file).close();
  const { status } = spawnSync(process.execPath, ['-r', watch, MAIN, ...args, '--db', file], {
    env: { PATH: process.env.PATH, HOME: folder },
  });
  expect(status).toBe(0);
  const files: readonly string[] = JSON.parse(readFileSync(said, 'utf8'));
  const names = files.flatMap((path) => /node_modules[\\/]([^\\/]+)/.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort();
}

test.for([
  ['--help', ['commander']],
  ['stats', ['better-sqlite3', 'commander']],
] as const)('%s loads no package that it does not need', ([command, packages]) => {
  expect(packagesOf(command)).toEqual(packages);
});
