import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { readConfig } from '../../src/core/config.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { hours } from '../support/entries.ts';
import { richHistory } from '../support/recording.ts';

const NOW = isoOf(hours(300));
let line: ReturnType<typeof aCommandLine>;

beforeEach(() => {
  line = aCommandLine();
});

function settings(text: string): void {
  mkdirSync(dirname(line.configFile), { recursive: true });
  writeFileSync(line.configFile, text);
}

async function history(): Promise<void> {
  const text = richHistory().join('\n');
  const said = await line.run(['import', '-'], { stdin: () => inputOf(text) });
  expect(said.exitCode).toBe(0);
}

test('feeds lists each with its size, its time, what it is and its last edition', async () => {
  settings('[feeds.calm]\nsize = 12\nabout = "A short one."\n');
  await history();
  await line.run(['rank', '--feed', 'calm', '--now', NOW]);

  const said = await line.run(['feeds']);
  const listed = JSON.parse((await line.run(['feeds', '--json'])).stdout);

  expect(said.stdout).toContain('A short one.');
  expect(said.stdout).toContain(
    'your settings · 12 posts · when you ask for it · edition 2, 2026-11-13',
  );
  expect(listed).toContainEqual({
    feed: 'calm',
    kind: 'settings',
    about: 'A short one.',
    usual: false,
    size: 12,
    minutes: null,
    schedule: null,
    slid: [],
    last_edition: { edition: 2, drawn_at: NOW, entries: 12, failed_because: null },
  });
  expect(listed[0]).toMatchObject({ feed: 'morning', usual: true, schedule: 'daily at 05:30' });
});

test('feeds can be asked for before there is a database', async () => {
  const said = await line.run(['feeds']);

  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  expect(said.stdout).toContain('no edition yet');
});

test('what feeds show prints may be pasted, and marks what differs', async () => {
  settings('[feeds.calm]\nsize = 12\n[feeds.calm.exponents]\nquiet = 2\n');

  const { stdout } = await line.run(['feeds', 'show', 'calm']);

  expect(stdout).toMatch(/size = 12 +# differs; morning: 200/);
  expect(stdout).toMatch(/quiet = 2 +# differs; morning: 1/);
  expect(stdout).toMatch(/^temperature = 0.15$/m);
  const [pasted, own] = await Promise.all([
    readConfig(stdout, 'pasted'),
    readConfig('[feeds.calm]\nsize = 12\n[feeds.calm.exponents]\nquiet = 2\n', 'own'),
  ]);
  expect(pasted.feeds.calm).toEqual(own.feeds.calm);
});

test('feeds check names file, line and setting of every mistake', async () => {
  settings('[feeds.calm]\nsise = 12\nspacing = "far"\n\n[rank]\nat = "noon"\n');

  const said = await line.run(['feeds', 'check']);
  const checked = JSON.parse((await line.run(['feeds', 'check', '--json'])).stdout);

  expect(said.exitCode).toBe(1);
  expect(said.stdout.replaceAll('\n', ' ')).toContain('line 2: feeds.calm.sise is no setting');
  expect(
    checked.mistakes.map((one: { line: number; token: string }) => [one.line, one.token]),
  ).toEqual([
    [2, 'feeds.calm.sise'],
    [3, 'feeds.calm.spacing'],
    [6, 'rank.at'],
  ]);
});

test('feeds check says that all is well, and which feed there is not', async () => {
  const well = await line.run(['feeds', 'check']);
  const unknown = await line.run(['feeds', 'check', 'clam']);

  expect(well).toMatchObject({ exitCode: 0 });
  expect(well.stdout).toContain('All is well');
  expect(unknown.exitCode).toBe(2);
  expect(unknown.stderr).toContain('there is no feed "clam"; there are: morning');
});

test('wrong usage of a part of feeds is said of that part', async () => {
  const said = await Promise.all([
    line.run(['feeds', 'shwo', 'x']),
    line.run(['feeds', 'show']),
    line.run(['feeds', 'show', 'a', 'b']),
    line.run(['feeds', 'show', 'a', '--sede']),
  ]);

  expect(said.map(({ stderr }) => stderr)).toEqual([
    'driftline: there is no command "feeds shwo": did you mean show?\n',
    'driftline: feeds show needs a name: "driftline feeds show --help" says which\n',
    'driftline: feeds show has no use for "b": "driftline feeds show --help" says what it takes\n',
    'driftline: feeds show knows no option --sede: "driftline feeds show --help" lists what it knows\n',
  ]);
  expect(said.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2, 2]);
});

test('a feed that ships is drawn without any settings', async () => {
  await history();

  const said = await line.run([
    'rank',
    '--feed',
    'as-it-came',
    '--now',
    NOW,
    '--dry-run',
    '--json',
  ]);

  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(said.stdout).length).toBeGreaterThan(10);
});

