import { beforeEach, expect, test } from 'vitest';
import { DAY_MS, type EpochMs, isoOf } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { line } from '../support/recording.ts';

const NOW = hours(48);
let nowMs: EpochMs;
let home: ReturnType<typeof aCommandLine>;

beforeEach(async () => {
  nowMs = NOW;
  home = aCommandLine({ time: { now: () => nowMs, after: () => () => {} } });
  const posts = ['ada', 'bob'].map((by, nth) =>
    line(hours(nth + 1), 'update', statusJson({ id: `${100 + nth}`, by, atMs: hours(nth + 1) })),
  );
  const boosted = line(hours(9), 'update', {
    id: '900',
    created_at: isoOf(hours(9)),
    account: account('bob'),
    reblog: statusJson({ id: '100', by: 'ada', atMs: hours(1) }),
  });
  const owner = line(hours(0), 'owner', { ...account('me'), id: '1' });
  const text = [owner, ...posts, boosted].join('\n');
  const said = await home.run(['import', '-'], { stdin: () => inputOf(text) });
  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
});

const URI = 'https://example.social/users/ada/statuses/100';

test('a snoozed post does not come before its day, and then it does', async () => {
  const said = await home.run(['snooze', '100', '--days', '3']);

  expect(said).toMatchObject({ exitCode: 0, stderr: '' });
  expect(said.stdout).toContain('The post by @ada@example.social does not come before 2026-11-06');
  expect(said.stdout).toContain('Take it back: driftline snooze 100 --undo');
  nowMs = (NOW + 3 * DAY_MS - 1) as EpochMs;
  expect(await home.drawn()).toEqual(['101']);
  nowMs = (NOW + 3 * DAY_MS) as EpochMs;
  expect(await home.drawn()).toEqual(['100', '101']);
});

test.each(['100', URI, '900'])('it is named by id, address or boost: %s', async (name) => {
  const said = await home.json('snooze', name, '--until', '2026-12-01T00:00:00Z');

  expect(said).toEqual({
    status_id: '100',
    uri: URI,
    account: 'ada@example.social',
    until: '2026-12-01T00:00:00.000Z',
    before: null,
  });
  expect(await home.drawn()).toEqual(['101']);
});

test('of what was left out since, explain says of which edition its figures are', async () => {
  await home.run(['rank', '--no-pictures']);
  const { stdout: stands } = await home.run(['explain', '100']);
  await home.run(['snooze', '100', '--days', '3']);
  nowMs = (NOW + DAY_MS) as EpochMs;
  await home.run(['rank', '--no-pictures']);

  const { stdout: rests } = await home.run(['explain', '100']);

  expect(stands).toMatch(/^Lane: /m);
  expect(rests).toMatch(/^Edition 1, place \d/m);
  expect(rests).toContain('Its lane in edition 1, of which the rest tells: ');
});

test('--undo lets it come again, once', async () => {
  await home.run(['snooze', '100', '--days', '3']);
  nowMs = (NOW + 1000) as EpochMs;

  const undone = await home.run(['snooze', '100', '--undo']);
  const again = await home.run(['snooze', '100', '--undo']);

  expect(undone.stdout).toBe('The post by @ada@example.social may come again.\n');
  expect(again.stdout).toBe('There is nothing to take back.\n');
  expect(await home.drawn()).toEqual(['100', '101']);
});

test('said again, the later word holds, in a rebuilt database too', async () => {
  await home.run(['snooze', '100', '--days', '30']);
  nowMs = (NOW + 1000) as EpochMs;

  const { before, until } = await home.json('snooze', '100', '--days', '1');
  const other = aCommandLine({ time: { now: () => nowMs, after: () => () => {} } });
  const { stdout } = await home.run(['export']);
  await other.run(['import', '-'], { stdin: () => inputOf(stdout) });
  const list = JSON.parse((await other.run(['snooze', '--json'])).stdout);
  nowMs = (NOW + 2 * DAY_MS) as EpochMs;

  expect(before).toBe(isoOf((NOW + 30 * DAY_MS) as EpochMs));
  expect(list).toMatchObject([
    { status_id: '100', uri: URI, account: 'ada@example.social', until },
  ]);
  expect(await home.drawn()).toEqual(['100', '101']);
});

test('explain names it with its day, from the moment that it is said', async () => {
  await home.run(['rank', '--size', '1']);
  const [{ status_id }] = await home.json('edition');
  const other = status_id === '100' ? '101' : '100';
  await home.run(['snooze', other, '--until', '2026-12-01T00:00:00Z']);

  const { left_out } = await home.json('explain', other);

  expect(left_out).toBe('held back: you snoozed it until 2026-12-01T00:00:00.000Z');
});

