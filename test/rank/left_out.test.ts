import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { missedWords } from '../../src/rank/would_change.ts';
import { aDialledHome, MORNING_MS, type Told } from '../support/dialled_home.ts';
import { hours } from '../support/entries.ts';

const FEED: Feed = {
  ...MORNING,
  size: 10,
  quotas: { turns: 0, boosted: 0.2, resurfaced: 0.2, wildcard: 0 },
};
const AFTER_MS = hours(241);

function drawnHome(posts: readonly Told[], follows: readonly string[], more: Partial<Feed> = {}) {
  const feed = { ...FEED, ...more };
  const home = aDialledHome(posts, follows);
  const draw = (nowMs: EpochMs = MORNING_MS, once: Partial<Feed> = {}, isReal = true) =>
    home.draw({ ...feed, ...once, nowMs, isReal });
  const explain = (status: string, nowMs: EpochMs = AFTER_MS) =>
    explainStatus({ database: home.database, feed, nowMs, status });
  return { ...home, draw, explain };
}

const people = (count: number) => Array.from({ length: count }, (_, nth) => `p${nth}`);
const postsOf = (authors: readonly string[], more: Partial<Told> = {}): readonly Told[] =>
  authors.map((by, nth) => ({ by, hour: 200 + (nth % 24), ...more }));

test('a stranger beyond their share is told the share with which it would stand', () => {
  const strangers = people(6).map((name, nth) => ({
    by: `stranger${nth}`,
    hour: 210,
    boostedBy: name,
    isStrange: true,
  }));
  const home = drawnHome([...strangers, ...postsOf(people(6))], people(6));
  const { passedOver, entries } = home.draw();
  const out = passedOver.filter(({ rule }) => rule === 'boosted');

  let told = 0;
  expect(entries.filter(({ lane }) => lane === 'boosted')).toHaveLength(2);
  expect(out.length).toBeGreaterThan(1);
  for (const { uri } of out) {
    const { leftOut, missed, inEdition } = home.explain(uri);
    const [change] = missed?.changes ?? [];

    expect({ leftOut, inEdition }).toEqual({
      leftOut: 'strangers have their share already',
      inEdition: null,
    });
    const boosted = change?.setting?.value;
    if (boosted === undefined) {
      expect(change?.words).toBe('were there more room for those, others would come first');
      continue;
    }
    const wider = home.draw(MORNING_MS, { quotas: { ...FEED.quotas, boosted } }, false);
    expect(change?.words).toBe(`it would stand with boosted = ${boosted}`);
    expect(wider.entries.some((entry) => entry.uri === uri)).toBe(true);
    told += 1;
  }
  expect(told).toBeGreaterThan(0);
});

test('one post too many of an author says how much more it would have to weigh', () => {
  const home = drawnHome(postsOf(['ada', 'ada', 'ada', 'ada', 'bob']), ['ada', 'bob']);
  const [out] = home.draw().passedOver;
  const { leftOut, missed } = home.explain(out?.uri ?? '');

  expect(leftOut).toBe('3 of this author stand in it already');
  expect(missed?.changes[0]).toEqual({
    words: 'it would stand with per_author = 4',
    setting: { name: 'per_author', value: 4 },
  });
  expect(missed?.changes[1]?.words).toMatch(/^with × [\d.]+ more it would stand before the least/);
});

test('what others outweighed says its place by score, and what it lacked', () => {
  const home = drawnHome(postsOf(people(30)), people(30));
  const { passedOver } = home.draw();
  const out = passedOver.filter(({ rule }) => rule === 'weight');

  expect(out.length).toBeGreaterThan(10);
  for (const { uri } of out) {
    const { missed } = home.explain(uri);
    expect(missed && missedWords(missed)).toMatch(
      /^By its score alone it would stand near place \d+(?: of 10|, where .*); with × [\d.]+ more/,
    );
  }
});

test('what did not come to the front is judged among all', () => {
  // A front of four, beside the best of each of three.
  const authors = Array.from({ length: 30 }, (_, nth) => `p${nth % 3}`);
  const home = drawnHome(postsOf(authors), people(3), { size: 1, perAuthor: 1 });
  const { entries, passedOver } = home.draw();
  const judged = new Set([...entries, ...passedOver].map(({ uri }) => uri));
  const uris = authors.map((by, nth) => `https://example.social/users/${by}/statuses/${100 + nth}`);
  const explained = uris.filter((uri) => !judged.has(uri)).map((uri) => home.explain(uri));
  // The best of those who wait are told of their turn.
  const outside = explained.filter(({ leftOut }) => leftOut?.includes('turn') === false);

  expect(outside.length).toBeGreaterThan(20);
  for (const { leftOut, missed, scoreMicro, signals } of outside) {
    expect(leftOut).toBe('others weighed more: it did not come near the edition');
    expect(missed?.changes[0]?.words).toMatch(/^with × [\d.]+ more it would have come in$/);
    expect(Object.values(signals).reduce((sum, one) => sum + one.factor_micro, 0)).toBe(scoreMicro);
  }
  const places = outside.map(({ missed }) => missed?.byScore ?? 0);
  // Of a day’s posts many weigh the same; a place is behind all that weigh more.
  expect(Math.max(...places)).toBeGreaterThan(1);
  expect(Math.max(...places)).toBeLessThanOrEqual(30);
});

