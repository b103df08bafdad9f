import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import type { DialWord } from '../../src/core/dial.ts';
import type { Edition } from '../../src/core/edition.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { aDialledHome, MORNING_MS, type Said, type Told } from '../support/dialled_home.ts';
import { hours } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { exported, importLines } from '../support/recording.ts';

const PEOPLE = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gus'] as const;
const FOLLOWED = PEOPLE.slice(0, 5);
/** Two moments at which something is said. */
const EARLIER_MS = hours(230);
const LATER_MS = hours(231);
const RUNS = { numRuns: 40, seed: 42, endOnFailure: true };

const told = fc.record({
  by: fc.constantFrom(...PEOPLE),
  hour: fc.integer({ min: 1, max: 225 }),
  tags: fc.subarray(['knitting', 'trains']),
  boostedBy: fc.option(fc.constantFrom('ada', 'bob', 'zoe'), { nil: undefined }),
  favourites: fc.nat(20),
});
const linked = fc.record({
  told,
  link: fc.option(fc.constantFrom('https://one.example/a', 'https://two.example/b'), {
    nil: undefined,
  }),
});
const posts = fc.array(told, { minLength: 5, maxLength: 40 });
const storied = fc
  .array(linked, { minLength: 5, maxLength: 40 })
  .map((all) => all.map((one): Told => ({ ...one.told, ...(one.link && { link: one.link }) })));
const seed = fc.string({ minLength: 1, maxLength: 8 });
const share = fc.constantFrom(0, 0.1, 0.4, 1);
const quotas = fc.record({ turns: share, boosted: share, resurfaced: share, wildcard: share });

/** `always` is a place and no factor: it stands above the usual, and beside `more`. */
const rungs = fc.constantFrom<readonly [DialWord, DialWord]>(
  ['less', 'usual'],
  ['usual', 'more'],
  ['less', 'more'],
  ['usual', 'always'],
  ['less', 'always'],
);

const isOf = (name: string) => (one: { readonly account: string }) =>
  one.account === `${name}@example.social`;

function homeWith(all: readonly Told[], ...said: readonly Said[]) {
  const home = aDialledHome(all, FOLLOWED);
  for (const one of said) home.say(one);
  return home;
}

/** Of everything that a draw judged: what it drew by. */
function judged({ entries, passedOver }: Edition) {
  return new Map([...entries, ...passedOver].map(({ uri, scoreMicro }) => [uri, scoreMicro]));
}

function firstPlace({ entries }: Edition, name: string): number {
  return entries.find(isOf(name))?.position ?? Number.POSITIVE_INFINITY;
}

test('raising the dial of a person, a tag or a site lowers no score that it favours', () => {
  const about = fc.constantFrom(
    { account: 'ada' },
    { account: 'gus' },
    { tag: 'knitting' },
    { site: 'one.example' },
  );
  fc.assert(
    fc.property(storied, about, rungs, seed, (all, whom, [from, to], dice) => {
      fc.pre('account' in whom || to !== 'always');
      const home = homeWith(all, { about: whom, word: from });
      const before = judged(home.draw({ seed: dice }));
      home.say({ about: whom, word: to, atMs: LATER_MS });
      const after = judged(home.draw({ seed: dice }));

      for (const [uri, score] of before) expect(after.get(uri)).toBeGreaterThanOrEqual(score);
    }),
    RUNS,
  );
});

test('raising the dial of a person never takes their place, nor puts it further down by merit', () => {
  fc.assert(
    fc.property(posts, fc.constantFrom(...PEOPLE), rungs, seed, (all, name, [from, to], dice) => {
      const about = { account: name };
      const size = 6;
      const home = homeWith(all);
      const draws = (word: DialWord, atMs: EpochMs) => {
        home.say({ about, word, atMs });
        return [0.4, 0].map((turns) =>
          home.draw({
            seed: dice,
            size,
            quotas: { turns, boosted: 1, resurfaced: 1, wildcard: 0 },
          }),
        ) as [Edition, Edition];
      };
      const [before, lower] = draws(from, EARLIER_MS);
      const [after, higher] = draws(to, LATER_MS);
      if (before.entries.some(isOf(name))) expect(after.entries.some(isOf(name))).toBe(true);
      expect(firstPlace(higher, name)).toBeLessThanOrEqual(firstPlace(lower, name));
    }),
    RUNS,
  );
});

