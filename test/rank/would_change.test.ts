import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOfThrow, throwOf } from '../../src/core/dice.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { type Choice, choose } from '../../src/rank/choose.ts';
import type { Candidate, Front } from '../../src/rank/front.ts';
import {
  type JudgedEdition,
  missedWords,
  type PassedCandidate,
  wouldChange,
} from '../../src/rank/would_change.ts';
import { fronts } from '../support/candidates.ts';

const T = 0.5;
const FEED: Feed = {
  ...MORNING,
  temperature: T,
  size: 40,
  perAuthor: 2,
  perBooster: 2,
  perSite: 3,
  quotas: { turns: 0, boosted: 0.2, resurfaced: 0.1, wildcard: 0 },
};

function laid(front: Front, feed: Feed): Choice {
  return choose(front, { feed, nowMs: 30 * 86_400_000, lastDrawnAtMs: 0, load: 0.3 });
}

function judgedOf({ entries, passedOver }: Choice): JudgedEdition {
  return {
    entries: entries.map(({ candidate, lane }, index) => ({
      uri: candidate.uri,
      position: index + 1,
      account: candidate.author,
      scoreMicro: candidate.scoreMicro,
      drawKey: candidate.drawKey,
      lane,
      isStranger: !candidate.isFollowed,
      isByMerit: lane !== 'wildcard' && candidate.signals.turn === undefined,
    })),
    passedOver: passedOver.map(passedOf),
    areTurnsShort: false,
  };
}

function passedOf({ candidate, ...passing }: Choice['passedOver'][number]): PassedCandidate {
  const { author: account, scoreMicro, drawKey } = candidate;
  return { ...passing, account, scoreMicro, drawKey };
}

function withSetting(feed: Feed, { name, value }: { name: string; value: number }): Feed {
  const caps = { per_author: 'perAuthor', per_booster: 'perBooster', per_site: 'perSite' } as const;
  if (name in feed.quotas) return { ...feed, quotas: { ...feed.quotas, [name]: value } };
  if (name === 'per_server') return { ...feed, perServer: value };
  return { ...feed, [caps[name as keyof typeof caps] ?? name]: value };
}

/** The same front, in which one candidate weighs more; its throw stays. */
function heavier(front: Front, one: Candidate, factorMicro: number): Front {
  const scoreMicro = one.scoreMicro + factorMicro + 1;
  const u = throwOf(one.drawKey, one.scoreMicro, T);
  const other = { ...one, scoreMicro, drawKey: keyOfThrow(u, scoreMicro, T) };
  const all = front.front.map((candidate) => (candidate.uri === one.uri ? other : candidate));
  return { ...front, front: all.sort((a, b) => b.drawKey - a.drawKey) };
}

/** A tenth of the throws are too unlucky for a factor of any use, and floating point. */
const isWithinReach = (one: Candidate, factorMicro: number) =>
  throwOf(one.drawKey, one.scoreMicro, T) > 1e-6 && factorMicro < 8e6;

/** Every change that is told of what one rule alone kept out, and whether it brings it in. */
function told(front: Front) {
  const choice = laid(front, FEED);
  const judged = judgedOf(choice);
  const stands = (other: Choice, { uri }: Candidate) =>
    other.entries.some(({ candidate }) => candidate.uri === uri);
  const once = choice.passedOver.filter(({ besides }) => besides === undefined).slice(0, 20);
  const changes = once.flatMap((passed) =>
    wouldChange(passedOf(passed), judged, FEED).changes.map((change) => ({ ...change, passed })),
  );
  return {
    factors: changes.flatMap(({ factorMicro, passed: { candidate } }) =>
      factorMicro === undefined || !isWithinReach(candidate, factorMicro)
        ? []
        : [stands(laid(heavier(front, candidate, factorMicro), FEED), candidate)],
    ),
    settings: changes.flatMap(({ setting, passed: { candidate } }) =>
      setting === undefined ? [] : [stands(laid(front, withSetting(FEED, setting)), candidate)],
    ),
  };
}

