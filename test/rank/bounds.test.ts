import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { aHome, boost, hours, post, statusJson } from '../support/entries.ts';

// Of docs/signals.md: the least and the greatest that each factor can be.
const BOUNDS = {
  own_percentile: [0.72, 3.32],
  social_proof: [1, 6],
  regard: [0.4 ** 0.6, 3 ** 0.6],
  affinity: [0.4, 3],
  language: [0.4, 3],
  topic: [0.4, 3.5],
  tag_regard: [0.4 ** 0.5, 2.5 ** 0.5],
  quiet: [0.3 ** 0.4, 1.9 ** 0.4],
  debt: [1, Math.exp(7 / 20)],
  freshness: [0.12, 1],
} as const;

const day = (count: number) => hours(24 * count);

/** A post of months ago, one that thirty people boost, somebody whose every post is liked. */
function aHomeOfExtremes() {
  const home = aHome();
  const [actions, exposures] = [openActions(home.database), openExposures(home.database)];
  const say = (id: string, by: string, atDay: number, tag?: string) => {
    const more = tag === undefined ? {} : { tags: [{ name: tag }] };
    const words = { id, by, atMs: day(atDay), more };
    home.receive(post(words), words.atMs);
    return { words, uri: statusJson(words).uri };
  };
  const boostBy = (people: number, { words }: ReturnType<typeof say>) => {
    for (let nth = 0; nth < people; nth += 1) {
      const atMs = hours((words.atMs - hours(0)) / 3_600_000 + 1);
      home.receive(boost(`b${words.id}.${nth}`, `booster${nth}`, atMs, words), atMs);
    }
  };
  say('1', 'olga', 0);
  for (let nth = 0; nth < 240; nth += 1) {
    const by = nth < 40 ? 'fan' : 'dull';
    const { uri } = say(`${1000 + nth}`, by, 200 + nth / 100, nth < 40 ? 'birds' : 'taxes');
    const atMs = day(203);
    exposures.record([{ uri, kind: 'seen', atMs, via: 'page' }]);
    if (nth < 40)
      actions.record({ loginKey: 1, statusId: `${1000 + nth}`, uri, kind: 'favourite', atMs });
  }
  say('2', 'fan', 209, 'birds');
  say('3', 'dull', 209, 'taxes');
  for (let nth = 0; nth < 20; nth += 1) boostBy(10, say(`${3000 + nth}`, 'star', 195 + nth / 10));
  boostBy(30, say('4', 'hal', 208));
  return home;
}

test('every factor has bounds, which extremes meet and nothing passes', () => {
  const { database } = aHomeOfExtremes();
  const feed = { ...MORNING, size: 500, perAuthor: 500 };

  const { entries, passedOver } = drawEdition({
    ...{ database, feed, seed: 'x', nowMs: day(210), dryRun: true },
  });

  const factors = (signal: string) =>
    [...entries, ...passedOver].map(({ signals }) =>
      Math.exp((signals[signal]?.factor_micro ?? 0) / 1e6),
    );
  for (const [signal, [least, most]] of Object.entries(BOUNDS)) {
    expect(Math.min(...factors(signal)), signal).toBeGreaterThan(least - 0.01);
    expect(Math.max(...factors(signal)), signal).toBeLessThan(most + 0.01);
  }
  const met = {
    social_proof: 6,
    regard: 3 ** 0.6,
    affinity: 3,
    topic: 3.5,
    quiet: 1.9 ** 0.4,
    freshness: 0.12,
  };
  for (const [signal, bound] of Object.entries(met))
    expect(Math.min(...factors(signal).map((one) => Math.abs(one - bound))), signal).toBeLessThan(
      0.01,
    );
});
