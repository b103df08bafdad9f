import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openFollows } from '../../src/store/follows.ts';
import { account, aHome, boost, hours, post } from '../support/entries.ts';

// The rule as docs/signals.md says it, written without a look at src/rank: somebody
// followed of whom something was never offered waits, since it came or since the last offer of
// theirs; 13 days at the most, 3 for who posts on one day a week at most. Feasible is what the
// demand bound of earliest deadline first says: over k, ⌈k / whole days left of the k-th⌉.
const DEADLINE_DAYS = 13;
const QUIET_DEADLINE_DAYS = 3;
const TURNS_SHARE = 0.4;
const MORNINGS = 20;

interface Post {
  readonly by: string;
  readonly atMs: EpochMs;
  offered: boolean;
}

/** Numbers in [0, 1) that a seed fixes (mulberry32). */
function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((more ^ (more >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How many days each has left, of those who wait at a moment. */
function waitsAt(nowMs: number, posts: readonly Post[], lastOffers: ReadonlyMap<string, number>) {
  const firstMs = Math.min(...posts.map(({ atMs }) => atMs));
  const weeks = Math.min(28, (nowMs - firstMs) / DAY_MS) / 7;
  const left = new Map<string, number>();
  for (const by of new Set(posts.map((one) => one.by))) {
    const theirs = posts.filter((one) => one.by === by && one.atMs <= nowMs);
    const fresh = theirs.filter(({ offered }) => !offered).map(({ atMs }) => atMs);
    if (fresh.length === 0) continue;
    const lately = theirs.filter(({ atMs }) => atMs > nowMs - 28 * DAY_MS);
    const days = new Set(lately.map(({ atMs }) => Math.floor(atMs / DAY_MS))).size;
    const deadline = days <= Math.max(1, weeks) ? QUIET_DEADLINE_DAYS : DEADLINE_DAYS;
    const sinceMs = Math.max(lastOffers.get(by) ?? 0, Math.min(...fresh));
    left.set(by, deadline - (nowMs - sinceMs) / DAY_MS);
  }
  return left;
}

function demandOf(left: Iterable<number>): number {
  const rates = [...left]
    .sort((a, b) => a - b)
    .map((days, index) => Math.ceil((index + 1) / Math.max(1, Math.floor(days))));
  return Math.max(0, ...rates);
}

/** A morning on which all who wait are in time and can stay so. */
interface Morning {
  /** As a share of the turns. */
  readonly demand: number;
  /** How many of them are not in time any more on the next. */
  readonly late: number;
  /** Whether the others can still all be in time, whoever comes. */
  readonly isFeasibleTomorrow: boolean;
}

/** A month of a home, of which every edition is opened: its feasible mornings. */
function liveThrough(seed: number) {
  const next = numbersOf(seed);
  const home = aHome();
  const size = 10 + Math.floor(next() * 15);
  const turns = Math.floor(size * TURNS_SHARE);
  // Postings a day: one flood, some who talk daily, many who are rarely heard.
  const people = Array.from({ length: turns * (8 + Math.floor(next() * 6)) }, (_, nth) => ({
    by: `p${nth}`,
    rate: nth === 0 ? 12 : nth % 9 === 0 ? 1 + next() : 0.1 + 0.3 * next(),
  }));
  const follows = openFollows(home.database, home.filing.accounts);
  follows.replaceAll(
    home.login.loginKey,
    people.map(({ by }) => account(by)),
    hours(0),
  );
  const feed: Feed = { ...MORNING, size };
  const exposures = openExposures(home.database);
  const posts = new Map<string, Post>();
  const lastOffers = new Map<string, number>();
  const mornings: Morning[] = [];

  for (let day = 0; day < MORNINGS; day += 1) {
    for (const { by, rate } of people) {
      for (let most = rate; next() < most; most -= 1) {
        const atMs = Math.round(hours(day * 24 + next() * 23)) as EpochMs;
        const words = { id: `${1000 + posts.size}`, by, atMs };
        const entry = post(words);
        home.receive(entry, atMs);
        posts.set(entry.status.uri, { by, atMs, offered: false });
        if (next() < 0.1) home.receive(boost(`b${words.id}`, 'p0', atMs, words), atMs);
      }
    }
    const nowMs = hours(day * 24 + 23.5);
    const left = waitsAt(nowMs, [...posts.values()], lastOffers);
    const demand = demandOf(left.values());
    const request = { database: home.database, feed, seed: `${seed}/${day}`, nowMs };
    const { edition, entries } = drawEdition({ ...request, dryRun: false });
    for (const { uri } of entries) {
      const one = posts.get(uri) as Post;
      one.offered = true;
      lastOffers.set(one.by, nowMs);
    }
    const [first] = entries;
    const look = { kind: 'seen' as const, atMs: hours(day * 24 + 23.8), via: 'page' };
    if (first !== undefined)
      exposures.record([{ uri: first.uri, edition: edition as number, ...look }]);
    if (demand > turns || Math.min(...left.values()) < 0) continue;
    const unheard = [...left].filter(([by]) => lastOffers.get(by) !== nowMs);
    const tomorrow = unheard.map(([, days]) => days - 1);
    mornings.push({
      demand: demand / turns,
      late: tomorrow.filter((days) => days < 0).length,
      isFeasibleTomorrow: demandOf(tomorrow) <= turns,
    });
  }
  home.database.close();
  return mornings;
}

test('nobody waits beyond their deadline while all can be in time, by the exact bound', () => {
  const mornings = [1, 2, 3, 4, 5, 6].flatMap(liveThrough);

  for (const { late, isFeasibleTomorrow } of mornings)
    expect({ late, isFeasibleTomorrow }).toEqual({ late: 0, isFeasibleTomorrow: true });
  // It says something: many mornings were lived through, and some of them were nearly full.
  expect(mornings.length).toBeGreaterThan(60);
  expect(mornings.filter(({ demand }) => demand > 0.5).length).toBeGreaterThan(10);
});