test('so much more, or that setting, would have brought it in', () => {
  const fifty = fc.sample(fronts, { numRuns: 50, seed: 42 });
  const all = fifty.map((front) => told({ ...front, waiting: [] }));
  const factors = all.flatMap((one) => one.factors);
  const settings = all.flatMap((one) => one.settings);

  expect(factors.length).toBeGreaterThan(200);
  expect(factors.filter((isTrue) => !isTrue)).toEqual([]);
  // Who comes in by a wider setting pushes others out, by rules that did not hold before.
  expect(settings.length).toBeGreaterThan(100);
  expect(settings.filter(Boolean).length / settings.length).toBeGreaterThan(0.94);
});

test('it reads as a sentence', () => {
  const changes = [
    { words: 'it would stand with boosted = 0.3' },
    { words: 'with × 1.8 more it would stand before the last of them' },
  ];

  expect(missedWords({ byScore: 412, entries: 200, changes: changes.slice(1) })).toBe(
    'By its score alone it would stand near place 412, where 200 are drawn; with × 1.8 more it would stand before the last of them.',
  );
  expect(missedWords({ byScore: null, entries: 200, changes })).toBe(
    'It would stand with boosted = 0.3; with × 1.8 more it would stand before the last of them.',
  );
  expect(missedWords({ byScore: null, entries: 0, changes: [] })).toBeUndefined();
});

const EDITION: JudgedEdition = { entries: [], passedOver: [], areTurnsShort: false };
const ONE = { account: 'b', scoreMicro: 0 };

test('how much more is rounded up, so that what is said is enough', () => {
  const weight = { rule: 'weight', reason: 'others weighed more', ...ONE } as const;
  const words = (drawKey: number, toBeat: number) =>
    wouldChange({ ...weight, drawKey, toBeat }, EDITION, FEED).changes[0]?.words;

  expect(words(-4, -1)).toBe('with × 2 more it would have come in');
  expect(words(-1.21, -1)).toBe('with × 1.1 more it would have come in');
  expect(words(-1.0201, -1)).toBe('with × 1.01 more it would have come in');
  expect(words(-1_000, -1)).toBe('with × 32 more it would have come in');
  expect(words(-1, -2)).toBeUndefined();
});

test('a feed without dice has no factor, and a thread none that would help', () => {
  const one = { ...ONE, reason: '', drawKey: -4, toBeat: -1 };
  const asItCame = { ...FEED, order: 'as it came' as const };

  expect(wouldChange({ ...one, rule: 'weight' }, EDITION, asItCame)).toMatchObject({
    byScore: null,
    changes: [],
  });
  expect(wouldChange({ ...one, rule: 'thread' }, EDITION, FEED).changes).toEqual([]);
});

test('where another rule speaks against it too, no setting is said to bring it in', () => {
  const out = { ...ONE, rule: 'author', reason: '', subject: 'a' } as const;
  const one = { ...out, drawKey: -4, toBeat: -1, besides: 'strangers have their share already' };

  expect(wouldChange(one, EDITION, FEED).changes).toEqual([
    { words: 'with per_author = 3 the next reason would be: strangers have their share already' },
  ]);
});

test('a share is told in hundredths that give so many places', () => {
  const out = { ...ONE, rule: 'boosted', reason: '', drawKey: -4 } as const;
  const feed = { ...FEED, size: 200 };
  const entries = Array.from({ length: 57 }, (_, nth) => ({
    uri: `${nth}`,
    position: nth + 1,
    account: 'a',
    scoreMicro: 0,
    drawKey: -1,
    lane: 'boosted',
    isStranger: true,
    isByMerit: true,
  }));

  // 200 × 0.29 is 57.99… in floating point.
  const [change] = wouldChange(out, { ...EDITION, entries }, feed).changes;
  expect(change?.setting).toEqual({ name: 'boosted', value: 0.3 });
  expect(Math.floor(200 * 0.3)).toBeGreaterThanOrEqual(58);
});

test('whose others would come in before it by the same setting has no place by it', () => {
  const site = { ...ONE, rule: 'site', reason: '', subject: 'news.example', toBeat: -1 } as const;
  const others = (account: string) => [-2, -3].map((drawKey) => ({ ...site, account, drawKey }));
  const words = (account: string) =>
    wouldChange({ ...site, drawKey: -4 }, { ...EDITION, passedOver: others(account) }, FEED)
      .changes[0]?.words;

  expect(words('somebody else')).toBe('it would stand with per_site = 6');
  expect(words('b')).toBe(
    'with per_site = 6 the next reason would be: 2 of this author stand in it already',
  );
});
