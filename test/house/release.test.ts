import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = ['package.json', 'package-lock.json', 'README.md', 'ARCHITECTURE.md'];
const VERSION = '0.1.0';

/**
 * What the release check reads in a project whose changelog and licence are these, and which packs
 * nothing of `left`.
 */
function readingOf(changelog: string, licence: string, left?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-release-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['src', 'test', 'scripts', 'dist/web', 'sql/serve'])
    mkdirSync(join(folder, name), { recursive: true });
  for (const name of [...COPIED, 'scripts/release_reading.mjs'])
    cpSync(join(ROOT, name), join(folder, name));
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog);
  writeFileSync(join(folder, 'LICENSE'), licence);
  writeFileSync(join(folder, 'dist/LICENCES.txt'), 'ours 1.0.0: MIT\n');
  writeFileSync(join(folder, 'dist/web/page.css'), 'p {}\n');
  writeFileSync(join(folder, 'sql/serve/read_all.sql'), 'select 1\n');
  if (left !== undefined) {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    manifest.files.push(`!${left}`);
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  }
  const script = join(folder, 'scripts/release_reading.mjs');
  return spawnSync(process.execPath, [script], { encoding: 'utf8' }).stdout;
}

test.each([
  [`## ${VERSION}, 2026-11-27`, 'holds'],
  [`## ${VERSION}`, 'FAILS'],
  [`## ${VERSION}, soon`, 'FAILS'],
  [`## ${VERSION}1, 2026-11-27`, 'FAILS'],
  ['## Unreleased', 'FAILS'],
])('a release whose changelog begins with "%s" %s', (heading, said) => {
  expect(readingOf(`# Changelog\n\n${heading}\n`, 'MIT')).toMatch(
    new RegExp(`^${said} +changelog`, 'm'),
  );
});

test('a release with an empty licence is refused', () => {
  expect(readingOf('', '')).toContain('LICENSE is empty');
  expect(readingOf('', 'MIT License')).not.toContain('LICENSE is empty');
});

test.each([
  ['dist/web', 'dist/web/page.css'],
  ['sql/serve', 'sql/serve/read_all.sql'],
])('a release that packs nothing of %s is refused', (folder, file) => {
  expect(readingOf('', 'MIT', folder)).toContain(`${file} is missing`);
  expect(readingOf('', 'MIT')).not.toContain(`${file} is missing`);
});

test('the release check names its tests so that vitest finds them', () => {
  const script = readFileSync(join(ROOT, 'scripts/release-check'), 'utf8');
  const [, words = ''] = /npx vitest run (.+)$/m.exec(script) ?? [];

  const listed = spawnSync('npx', ['vitest', 'list', '--filesOnly', ...words.split(' ')], {
    cwd: ROOT,
    encoding: 'utf8',
  });

  expect(listed).toMatchObject({ status: 0, stderr: '' });
  expect(listed.stdout).toContain('test/house/docs.test.ts');
  expect(listed.stdout).toContain('test/cli/documented.test.ts');
});

test('every document that the README leads to is packed with it', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const linked = [...readme.matchAll(/\]\(([\w/-]+\.(?:md|png|sql))\)/g)].map(([, path]) => path);
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];

  const { stdout } = spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8' });

  const [{ files }] = JSON.parse(stdout) as [{ files: readonly { path: string }[] }];
  expect(linked).toContain('docs/exploring.md');
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(linked));
});
