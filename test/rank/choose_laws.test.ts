import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { choose } from '../../src/rank/choose.ts';
import type { Front } from '../../src/rank/front.ts';
import { aCandidate, fronts } from '../support/candidates.ts';

const RUNS = { numRuns: 200, seed: 42 };

const share = fc.constantFrom(0, 0.1, 0.25, 0.4, 1);
const feeds = fc
  .record({
    size: fc.integer({ min: 1, max: 80 }),
    perAuthor: fc.integer({ min: 1, max: 4 }),
    perBooster: fc.integer({ min: 1, max: 4 }),
    perSite: fc.integer({ min: 1, max: 4 }),
    perServer: share,
    spacing: fc.constantFrom(0, 1, 10, 19),
    quotas: fc.record({
      ...{ turns: fc.oneof(share, fc.constant(0.05)), boosted: share },
      ...{ resurfaced: share, wildcard: share },
    }),
  })
  .map((more): Feed => ({ ...MORNING, ...more }));

function laid(front: Front, feed: Feed, more: { nowMs?: number; load?: number } = {}) {
  const settings = { feed, nowMs: 30 * 86_400_000, lastDrawnAtMs: 0, load: 0.3, ...more };
  return choose(front, settings);
}

function most(names: readonly (string | null)[]): number {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

test('caps and quotas hold, whatever the front and the feed', () => {
  fc.assert(
    fc.property(fronts, feeds, (front, feed) => {
      const { entries, gaveWay } = laid(front, feed);
      const of = entries.map(({ candidate }) => candidate);
      const byMerit = of.filter(
        ({ signals }) => signals.turn === undefined && signals.last_chance === undefined,
      );

      expect(entries.length).toBeLessThanOrEqual(feed.size);
      expect(new Set(of.map(({ uri }) => uri)).size).toBe(of.length);
      expect(most(of.map(({ author }) => author))).toBeLessThanOrEqual(feed.perAuthor);
      expect(most(of.map(({ soleBooster }) => soleBooster))).toBeLessThanOrEqual(feed.perBooster);
      // A site keeps nobody from their turn, and no place empty.
      if (!gaveWay) expect(most(byMerit.map(({ site }) => site))).toBeLessThanOrEqual(feed.perSite);
      expect(most(of.map(({ linkKey }) => linkKey?.toString() ?? null))).toBeLessThanOrEqual(1);
      expect(most(of.map(({ thread }) => thread))).toBeLessThanOrEqual(1);
      const strangers = of.filter(({ isFollowed }) => !isFollowed).length;
      expect(strangers).toBeLessThanOrEqual(feed.size * feed.quotas.boosted);
      const again = entries.filter(({ lane }) => lane === 'resurfaced').length;
      expect(again).toBeLessThanOrEqual(feed.size * feed.quotas.resurfaced);
      const turns = of.length - byMerit.length;
      expect(turns).toBeLessThanOrEqual(feed.size * feed.quotas.turns);
    }),
    RUNS,
  );
});

test('every candidate has a place or a reason in words, never both', () => {
  fc.assert(
    fc.property(fronts, feeds, (front, feed) => {
      const { entries, passedOver } = laid(front, feed);
      const placed = entries.map(({ candidate }) => candidate.uri);
      const passed = passedOver.map(({ candidate }) => candidate.uri);
      const all = [...front.front, ...front.waiting].map(({ uri }) => uri);

      expect(new Set([...placed, ...passed])).toEqual(new Set(all));
      expect(placed.length + passed.length).toBe(new Set(all).size);
      for (const { reason } of passedOver) expect(reason).toMatch(/^\S.*\S$/);
    }),
    RUNS,
  );
});

test('rules of server, screen and site leave no place empty that anybody could have', () => {
  fc.assert(
    fc.property(fronts, feeds, (front, feed) => {
      const { entries, passedOver } = laid(front, feed);
      if (entries.length === feed.size) return;

      const spread = passedOver.filter(({ rule }) => ['server', 'screen', 'site'].includes(rule));
      expect(spread).toEqual([]);
    }),
    RUNS,
  );
});

test('the order in which the candidates come does not change the edition', () => {
  const shuffled = fronts.chain(({ waiting, ...front }) =>
    fc
      .shuffledSubarray([...waiting], { minLength: waiting.length, maxLength: waiting.length })
      .map((other) => [front, waiting, other] as const),
  );
  fc.assert(
    fc.property(shuffled, feeds, ([front, waiting, other], feed) => {
      expect(laid({ ...front, waiting: other }, feed)).toEqual(laid({ ...front, waiting }, feed));
    }),
    RUNS,
  );
});

test('fifteen people stand on the first screen where there are as many to choose from', () => {
  // Forty of the best by ten people, each of another server, and others further down.
  const best = Array.from({ length: 40 }, (_, nth) =>
    aCandidate(nth, { author: `often${nth % 10}@far${nth % 10}.example` }),
  );
  const others = Array.from({ length: 40 }, (_, nth) => aCandidate(100 + nth));
  for (const size of [20, 30, 40, 60]) {
    const front = { front: [...best, ...others], waiting: [], wanted: [], byChance: [] };
    const { entries } = laid(front, { ...MORNING, size });
    const people = entries.slice(0, 20).map(({ candidate }) => candidate.author);

    expect(entries).toHaveLength(size);
    expect(new Set(people).size).toBeGreaterThanOrEqual(15);
  }
});

test('one server does not fill the edition while others are left, unless most live there', () => {
  const from = (server: string, from: number, count: number) =>
    Array.from({ length: count }, (_, nth) =>
      aCandidate(from + nth, { author: `a${from + nth}@${server}` }),
    );
  const sizes = { ...MORNING, size: 20 };
  const front = (...parts: readonly (readonly ReturnType<typeof aCandidate>[])[]) => ({
    front: parts.flat(),
    waiting: [],
    wanted: [],
    byChance: [],
  });
  const share = (of: Front) =>
    laid(of, sizes).entries.filter(({ candidate }) => candidate.author.endsWith('@big.example'))
      .length;

  expect(share(front(from('big.example', 0, 40), from('small.example', 100, 41)))).toBe(10);
  expect(share(front(from('big.example', 0, 40), from('small.example', 100, 5)))).toBe(20);
  expect(share(front(from('big.example', 0, 15), from('small.example', 100, 16)))).toBe(10);
});

test('a turn whose story stands already goes to the next of its author, or comes first on its last morning', () => {
  const story = { linkKey: 7, site: 'news.example' };
  const best = aCandidate(0, story);
  const same = aCandidate(1, { ...story, author: 'late@far.example', scoreMicro: 5 });
  const next = aCandidate(2, { author: 'late@far.example', scoreMicro: -9, drawKey: -900 });
  const fill = Array.from({ length: 30 }, (_, nth) => aCandidate(10 + nth));
  const turnOf = (days: number, more: readonly ReturnType<typeof aCandidate>[]) => {
    const waiting = [{ ...same, waitsSinceMs: (30 - days) * 86_400_000 }];
    const front = { front: [best, ...fill, ...more], waiting, wanted: [], byChance: [] };
    const { entries } = laid(front, { ...MORNING, size: 10 });
    return entries.find(({ candidate }) => candidate.author === same.author)?.candidate.uri;
  };

  expect(turnOf(11.5, [next])).toBe(next.uri);
  expect(turnOf(11.5, [])).toBeUndefined();
  expect(turnOf(12.5, [])).toBe(same.uri);
});