test('explain names it beside a place too, and in an edition after it', async () => {
  await home.run(['rank']);
  await home.run(['snooze', '100', '--until', '2026-12-01T00:00:00Z']);

  const beside = await home.run(['explain', '100']);
  nowMs = (NOW + 1000) as EpochMs;
  await home.run(['rank']);
  const after = await home.json('explain', '100');

  expect(beside.stdout).toMatch(/Edition 1, place \d\.\nYou snoozed it until 2026-12-01T00:00:00/);
  expect(after).toMatchObject({
    in_edition: { edition: 1 },
    left_out: 'held back: you snoozed it until 2026-12-01T00:00:00.000Z',
    snoozed_until: '2026-12-01T00:00:00.000Z',
  });
});

test('alone it lists what is put off, the first to come back first', async () => {
  const none = await home.run(['snooze']);
  await home.run(['snooze', '100', '--days', '9']);
  await home.run(['snooze', '101', '--days', '2']);

  const list = await home.run(['snooze']);

  expect(none.stdout).toContain('You have put nothing off.');
  expect(list.stdout.split('\n').map((one) => one.split('  ')[1])).toEqual([
    '@bob@example.social',
    '@ada@example.social',
    undefined,
  ]);
});

const favourite = line(hours(10), 'action', { kind: 'favourite', status_id: '100' });

const seenAt = (hour: number) =>
  home.run(['import', '-'], {
    stdin: () =>
      inputOf(line(hours(hour), 'exposure', { kind: 'seen', status_id: '100', via: 'page' })),
  });

test('what was seen, and then snoozed, has a place on its day until it is seen again', async () => {
  const posts = Array.from({ length: 60 }, (_, nth) =>
    line(hours(20), 'update', statusJson({ id: `${500 + nth}`, by: `p${nth}`, atMs: hours(20) })),
  );
  await home.run(['import', '-'], { stdin: () => inputOf(posts.join('\n')) });
  await seenAt(10);
  await home.run(['snooze', '100', '--days', '1']);
  const drawn = () => home.json('rank', '--dry-run', '--size', '5', '--seed', `${nowMs}`);
  const holds = async () =>
    ((await drawn()) as { status_id: string }[]).some(({ status_id }) => status_id === '100');

  const before = await holds();
  const onItsDay: boolean[] = [];
  for (let nth = 0; nth < 5; nth += 1) {
    nowMs = hours(72 + nth);
    onItsDay.push(await holds());
  }
  await seenAt(78);
  nowMs = hours(80);

  expect(before).toBe(false);
  expect(onItsDay).toEqual([true, true, true, true, true]);
  expect(await holds()).toBe(false);
});

test.each(['seen', 'favourite'])('a %s post that is snoozed is said to come', async (what) => {
  if (what === 'seen') await seenAt(10);
  else await home.run(['import', '-'], { stdin: () => inputOf(favourite) });
  await home.run(['rank']);
  const { would_change } = await home.json('explain', '100');

  const said = await home.run(['snooze', '100', '--days', '1']);
  const before = await home.json('explain', '100');
  nowMs = hours(72);
  const onItsDay = await home.json('explain', '100');

  expect(would_change).toMatchObject([{ words: expect.stringContaining('come again') }]);
  expect(said.stdout).not.toContain('Nor after that');
  expect(before.left_out).toBe(`held back: you snoozed it until ${isoOf(hours(72))}`);
  expect(onItsDay.left_out).toMatch(/; one drawn now would hold it$/);
});

test('a place that a snooze gives is said to be so', async () => {
  await home.run(['snooze', '100', '--days', '1']);
  nowMs = hours(72);
  await home.run(['rank']);

  const { stdout } = await home.run(['explain', '100']);

  expect(stdout).toContain('Your snooze');
});

test('what would not come anyway is said to be so', async () => {
  const gone = line(hours(10), 'delete', '100');
  await home.run(['import', '-'], { stdin: () => inputOf(gone) });

  const { stdout } = await home.run(['snooze', '100', '--days', '1']);

  expect(stdout).toContain('Nor after that, as things stand');
});

test.each([
  [['100'], 'snooze needs a day: --until 2026-12-01, or --days 3'],
  [['100', '--days', '0'], '--days must be a number of days, 1 to 400, not "0"'],
  [['100', '--until', '2026-10-01'], '--until must lie ahead, and 2026-10-01 is over'],
  [['100', '--days', '1', '--undo'], 'give one of --days, --until and --undo'],
  [['--days', '1'], 'snooze needs a post: driftline snooze https://example.social/@ada/1153'],
  [[' ', '--days', '1'], 'snooze needs the id or an address of a post, not ""'],
])('wrong usage says what would be right: %j', async (args, sentence) => {
  const said = await home.run(['snooze', ...args]);

  expect(said).toMatchObject({ exitCode: 2, stdout: '' });
  expect(said.stderr).toContain(`driftline: ${sentence}`);
});

test('a post that is not here is not snoozed', async () => {
  const said = await home.run(['snooze', '999', '--days', '1']);

  expect(said).toMatchObject({ exitCode: 1, stdout: '' });
  expect(said.stderr).toContain('nothing here is called 999');
});