test('what was offered twice and not seen rests, and says for how long', () => {
  const home = drawnHome(postsOf(['ada', 'bob', 'cleo', 'dan']), ['ada', 'bob', 'cleo', 'dan']);
  const uri = 'https://example.social/users/ada/statuses/100';
  for (const [nth, other] of ['bob', 'cleo', 'dan'].entries()) {
    const { edition } = home.draw(hours(240 + 24 * nth));
    const seen = `https://example.social/users/${other}/statuses/${101 + nth}`;
    if (nth < 2) home.see(edition as number, [seen], hours(241 + 24 * nth));
  }

  const now = home.explain(uri, hours(300));

  expect(now).toMatchObject({ inEdition: { edition: 2 } });
  expect(now.leftOut).toBe(
    'it rests until 1 more edition was opened, since it was offered 2 times and not seen',
  );
  expect(now.missed?.changes.map(({ words }) => words)).toEqual([
    'it would not rest with your “always” for its author',
  ]);
});

test('a story that another tells is named there, with the place', () => {
  const link = 'https://news.example/story';
  const home = drawnHome(postsOf(['ada', 'bob'], { link }), ['ada', 'bob']);
  const { entries, passedOver } = home.draw();
  const [entry, out] = [entries[0], passedOver[0]];

  const { leftOut, missed } = home.explain(out?.uri ?? '');

  expect(leftOut).toBe('the same story stands in it already');
  expect(missed?.changes[0]?.words).toBe(`it is named at place 1, by @${entry?.account}`);
  expect(missed?.changes[1]?.words).toMatch(/more it would stand in its place$/);
});

test('what came too long ago says the reach that would take it', () => {
  const home = drawnHome(postsOf(['ada']), ['ada'], { reachDays: 1 });
  home.draw();

  const { leftOut, missed } = home.explain('100');

  expect(leftOut).toBe('it came longer ago than reach_days = 1');
  expect(missed?.changes[0]?.words).toBe('it would be a candidate with reach_days = 2');
});

test('a filter of the feed names itself as what would have changed it', () => {
  const home = drawnHome(postsOf(['ada']), ['ada'], { filters: { withMedia: true } });

  const { missed } = home.explain('100');

  expect(missed?.changes.map(({ words }) => words)).toEqual([
    'it would be a candidate without with_media',
  ]);
});

test('an edition that was drawn before rules were kept tells its reason alone', () => {
  const home = drawnHome(postsOf(['ada', 'ada', 'ada', 'ada']), ['ada']);
  const [out] = home.draw().passedOver;
  home.database.connection.exec(
    'update passed_over set rule = null, subject = null, draw_key = null, to_beat = null',
  );

  const { leftOut, missed } = home.explain(out?.uri ?? '');

  expect(leftOut).toBe('3 of this author stand in it already');
  expect(missed && missedWords(missed)).toBeUndefined();
});

test('the edition of another feed is not what is asked about', () => {
  const home = drawnHome(postsOf(['ada', 'ada', 'ada', 'ada']), ['ada']);
  const { entries } = home.draw();
  home.draw(hours(241), { name: 'other', perAuthor: 1 });

  const { inEdition, leftOut } = home.explain(entries[2]?.uri ?? '', hours(242));

  expect({ inEdition, leftOut }).toEqual({
    inEdition: { edition: 1, position: 3, feed: 'morning' },
    leftOut: null,
  });
});

test('a feed that is asked about is answered for, whatever another drew since', () => {
  const home = drawnHome(postsOf(people(12)), people(12), { size: 5 });
  const { entries } = home.draw();
  const other = home.draw(hours(241), { name: 'other', size: 12 });
  const placed = entries[0]?.uri ?? '';
  const alone = other.entries.find(({ uri }) => !entries.some((entry) => entry.uri === uri));

  expect(home.explain(placed, hours(242))).toMatchObject({
    inEdition: { feed: 'morning', position: 1 },
    leftOut: null,
  });
  const missed = home.explain(alone?.uri ?? '', hours(242));
  expect(missed.inEdition).toMatchObject({ edition: 2, feed: 'other' });
  expect(missed.leftOut).not.toBeNull();
});

test('asking changes nothing of what the next draw gives', () => {
  const home = drawnHome(postsOf(people(30)), people(30), { size: 1 });
  home.draw();
  const before = home.draw(hours(264), {}, false);

  for (const id of ['100', '110', '120']) home.explain(id, hours(264));

  expect(home.draw(hours(264), {}, false)).toEqual(before);
});

test('a reason that was not kept is judged by a draw of now, which says so where it differs', () => {
  const authors = Array.from({ length: 30 }, (_, nth) => `p${nth % 3}`);
  const home = drawnHome(postsOf(authors), people(3), { size: 1, perAuthor: 1 });
  const { entries, passedOver } = home.draw();
  const judged = new Set([...entries, ...passedOver].map(({ uri }) => uri));
  const uris = authors.map((by, nth) => `https://example.social/users/${by}/statuses/${100 + nth}`);
  const uri = uris.find((one) => !judged.has(one)) ?? '';
  const told = () => {
    const { missed } = home.explain(uri);
    return (missed && missedWords(missed)) ?? '';
  };

  expect(told()).not.toContain('drawn again');
  home.see(1, [entries[0]?.uri ?? ''], hours(240.5) as EpochMs);
  expect(told()).toMatch(/drawn again, without what you have seen since\.$/);
});