test('always gives the best of them a place, for every seed, quota and size that has room', () => {
  fc.assert(
    fc.property(
      posts,
      fc.subarray([...PEOPLE], { minLength: 1 }),
      fc.record({ seed, quotas, size: fc.integer({ min: 7, max: 30 }) }),
      fc.integer({ min: 1, max: 3 }),
      (all, wanted, feed, perAuthor) => {
        const said = wanted.map((name) => ({ about: { account: name }, word: 'always' as const }));
        const edition = homeWith(all, ...said).draw({ ...feed, perAuthor });

        expect(edition.entries.length).toBeLessThanOrEqual(feed.size);
        for (const name of wanted.filter((one) => all.some(({ by }) => by === one))) {
          const scores = [...edition.entries, ...edition.passedOver].filter(isOfUri(name));
          const best = Math.max(...scores.map(({ scoreMicro }) => scoreMicro));
          const standing = edition.entries.filter(isOf(name)).map(({ scoreMicro }) => scoreMicro);
          expect(Math.max(...standing)).toBe(best);
        }
      },
    ),
    RUNS,
  );
});

const isOfUri = (name: string) => (one: { readonly uri: string }) =>
  one.uri.includes(`/users/${name}/`);

test('always holds where a story stands once, morning after morning, until all is seen', () => {
  fc.assert(
    fc.property(storied, fc.subarray([...PEOPLE], { minLength: 1 }), seed, (all, wanted, dice) => {
      const said = wanted.map((name) => ({ about: { account: name }, word: 'always' as const }));
      const home = homeWith(all, ...said);
      const seen = new Set<string>();
      for (let morning = 0; morning < 6; morning += 1) {
        const nowMs = hours(240 + 24 * morning);
        const edition = home.draw({ seed: `${dice}${morning}`, nowMs, size: 8, isReal: true });
        for (const name of wanted) {
          const unseen = all.filter(({ by }, nth) => by === name && !seen.has(uriOf(by, nth)));
          expect(edition.entries.some(isOf(name))).toBe(unseen.length > 0);
        }
        const read = edition.entries.slice(0, 2).map(({ uri }) => uri);
        home.see(edition.edition as number, read, hours(241 + 24 * morning));
        for (const uri of read) seen.add(uri);
      }
    }),
    { ...RUNS, numRuns: 20 },
  );
});

const uriOf = (by: string, nth: number) =>
  `https://example.social/users/${by}/statuses/${100 + nth}`;

test('where more people are wanted than there are places, all places are theirs', () => {
  const all = PEOPLE.map((by, nth): Told => ({ by, hour: 200 + nth }));
  const said = PEOPLE.map((name) => ({ about: { account: name }, word: 'always' as const }));

  const edition = homeWith(all, ...said).draw({ size: 4 });

  expect(edition.entries).toHaveLength(4);
  expect(edition.passedOver.map(({ reason }) => reason)).toContain(
    'more people than places have your “always”',
  );
});

test('an export carries the dials to the same draw', async () => {
  const dial = fc.record({
    about: fc.constantFrom<Said['about']>(
      { account: 'ada' },
      { account: 'bob' },
      { account: 'gus' },
      { tag: 'knitting' },
      { site: 'one.example' },
    ),
    word: fc.constantFrom<DialWord>('more', 'usual', 'less', 'not until'),
    atMs: fc.integer({ min: 1, max: 250 }).map(hours),
    untilMs: fc.constantFrom(hours(235), hours(300)),
  });
  const word = fc.constantFrom<DialWord>('always', 'no boosts', 'more');
  await fc.assert(
    fc.asyncProperty(storied, fc.array(dial, { maxLength: 8 }), word, async (all, dials, of) => {
      const { database } = homeWith(all, ...dials, { about: { account: 'cleo' }, word: of });
      const lines = exported(database);
      const rebuilt = aNewDatabase();

      expect((await importLines(rebuilt, lines)).refused).toEqual({});
      const draw = (of: typeof database) =>
        drawEdition({
          database: of,
          feed: { ...MORNING, size: 12 },
          seed: 'law',
          nowMs: MORNING_MS,
          dryRun: true,
        });
      expect(exported(rebuilt)).toEqual(lines);
      expect(draw(rebuilt)).toEqual(draw(database));
    }),
    { ...RUNS, numRuns: 20 },
  );
});