test('feeds copy makes a feed yours: it draws what it was copied from', async () => {
  settings('[feeds.calm]\nsize = 12');
  await history();
  const drawn = async (feed: string) =>
    (await line.run(['rank', '--feed', feed, '--now', NOW, '--dry-run', '--json', '--seed', 'x']))
      .stdout;

  const said = await line.run(['feeds', 'copy', 'quiet-voices', 'mine']);
  await line.run(['feeds', 'copy', 'calm', 'calmer']);

  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await drawn('mine')).toBe(await drawn('quiet-voices'));
  expect(await drawn('calmer')).toBe(await drawn('calm'));
  expect((await line.run(['feeds'])).stdout).toContain('mine');
});

test('a copy overwrites nothing, and settings that are broken stay as they are', async () => {
  settings('[feeds.calm]\nsize = 12\n');
  const twice = await line.run(['feeds', 'copy', 'pictures', 'calm']);
  settings('feeds = { calm = { size = 12 } }\n');
  const closed = await line.run(['feeds', 'copy', 'pictures', 'mine']);

  expect(twice).toMatchObject({ exitCode: 2 });
  expect(twice.stderr).toContain('has a feed "calm": name the copy otherwise');
  expect(closed).toMatchObject({ exitCode: 2 });
  expect(readFileSync(line.configFile, 'utf8')).toBe('feeds = { calm = { size = 12 } }\n');
  const odd = await line.run(['feeds', 'copy', 'pictures', 'My Feed']);
  expect(odd.stderr).toContain('must be a name of lower-case letters, digits, - and _');
});

test('a copy takes no name of a feed that ships: it would keep the filters of that', async () => {
  const said = await line.run(['feeds', 'copy', 'quiet-voices', 'pictures', '--settings']);

  expect(said).toMatchObject({ exitCode: 2, stdout: '' });
  expect(said.stderr).toContain('a feed "pictures" comes with Driftline: name the copy otherwise');
  expect(existsSync(line.configFile)).toBe(false);
});

test('a draw of a feed with filters says what it was drawn from, and where none is left', async () => {
  settings('[feeds.long.filters]\nleast_characters = 9999\n');
  await history();
  const drawn = (feed: string) => line.run(['rank', '--feed', feed, '--now', NOW, '--dry-run']);

  const said = (await drawn('long')).stdout;

  expect(said).toContain('Drawn from 0 unseen posts that long lets in; 0 people.');
  expect(said).toContain('What it lets in: driftline feeds show long');
  expect((await drawn('morning')).stdout).toMatch(/Drawn from \d+ unseen posts; /);
});

test('where the usual feed has SQL of its own that fails, the one that ships is drawn', async () => {
  await history();
  await line.run(['feeds', 'copy', 'morning', 'morning']);
  await line.run(['feeds', 'copy', 'morning', 'mine']);
  for (const name of ['morning', 'mine'])
    writeFileSync(join(dirname(line.configFile), `feeds/${name}.sql`), 'select status_id form x');

  for (const feed of ['morning', 'mine']) {
    const said = await line.run(['rank', '--feed', feed, '--now', NOW]);

    expect(said.exitCode).toBe(0);
    expect(said.stdout).toContain(`${feed} failed; this was drawn by feed morning as it ships.`);
  }
});

test('feeds diff says what would enter, leave and move, and keeps nothing', async () => {
  settings('[feeds.calm]\nsize = 12\n[feeds.calm.exponents]\nquiet = 4\n');
  await history();
  const args = ['--now', NOW, '--seed', 'x'];
  const drawn = async (feed: string): Promise<readonly { status_id: string; position: number }[]> =>
    JSON.parse((await line.run(['rank', '--feed', feed, '--dry-run', '--json', ...args])).stdout);
  const before = await drawn('morning');
  const after = await drawn('calm');
  const ledger = (await line.run(['export'])).stdout;

  const said = await line.run(['feeds', 'diff', 'morning', 'calm', ...args]);
  const diff = JSON.parse(
    (await line.run(['feeds', 'diff', 'morning', 'calm', '--json', ...args])).stdout,
  );

  const ids = (entries: typeof before) => entries.map(({ status_id }) => status_id);
  expect(diff.enter).toEqual(ids(after).filter((id) => !ids(before).includes(id)));
  expect(diff.leave).toEqual(ids(before).filter((id) => !ids(after).includes(id)));
  expect(diff.leave.length).toBeGreaterThan(0);
  for (const { status_id, from, to } of diff.move) {
    expect(before[from - 1]?.status_id).toBe(status_id);
    expect(after[to - 1]?.status_id).toBe(status_id);
    expect(from).not.toBe(to);
  }
  expect(said.stdout).toContain(`${diff.leave.length} posts would leave`);
  expect((await line.run(['export'])).stdout).toBe(ledger);
});

test('a feed differs from itself by nothing', async () => {
  await history();

  const said = await line.run(['feeds', 'diff', 'morning', 'morning', '--now', NOW, '--json']);

  expect(JSON.parse(said.stdout)).toEqual({ enter: [], leave: [], move: [] });
});

test('feeds views prints every view and column with its sentence', async () => {
  const said = await line.run(['feeds', 'views']);
  const { views } = JSON.parse((await line.run(['feeds', 'views', '--json'])).stdout);

  expect(said.stdout).toContain('candidate_signals: What the ranker knows of each candidate');
  expect(said.stdout).toContain('  status_id: The post, as your server names it');
  expect(views.boosters.columns.booster).toBe('Their handle.');
});
