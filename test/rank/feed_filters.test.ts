import { expect, test } from 'vitest';
import { type Feed, MORNING, sizeOfMinutes } from '../../src/core/feed.ts';
import type { FeedFilters } from '../../src/core/feed_filters.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { openFollows } from '../../src/store/follows.ts';
import { account, aHome, boost, hours, post } from '../support/entries.ts';

const NOW_MS = hours(200);
const picture = { id: '1', type: 'image', url: 'https://example.social/1.png' };

/** One post of each kind, named by what is special about it. */
const KINDS = {
  plain: { by: 'ada', more: { language: 'en' } },
  untold: { by: 'ada', more: { language: null } },
  portuguese: { by: 'bob', more: { language: 'pt-BR' } },
  pictured: { by: 'bob', more: { language: 'en', media_attachments: [picture] } },
  linked: {
    by: 'cleo',
    more: { language: 'en', content: '<p><a href="https://site.example/a">a</a></p>' },
  },
  long: { by: 'cleo', more: { language: 'en', content: `<p>${'word '.repeat(200)}</p>` } },
  tagged: { by: 'dan', more: { language: 'en', tags: [{ name: 'Birds' }] } },
  reply: {
    by: 'dan',
    more: { language: 'en', in_reply_to_id: '77', in_reply_to_account_id: account('zoe').id },
  },
} as const;

const ALL = [...Object.keys(KINDS), 'strange'].toSorted();

function aMixedHome() {
  const home = aHome();
  const follows = openFollows(home.database, home.filing.accounts);
  const people = ['ada', 'bob', 'cleo', 'dan'].map((name) => account(name));
  follows.replaceAll(home.login.loginKey, people, hours(0));
  for (const [nth, [id, { by, more }]] of Object.entries(KINDS).entries())
    home.receive(post({ id, by, atMs: hours(nth), more }), hours(nth));
  const words = { id: 'strange', by: 'zoe', atMs: hours(9), more: { language: 'en' } };
  home.receive(boost('b1', 'ada', hours(10), words), hours(10));
  const feedWith = (filters: FeedFilters): Feed => ({
    ...MORNING,
    name: 'own',
    quotas: { ...MORNING.quotas, boosted: 1 },
    perAuthor: 9,
    filters,
  });
  const draw = (filters: FeedFilters) =>
    drawEdition({
      database: home.database,
      feed: feedWith(filters),
      seed: 'x',
      nowMs: NOW_MS,
      dryRun: true,
    });
  const ids = (filters: FeedFilters) =>
    draw(filters)
      .entries.map(({ statusId }) => statusId)
      .toSorted();
  const explain = (filters: FeedFilters, status: string) =>
    explainStatus({ database: home.database, feed: feedWith(filters), nowMs: NOW_MS, status });
  return { ...home, draw, ids, explain };
}

const without = (...names: readonly string[]) => ALL.filter((name) => !names.includes(name));

test.each([
  ['nothing', {}, ALL],
  ['empty lists', { languages: [], people: [] }, ALL],
  ['languages', { languages: ['en'] }, without('portuguese')],
  ['another', { languages: ['pt'] }, ['portuguese', 'untold']],
  ['media', { withMedia: true }, ['pictured']],
  ['links', { withLinks: true }, ['linked']],
  ['characters', { leastCharacters: 600 }, ['long']],
  ['tags', { tags: ['trains', 'birds'] }, ['tagged']],
  ['people', { people: ['ada@example.social'] }, ['plain', 'untold']],
  ['lists', { lists: { near: ['bob@example.social'] } }, ['pictured', 'portuguese']],
  ['replies', { withoutReplies: true }, without('reply')],
  ['strangers', { withoutStrangers: true }, without('strange')],
  ['lanes', { lanes: ['boosted'] }, ['strange']],
  ['two together', { languages: ['en'], people: ['bob@example.social'] }, ['pictured']],
] as readonly (readonly [string, FeedFilters, readonly string[]])[])(
  'a filter leaves out what it does not take: %s',
  (_, filters, taken) => {
    expect(aMixedHome().ids(filters)).toEqual(taken);
  },
);

test.each([
  ['', ['odd', 'untold']],
  ['und', ['odd', 'untold']],
  ['zxx', ['odd', 'untold']],
  ['DE-AT', ['odd', 'untold']],
  ['fr', ['untold']],
])('a post in "%s" passes for no language, or for the one that it is', (language, taken) => {
  const { receive, ids } = aMixedHome();
  receive(post({ id: 'odd', by: 'dan', atMs: hours(20), more: { language } }), hours(20));

  expect(ids({ languages: ['de'] })).toEqual(taken);
});

