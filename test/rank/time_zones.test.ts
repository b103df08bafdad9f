import { expect, test } from 'vitest';
import { dice } from '../../src/core/dice.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { seedWords } from '../../src/core/seed_words.ts';
import { hashUri } from '../../src/core/uri_hash.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { aHome, hours, post } from '../support/entries.ts';

const PEOPLE = 30;
const DAYS = 16;
const FIRST_DRAW = 4;
const SIZE = 20;
/** How far down the reader comes. */
const READ = 12;
/** By merit alone: turns and debts would make up for what a clock took away. */
const FEED: Feed = {
  ...MORNING,
  size: SIZE,
  quotas: { turns: 0, boosted: 0, resurfaced: 1, wildcard: 0 },
  exponents: { ...MORNING.exponents, debt: 0, quiet: 0 },
};

/** What somebody posts is liked as chance has it, on both sides of the world alike. */
const liked = (nth: number, day: number) =>
  Math.floor(8 * dice(seedWords('liked'), hashUri(`${nth} on day ${day}`).diceKey));

/**
 * Two populations alike but for their hour. Counts are looked at after one and after six hours, as
 * everywhere; a third of what a post will have, it has after one.
 */
function twoSides(westHour: number, eastHour: number) {
  const home = aHome();
  const arrivals = [];
  for (let day = 0; day < DAYS; day += 1) {
    for (const [side, hour] of [
      ['west', westHour],
      ['east', eastHour],
    ] as const) {
      for (let nth = 0; nth < PEOPLE; nth += 1) {
        const by = `${side}${nth}`;
        const hourOfPost = 24 * day + hour + nth / 60;
        const words = { id: `${side}${nth}d${day}`, by, atMs: hours(hourOfPost) };
        const final = 3 * liked(nth, day);
        const counted = (favourites_count: number) =>
          post({ ...words, more: { favourites_count } });
        arrivals.push(
          { entry: counted(0), hour: hourOfPost },
          { entry: counted(final / 3), hour: hourOfPost + 1 },
          { entry: counted(final), hour: hourOfPost + 6 },
        );
      }
    }
  }
  return { ...home, arrivals: arrivals.sort((a, b) => a.hour - b.hour) };
}

/** Drawn at 5:30: they posted so many hours before, in hours after six in the morning. */
test.each([
  ['22 and ten hours ago', 1.5, 13.5],
  // Of the others nothing but the counts after an hour is known.
  ['14 and two hours ago', 9, 21],
])('equal populations twelve hours apart get equal exposure: %s', (_, westHour, eastHour) => {
  const { database, receive, arrivals } = twoSides(westHour, eastHour);
  const exposures = openExposures(database);
  let [east, west, eastAbove, firsts] = [0, 0, 0, 0];
  let next = 0;
  for (let day = FIRST_DRAW; day <= DAYS; day += 1) {
    // START_MS is six in the morning: half past five is half an hour before it.
    const drawnAt = 24 * day - 0.5;
    for (; next < arrivals.length && (arrivals[next]?.hour ?? 0) <= drawnAt; next += 1) {
      const { entry, hour } = arrivals[next] as (typeof arrivals)[number];
      receive(entry, hours(hour));
    }
    const { edition, entries } = drawEdition({
      database,
      feed: FEED,
      seed: `${day}`,
      nowMs: hours(drawnAt),
      dryRun: false,
    });
    exposures.record(
      entries.slice(0, READ).map(({ uri }) => ({
        uri,
        kind: 'seen' as const,
        atMs: hours(drawnAt + 1),
        edition: edition as number,
        via: 'page',
      })),
    );
    const isEast = entries.map(({ account }) => account.startsWith('east'));
    east += isEast.filter(Boolean).length;
    west += isEast.filter((one) => !one).length;
    eastAbove += isEast.slice(0, SIZE / 2).filter(Boolean).length;
    firsts += SIZE / 2;
  }

  // Over six other seeds the share was 0.465 to 0.550 (2026-11-26): a standard deviation is 0.03.
  expect(Math.abs(east / (east + west) - 0.5)).toBeLessThan(0.08);
  expect(Math.abs(eastAbove / firsts - 0.5)).toBeLessThan(0.1);
});
