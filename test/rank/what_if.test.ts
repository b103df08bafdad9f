import { expect, test } from 'vitest';
import { lnMicro } from '../../src/core/dice.ts';
import type { Entry, Lane } from '../../src/core/edition.ts';
import { MORNING } from '../../src/core/feed.ts';
import { diceWords, openWhatIf, whatIfWords } from '../../src/rank/what_if.ts';
import { openEditions } from '../../src/store/editions.ts';
import { aHome, hours } from '../support/entries.ts';

const FEED = { ...MORNING, temperature: 1 };

interface Thrown {
  readonly score: number;
  readonly u: number;
  readonly lane?: Lane;
  readonly given?: 'turn' | 'last_chance';
}

/** An edition whose entries have these scores and threw these dice, the best key first. */
function anEdition(...entries: readonly Thrown[]) {
  const { database } = aHome();
  const placed = entries.map(({ score, u, lane = 'fresh', given }, nth): Entry => {
    const factor = lnMicro(score);
    return {
      position: nth + 1,
      uri: `https://example.social/${nth}`,
      statusId: String(nth),
      account: 'ada@example.social',
      lane,
      scoreMicro: factor,
      drawKey: Math.log(u) / score,
      signals: {
        affinity: { value: 1, factor_micro: factor },
        freshness: { value: 0, factor_micro: 0 },
        ...(given === undefined ? {} : { [given]: { value: 3, factor_micro: 0 } }),
      },
      boosters: [],
      named: [],
    };
  });
  const edition = openEditions(database).save(
    {
      edition: null,
      feed: 'morning',
      seed: 'what if',
      drawnAtMs: hours(24),
      size: entries.length,
      readingMinutes: 1,
      entries: placed,
      passedOver: [],
      report: {
        candidates: entries.length,
        lanes: { fresh: 0, missed: 0, quiet: 0, boosted: 0, resurfaced: 0, wildcard: 0 },
        waiting: 0,
        turnsNeeded: 0,
        turnsTaken: 0,
        load: 0,
      },
    },
    FEED,
  );
  const whatIf = openWhatIf(database);
  return (position: number) => whatIf({ ...(placed[position - 1] as Entry), edition, position });
}

test('a place says its throw, where its score alone and where the throw alone had put it', () => {
  const of = anEdition(
    { score: 4, u: 0.9 },
    { score: 2, u: 0.8 },
    { score: 3, u: 0.5 },
    { score: 1, u: 0.7 },
  );

  const third = of(3);

  expect(third?.dice).toBeCloseTo(0.5, 6);
  expect(third).toMatchObject({ entries: 4, byScore: 2 });
  // ln(0.5) / 1 stands behind ln(0.7) / 1, and so behind all.
  expect(third?.without).toEqual([
    { signal: 'affinity', factorMicro: lnMicro(3), place: undefined },
  ]);
  expect(of(1)?.without).toEqual([{ signal: 'affinity', factorMicro: lnMicro(4), place: 1 }]);
});

test('what weighs against it is named too, and what does nothing is not', () => {
  const of = anEdition({ score: 1, u: 0.9 }, { score: 2, u: 0.7 }, { score: 0.5, u: 0.95 });

  expect(of(1)?.without).toEqual([]);
  expect(of(3)?.without).toEqual([{ signal: 'affinity', factorMicro: lnMicro(0.5), place: 1 }]);
});

test('turns stand below what comes by its throw, and take no place of it', () => {
  const best = { score: 4, u: 0.9 };
  const lucky = { score: 1.2, u: 0.8 };
  const third = { score: 2, u: 0.6 };
  const turn = { score: 1, u: 0.5, given: 'turn' } as const;
  const last = { score: 1, u: 0.5, given: 'last_chance' } as const;
  const of = anEdition(best, lucky, third, turn, turn, last, turn);

  expect(of(2)).toMatchObject({ entries: 7, byScore: 3 });
  expect(of(2)?.without).toEqual([{ signal: 'affinity', factorMicro: lnMicro(1.2), place: 2 }]);
  expect(of(1)).toMatchObject({ byScore: 1 });
});

test('a place that comes from no throw has none', () => {
  const of = anEdition({ score: 4, u: 0.9 }, { score: 1, u: 0.8, lane: 'wildcard' });

  expect(of(2)).toBeUndefined();
  expect(of(1)).toMatchObject({ entries: 2, byScore: 1 });
});

test('who stands there alone is behind nobody', () => {
  const of = anEdition({ score: 4, u: 0.9 });

  expect(of(1)).toMatchObject({ entries: 1, byScore: 1, without: [{ place: 1 }] });
});

test('it reads as a sentence', () => {
  const whatIf = {
    dice: 0.934,
    entries: 200,
    byScore: 12,
    without: [
      { signal: 'affinity', factorMicro: lnMicro(2.1), place: 96 },
      { signal: 'freshness', factorMicro: lnMicro(0.52), place: undefined },
    ],
  };

  expect(diceWords(whatIf)).toBe('0.93, luckier than 93 throws in 100');
  expect(whatIfWords(whatIf)).toBe(
    'By its score alone it would stand near place 12 of 200. With the same throw, but without “Your acts on this author” (×\u00a02.10), near place 96; without “Freshness” (×\u00a00.52), behind all of them, if at all.',
  );
});
