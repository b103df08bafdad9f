import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { keepUp } from '../../src/rank/upkeep.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { importLines, line } from '../support/recording.ts';

const ME = { ...account('me'), id: '1' };
const FOLLOWED = ['ada', 'bob', 'dan'];

const adas = (nth: number) => statusJson({ id: `${100 + nth}`, by: 'ada', atMs: hours(8 + nth) });
const strange = statusJson({ id: '200', by: 'stranger', atMs: hours(20) });

function boosted(id: string, by: object, hour: number, reblog: object) {
  return line(hours(hour), 'update', { id, created_at: isoOf(hours(hour)), account: by, reblog });
}

/** Of ada's four posts `booster` boosts three; of a stranger's, which dan boosts too, one. */
async function homeAfter(booster: object, later: readonly string[]) {
  const database = aNewDatabase();
  await importLines(database, [
    line(hours(0), 'owner', ME),
    ...FOLLOWED.map((name) => line(hours(0), 'follow', account(name))),
    ...[0, 1, 2, 3].map((nth) => line(hours(8 + nth), 'update', adas(nth))),
    ...[0, 1, 2].map((nth) => boosted(`b${nth}`, booster, 21 + nth, adas(nth))),
    boosted('b4', booster, 24, strange),
    boosted('b5', account('dan'), 25, strange),
    ...later,
  ]);
  return database;
}

async function drawnAfter(booster: object, ...later: readonly string[]) {
  const database = await homeAfter(booster, later);
  const { entries } = drawEdition({
    database,
    feed: { ...MORNING, size: 10, perAuthor: 4 },
    seed: 'x',
    nowMs: hours(60),
    dryRun: true,
  });
  database.close();
  const of = (id: string) => entries.find(({ statusId }) => statusId === id);
  return {
    alone: of('100')?.boosters,
    together: of('200')?.boosters,
    voices: ['100', '200'].map((id) => of(id)?.signals.social_proof?.value),
    standing: of('103')?.signals.regard?.value,
  };
}

const withoutBob = () => drawnAfter(account('nobody'), line(hours(40), 'block', account('nobody')));

test('who is followed has a voice', async () => {
  const { alone, together, voices, standing } = await drawnAfter(account('bob'));
  const without = await withoutBob();

  expect(alone).toEqual(['bob@example.social']);
  expect(together).toEqual(['bob@example.social', 'dan@example.social']);
  expect(voices[0]).toBeGreaterThan(0);
  expect(voices[1]).toBeGreaterThan(without.voices[1] as number);
  expect(standing).toBeGreaterThan(without.standing as number);
});

test.each([
  ['muted', line(hours(40), 'mute', account('bob'))],
  ['blocked', line(hours(40), 'block', account('bob'))],
  ['followed no more', line(hours(40), 'unfollow', account('bob'))],
  [
    'followed without boosts',
    line(hours(40), 'follow', { ...account('bob'), showing_reblogs: false }),
  ],
])('the boosts of who is %s raise nothing, and are not named', async (_, event) => {
  const found = await drawnAfter(account('bob'), event);

  expect(found.alone).toEqual([]);
  expect(found.together).toEqual(['dan@example.social']);
  expect(found.voices[0]).toBe(0);
  expect(found.voices).toEqual((await withoutBob()).voices);
  expect(found.standing).toBe((await withoutBob()).standing);
});

test('who moved and is followed under the new name keeps their voice', async () => {
  const events = [
    line(hours(40), 'follow', account('rob')),
    line(hours(40), 'unfollow', { ...account('bob'), moved: account('rob') }),
  ];

  expect((await drawnAfter(account('bob'), ...events)).voices).toEqual(
    (await drawnAfter(account('bob'))).voices,
  );
});

test('boosts that were taken back raise nothing, nor what else their author says', async () => {
  const events = ['b0', 'b1', 'b2', 'b4'].map((id) => line(hours(40), 'delete', id));

  expect(await drawnAfter(account('bob'), ...events)).toEqual(await withoutBob());
});

test('who is muted no more has their voice again', async () => {
  const events = [
    line(hours(40), 'mute', account('bob')),
    line(hours(50), 'unmute', account('bob')),
  ];

  expect(await drawnAfter(account('bob'), ...events)).toEqual(await drawnAfter(account('bob')));
});

test('the owner’s own boosts are no voices of the people they follow', async () => {
  const { together, voices, standing } = await drawnAfter(ME);

  expect(together).toEqual(['dan@example.social']);
  expect(voices[0]).toBe(0);
  expect(voices).toEqual((await withoutBob()).voices);
  expect(standing).toBe((await withoutBob()).standing);
});

test('to SQL of one’s own, which adds voices up, who has none is as unknown as ever', async () => {
  const database = await homeAfter(account('bob'), [line(hours(40), 'mute', account('bob'))]);
  keepUp(database, hours(60), () => {});

  const voices = database.connection
    .prepare('select booster, voice_micro > 0 from boosters group by booster')
    .raw()
    .all();

  database.close();
  expect(voices).toEqual([
    ['bob@example.social', null],
    ['dan@example.social', 1],
  ]);
});

test('boosts that are hidden under one login come by the other all the same', async () => {
  const other = (told: string) =>
    JSON.stringify({ ...JSON.parse(told), login: 'me@other.example' });
  const alone = statusJson({ id: '300', by: 'else', atMs: hours(19) });
  const database = await homeAfter(account('bob'), [
    line(hours(30), 'follow', { ...account('bob'), showing_reblogs: false }),
    boosted('b9', account('bob'), 31, alone),
    ...[
      line(hours(32), 'owner', { ...account('me', { acct: 'me@other.example' }), id: '9' }),
      line(hours(32), 'follow', account('bob')),
      boosted('o1', account('bob'), 33, strange),
    ].map(other),
  ]);

  const { entries } = drawEdition({
    database,
    feed: { ...MORNING, size: 10, perAuthor: 4 },
    seed: 'x',
    nowMs: hours(60),
    dryRun: true,
  });

  database.close();
  const boostersOf = (id: string) => entries.find(({ statusId }) => statusId === id)?.boosters;
  expect(boostersOf('200')).toEqual(['bob@example.social', 'dan@example.social']);
  expect(
    entries.find(({ statusId }) => statusId === '200')?.signals.social_proof?.value,
  ).toBeGreaterThan((await withoutBob()).voices[1] as number);
  expect(boostersOf('300')).toBeUndefined();
});
