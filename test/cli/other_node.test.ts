import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { aCommandLine } from '../support/command_line.ts';

const OURS = fileURLToPath(new URL('../../', import.meta.url));

/** A copy of the program whose compiled part is not there, or is no part of this Node. */
function anInstalled(folder: string, compiled?: string): string {
  for (const name of ['dist', 'sql', 'package.json', 'node_modules/better-sqlite3/package.json'])
    cpSync(`${OURS}${name}`, `${folder}/${name}`, { recursive: true });
  const modules = `${folder}/node_modules`;
  for (const name of readdirSync(`${OURS}node_modules`))
    if (name !== 'better-sqlite3') symlinkSync(`${OURS}node_modules/${name}`, `${modules}/${name}`);
  cpSync(`${OURS}node_modules/better-sqlite3/lib`, `${modules}/better-sqlite3/lib`, {
    recursive: true,
  });
  if (compiled !== undefined) {
    mkdirSync(`${modules}/better-sqlite3/build/Release`, { recursive: true });
    writeFileSync(`${modules}/better-sqlite3/build/Release/better_sqlite3.node`, compiled);
  }
  return `${folder}/dist/main.js`;
}

test.each([
  ['does not fit this Node', 'of another Node', 'install Driftline again with this Node'],
  ['is missing', undefined, '--allow-scripts=driftline,better-sqlite3'],
  ['was never compiled, by pnpm', undefined, 'by pnpm with --allow-build=better-sqlite3'],
] as const)('where the compiled part %s, each command and doctor say the remedy', (...told) => {
  const [, compiled, remedy] = told;
  const { home } = aCommandLine();
  const main = anInstalled(`${home}/installed`, compiled);
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [main, ...args], { env: { HOME: home }, encoding: 'utf8' });

  const refused = run('run');
  mkdirSync(`${home}/.local/share/driftline`, { recursive: true });
  writeFileSync(`${home}/.local/share/driftline/driftline.db`, '');
  const asked = run('stats');
  const { checks } = JSON.parse(run('doctor', '--json').stdout);

  expect([refused.status, asked.status]).toEqual([1, 1]);
  for (const { stderr } of [refused, asked]) {
    expect(stderr).toMatch(/^driftline: better-sqlite3's compiled part [^\n]+\n$/);
    expect(stderr).toContain(remedy);
  }
  const database = checks.find(({ name }: { readonly name: string }) => name === 'database');
  expect(database.ok).toBe(false);
  expect(database.detail).toContain(remedy);
  expect(database.remedy).toBe('Do what it says.');
});