test('what a filter leaves out is not counted as drawn from, nor by the next feed left out', () => {
  const { draw } = aMixedHome();

  expect(draw({ withMedia: true }).report.candidates).toBe(1);
  expect(draw({}).report.candidates).toBe(ALL.length);
});

test('explain names the filter of the feed as the reason', () => {
  const { explain } = aMixedHome();

  expect(explain({ withMedia: true }, 'plain').leftOut).toBe(
    'feed own takes only posts with media',
  );
  expect(explain({ languages: ['en', 'de'] }, 'portuguese').leftOut).toBe(
    'feed own takes only posts in en, de',
  );
  expect(explain({ lanes: ['boosted'] }, 'plain').leftOut).toBe(
    'feed own takes only the lanes boosted',
  );
  expect(explain({ withMedia: true }, 'pictured').leftOut).toContain('one drawn now would hold it');
});

test('a feed that names its lanes has no other, whatever gave a post its place', () => {
  const { draw } = aMixedHome();

  const lanes = new Set(draw({ lanes: ['quiet'] }).entries.map(({ lane }) => lane));

  expect([...lanes]).toEqual(['quiet']);
});

test('a size in minutes takes as many entries as fit, and one more would not', () => {
  const home = aHome();
  for (let nth = 0; nth < 120; nth += 1) {
    const more = { content: `<p>${'word '.repeat(20 + ((nth * 37) % 160))}</p>` };
    const words = { id: `${nth}`, by: `p${nth % 40}`, atMs: hours(nth / 4), more };
    home.receive(post(words), words.atMs);
  }
  const minutes = 10;
  const feed: Feed = { ...MORNING, minutes, size: sizeOfMinutes(minutes) };
  const draw = (asked: Feed) =>
    drawEdition({ database: home.database, feed: asked, seed: 'x', nowMs: NOW_MS, dryRun: true });

  const edition = draw(feed);

  expect(edition.readingMinutes).toBeLessThanOrEqual(minutes);
  expect(edition.readingMinutes).toBeGreaterThan(minutes - 1);
  const { minutes: _, ...counted } = feed;
  expect(draw({ ...counted, size: edition.size }).entries).toEqual(edition.entries);
  expect(draw({ ...counted, size: edition.size + 1 }).readingMinutes).toBeGreaterThan(minutes);
});

test('the size that the minutes came to is frozen with the edition', () => {
  const home = aHome();
  for (let nth = 0; nth < 60; nth += 1)
    home.receive(post({ id: `${nth}`, by: `p${nth}`, atMs: hours(nth / 4) }), hours(nth / 4));
  const feed: Feed = { ...MORNING, minutes: 2, size: sizeOfMinutes(2) };

  const edition = drawEdition({
    database: home.database,
    feed,
    seed: 'x',
    nowMs: NOW_MS,
    dryRun: false,
  });

  const frozen = home.database.connection
    .prepare(`select feed_settings ->> '$.size' as size, feed_settings ->> '$.minutes' as minutes
                from editions`)
    .get();
  expect(frozen).toEqual({ size: edition.size, minutes: 2 });
});

test('the load is of those whom the feed lets in, by its own deadline', () => {
  const { database } = aMixedHome();
  const loadOf = (more: Partial<Feed>) => {
    const feed = { ...MORNING, size: 1, ...more };
    return drawEdition({ database, feed, seed: 'x', nowMs: NOW_MS, dryRun: true }).report.load;
  };
  const each = ['ada', 'bob', 'cleo', 'dan'].map((name) =>
    loadOf({ filters: { people: [`${name}@example.social`] } }),
  );

  expect(each.every((load) => load > 0.05)).toBe(true);
  expect(each.reduce((sum, load) => sum + load, 0)).toBeCloseTo(loadOf({}), 2);
  expect(loadOf({ deadlineDays: 400 })).toBeLessThan(loadOf({}) / 10);
});

test('the load of a feed of few people, or of quiet voices, counts nobody else', () => {
  const { database } = aMixedHome();
  const loadOf = (filters: FeedFilters) => {
    const feed = { ...MORNING, size: 1, filters };
    // Years later nothing is within reach: so there is nothing that a filter leaves out.
    const nowMs = hours(24 * 2_000);
    return drawEdition({ database, feed, seed: 'x', nowMs, dryRun: true }).report.load;
  };

  expect(loadOf({ people: ['ada@example.social'] })).toBeCloseTo(loadOf({}) / 4, 3);
  expect(loadOf({ lanes: ['quiet'] })).toBeCloseTo(loadOf({}), 5);
  expect(loadOf({ lanes: ['fresh', 'missed'] })).toBe(0);
  expect(loadOf({ lanes: ['boosted'] })).toBe(0);
});
