import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours, statusJson } from '../support/entries.ts';

let line: ReturnType<typeof aCommandLine>;

beforeEach(async () => {
  line = aCommandLine();
  const posts = ['public', 'private', 'public'].map((visibility, nth) => {
    const words = { id: `${100 + nth}`, by: ['ada', 'bob', 'cleo'][nth] as string };
    const payload = statusJson({ ...words, atMs: hours(nth), more: { visibility } });
    return JSON.stringify({ at: isoOf(hours(nth)), event: 'update', payload });
  });
  await line.run(['import', '-'], { stdin: () => inputOf(posts.join('\n')) });
  await line.run(['rank', '--now', isoOf(hours(5)), '--seed', 'x']);
});

test('edition --html writes one page, over an older one, and says what it left out', async () => {
  const file = `${line.home}/morning.html`;
  writeFileSync(file, 'an older one, '.repeat(10_000));

  const said = await line.run(['edition', '--html', file]);

  expect(said).toEqual({
    exitCode: 0,
    stdout: `Edition 1 is in ${file}: 2 posts.\n1 post is left out: it is not public, and never leaves the machine.\n`,
    stderr: '',
  });
  const page = readFileSync(file, 'utf8');
  expect(page).toMatch(/^<!doctype html>.*<\/html>\n$/s);
  expect(page).toContain('ada says 100');
  expect(page).not.toContain('bob says 101');
});

test('edition --html - prints the page and nothing else', async () => {
  const { exitCode, stdout, stderr } = await line.run(['edition', '1', '--html', '-']);

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^<!doctype html>.*<\/html>\n$/s);
});

test('with --json it says what it did', async () => {
  const file = `${line.home}/morning.html`;

  const { stdout } = await line.run(['edition', '--html', file, '--json']);

  expect(JSON.parse(stdout)).toEqual({ edition: 1, file, posts: 2, left_out: 1 });
});

test('a place that takes no page is refused in one line', async () => {
  mkdirSync(`${line.home}/folder`);

  const folder = await line.run(['edition', '--html', `${line.home}/folder`]);
  const nowhere = await line.run(['edition', '--html', `${line.home}/no/such/page.html`]);

  expect(folder).toMatchObject({
    exitCode: 1,
    stderr: `driftline: ${line.home}/folder is a folder: name a file\n`,
  });
  expect(nowhere.exitCode).toBe(1);
  expect(nowhere.stderr).toBe(
    `driftline: ${line.home}/no/such/page.html was not written: there is no folder ${line.home}/no/such; make it, or name another place\n`,
  );
  expect(existsSync(`${line.home}/no`)).toBe(false);
});

test('a page never takes the place of the database or of the settings', async () => {
  const { databaseFile, configFile, credentialsFile } = line;
  for (const file of [databaseFile, `${databaseFile}-wal`, configFile, credentialsFile, '']) {
    const { exitCode, stderr } = await line.run(['edition', '--html', file]);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^driftline: --html ".*" is no place for a page: name another file\n$/);
  }
  expect(readFileSync(line.databaseFile).subarray(0, 6).toString()).toBe('SQLite');
  expect(existsSync(line.configFile)).toBe(false);
});

test('standard output takes a page or JSON, not both', async () => {
  const { exitCode, stderr } = await line.run(['edition', '--html', '-', '--json']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('name a file with --html');
});

test('an edition that was imported says no figures that nobody knows of it', async () => {
  const { stdout: recording } = await line.run(['export']);
  const other = aCommandLine();
  await other.run(['import', '-'], { stdin: () => inputOf(recording) });

  const text = (await other.run(['edition', '1'])).stdout;
  const page = (await other.run(['edition', '1', '--html', '-'])).stdout;

  expect((await line.run(['edition', '1'])).stdout).toContain(
    '3 posts out of 3 unseen ones · about',
  );
  expect(text).toContain('3 posts · feed morning');
  expect(page).not.toMatch(/out of \d+ unseen|about \d+ minute/);
});
