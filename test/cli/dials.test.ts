import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { DAY_MS, type EpochMs, isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { line } from '../support/recording.ts';

const NOW = hours(48);
let nowMs: EpochMs;
let home: ReturnType<typeof aCommandLine>;

/** Two days of three people, as the owner of example.social has them. */
beforeEach(async () => {
  nowMs = NOW;
  home = aCommandLine({ time: { now: () => nowMs, after: () => () => {} } });
  const posts = ['ada', 'ada', 'bob', 'cleo'].map((by, nth) =>
    line(hours(nth + 1), 'update', {
      ...statusJson({ id: `${100 + nth}`, by, atMs: hours(nth + 1) }),
      tags: nth === 0 ? [{ name: 'Knitting' }] : [],
      card: nth === 2 ? { url: 'https://www.example.org/news' } : null,
    }),
  );
  const boosted = line(hours(9), 'update', {
    id: '900',
    created_at: isoOf(hours(9)),
    account: account('bob'),
    reblog: statusJson({ id: '800', by: 'stranger', atMs: hours(8) }),
  });
  const owner = line(hours(0), 'owner', { ...account('me'), id: '1' });
  const follows = ['ada', 'bob', 'cleo'].map((by) => line(hours(0), 'follow', account(by)));
  const text = [owner, ...follows, ...posts, boosted].join('\n');
  const said = await home.run(['import', '-'], { stdin: () => inputOf(text) });
  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  mkdirSync(dirname(home.configFile), { recursive: true });
  writeFileSync(home.configFile, 'timezone = "Pacific/Auckland"\n'); // 13 hours before UTC
});

test('a dial is set for a week, says what held before, and is over then', async () => {
  const set = await home.run(['people', 'ada@example.social', 'less', '--days', '7']);
  const [dial] = await home.json('people');
  const explained = await home.run(['explain', '100']);
  nowMs = (NOW + 7 * DAY_MS) as EpochMs;

  expect(set).toMatchObject({ exitCode: 0, stderr: '' });
  expect(set.stdout).toContain('@ada@example.social: less, since 2026-11-03 19:00, until 2026-11');
  expect(set.stdout).toContain('× 0.50 on 2 unseen posts now.');
  expect(set.stdout).toContain('Before: usual.');
  expect(set.stdout).toContain('Take it back: driftline people ada@example.social usual\n');
  expect(dial).toEqual({
    kind: 'account',
    subject: 'ada@example.social',
    word: 'less',
    since: isoOf(NOW),
    until: isoOf((NOW + 7 * DAY_MS) as EpochMs),
  });
  expect(explained.stdout).toContain('your word on @ada@example.social: less');
  expect(await home.json('people')).toEqual([]);
  expect((await home.json('explain', '100')).signals.dial).toEqual({ value: 0, factor: 1 });
});

test('a later word takes the place of the one before, and tells how to say that again', async () => {
  await home.run(['people', 'ada@example.social', 'more', '--until', '2026-12-01']);

  const set = await home.json('people', '@Ada@Example.social', 'always');
  const undo = (set.undo as string).split(' ').slice(1);
  const undone = await home.run(undo);

  expect(set).toMatchObject({
    word: 'always',
    unseen: 2,
    before: { word: 'more', until: '2026-11-30T11:00:00.000Z' },
    undo: 'driftline people ada@example.social more --until 2026-11-30T11:00:00.000Z',
  });
  expect(undone.exitCode).toBe(0);
  expect(await home.json('people')).toMatchObject([
    { word: 'more', until: '2026-11-30T11:00:00.000Z' },
  ]);
});

test('all dials stand in one list, whichever command asks', async () => {
  for (const words of ['topics example.org less', 'topics #Knitting more', 'people bob no-boosts'])
    await home.run(words.split(' '));

  const people = await home.run(['people']);
  const topics = await home.run(['topics']);

  expect(people.stdout).toBe(topics.stdout);
  expect(people.stdout.split('\n').slice(1, 4)).toEqual([
    'person  @bob@example.social  no boosts  2026-11-03 19:00  you change it',
    'tag     #knitting            more       2026-11-03 19:00  you change it',
    'site    example.org          less       2026-11-03 19:00  you change it',
  ]);
});

test('a list that is wider than the terminal is broken, not cut', async () => {
  await home.run(['people', 'ada', 'less', '--days', '7']);
  let shown = '';
  const write = async (text: string) => {
    shown += text;
  };

  await home.run(['people'], { stdout: { write, isTerminal: false, columns: 40 } });

  expect(shown.split('\n').every((one) => one.length <= 40)).toBe(true);
  expect(shown).toContain('person @ada@example.social\n  less, since');
});

test('without a word it says what holds and what it does', async () => {
  await home.run(['people', 'bob', 'no', 'boosts']);

  expect(await home.json('people', 'bob')).toMatchObject({
    word: 'no boosts',
    factor: 1,
    unseen: 1,
    boosted: 1,
    boosted_by_them_alone: 1,
  });
  expect((await home.run(['people', 'cleo'])).stdout).toBe(
    'You have said nothing of @cleo@example.social: usual.\n× 1.00 on 1 unseen post now.\n',
  );
  expect(await home.json('topics', 'https://www.example.org/other')).toMatchObject({
    kind: 'site',
    subject: 'example.org',
    unseen: 1,
  });
  expect(await home.json('topics', '＃KNITTING')).toMatchObject({
    kind: 'tag',
    subject: 'knitting',
  });
});

test('no boosts and not-until hold back, until usual takes them back', async () => {
  expect(await home.drawn()).toEqual(['100', '101', '102', '103', '800']);

  await home.run(['people', 'bob', 'no-boosts']);
  await home.run(['topics', 'knitting', 'not-until', '--days', '3']);
  expect(await home.drawn()).toEqual(['101', '102', '103']);
  const { left_out } = await home.json('explain', '100');
  await home.run(['people', 'bob', 'usual']);
  await home.run(['topics', 'knitting', 'usual']);

  expect(left_out).toBe(
    `held back: your word on #knitting: not until ${isoOf((NOW + 3 * DAY_MS) as EpochMs)}`,
  );
  expect(await home.drawn()).toEqual(['100', '101', '102', '103', '800']);
  expect((await home.run(['people', 'bob', 'usual'])).stdout).toBe(
    'There is nothing to take back of @bob@example.social.\n',
  );
});

test('explain keeps its factors below each other, however much was said', async () => {
  await home.run(['people', 'ada', 'more']);
  await home.run(['topics', 'knitting', 'less']);

  const { stdout } = await home.run(['explain', '100']);

  const at = stdout.split('\n').flatMap((one) => /× \d+\.\d\d$/.exec(one)?.index ?? []);
  expect(stdout).toContain('\n  your word on @ada@example.social: more, on #knitting: less\n');
  expect(at.length).toBeGreaterThan(10);
  expect(new Set(at).size).toBe(1);
});

test('a tag or a site that has not come yet is taken', async () => {
  expect(await home.json('topics', 'trains', 'less')).toMatchObject({ kind: 'tag', unseen: 0 });
  expect(await home.json('topics', 'far.example', 'more')).toMatchObject({
    kind: 'site',
    unseen: 0,
  });
});

test.each([
  ['people adda less', 1, 'did you mean ada@example.social?'],
  ['people ada@elsewhere.example less', 1, 'did you mean ada@example.social?'],
  ['people nobody@far.example', 1, 'give the full handle'],
  ['people ada lesss', 2, 'did you mean less?'],
  ['people ada loudly', 2, 'always, more, usual, less, no-boosts, not-until'],
  ['people #knitting less', 2, 'driftline topics knitting'],
  ['people ada not-until', 2, '--until 2026-12-01'],
  ['people ada less --until 2026-11-01', 2, '--until must lie ahead'],
  ['people ada less --days 7 --until 2026-12-01', 2, 'give one of them'],
  ['people ada usual --days 7', 2, 'usual has no end'],
  ['people ada --days 7', 2, '--days needs a word'],
  ['topics @ada@example.social less', 2, 'driftline people @ada@example.social'],
  ['topics knitting always', 2, 'more, usual, less, not-until'],
  ['topics # less', 2, 'no tag and no site'],
])('"%s" ends with %i and says %s', async (words, exitCode, remedy) => {
  const said = await home.run(words.split(' '));

  expect(said).toMatchObject({ exitCode, stdout: '' });
  expect(said.stderr).toContain(remedy);
  expect(said.stderr).toMatch(/^driftline: .+\n$/);
  expect(await home.json('people')).toEqual([]);
});

test('a word with an end says what holds again after it', async () => {
  await home.run(['topics', 'weaving', 'more']);
  const { stdout } = await home.run(['topics', 'weaving', 'less', '--days', '7']);
  await home.run(['topics', 'weaving', 'usual']);

  expect(stdout).toContain('Before, and again after that: more, since');
});

test('who is renamed at their server is meant by both names', async () => {
  const renamed = account('ada.l', { id: account('ada').id });
  const post = statusJson({ id: '300', by: 'ada', atMs: hours(12), more: { account: renamed } });
  const owner = line(hours(0), 'owner', { ...account('me'), id: '1' });
  const text = [owner, line(hours(12), 'update', post)].join('\n');
  await home.run(['people', 'ada@example.social', 'less']);
  await home.run(['import', '-'], { stdin: () => inputOf(text) });

  const said = await home.run(['people', '@ada.l@example.social']);
  const before = await home.run(['people', '@ada@example.social']);

  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  expect(said.stdout).toContain('@ada.l@example.social: less');
  expect(before.stdout).toBe(said.stdout);
  const { stdout: whole } = await home.run(['export']);
  const other = aCommandLine({ time: { now: () => nowMs, after: () => () => {} } });
  await other.run(['import', '-'], { stdin: () => inputOf(whole) });
  const there = await other.run(['people', 'ada.l@example.social']);
  expect(there.stdout).toContain('@ada.l@example.social: less');
  expect(there.stdout).toContain('on 3 unseen posts');
  expect((await other.run(['export'])).stdout).toBe(whole);
});
