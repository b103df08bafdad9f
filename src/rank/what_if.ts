import assert from 'node:assert/strict';
import { factorOf, keyOfThrow, throwOf } from '../core/dice.ts';
import type { Lane, Signals } from '../core/edition.ts';
import { signalTextOf } from '../core/signals.ts';
import type { Database } from '../store/database.ts';
import { openFrozenFeeds } from '../store/frozen_feeds.ts';
import { integer } from '../store/shape.ts';
import { standsByItsKey } from './choose.ts';

/** An entry as it was frozen. */
export interface Placed {
  readonly edition: number;
  readonly position: number;
  readonly lane: Lane | 'offered';
  readonly scoreMicro: number;
  readonly drawKey: number;
  readonly signals: Signals;
}

/** What a place rests on: the throw of the dice, and where it would be without this or that. */
export interface WhatIf {
  /** Uniform in (0, 1]: the share of throws that are less lucky. */
  readonly dice: number;
  /** Places in the edition. */
  readonly entries: number;
  /** About where it would stand if scores alone counted, 1 … entries. */
  readonly byScore: number;
  /** What did most for it and most against it, as far as either did anything. */
  readonly without: readonly Without[];
}

export interface Without {
  readonly signal: string;
  readonly factorMicro: number;
  /** About where the same throw would have put it, 1 … entries; undefined: behind all of them. */
  readonly place: number | undefined;
}

/** Below this, × 1.05, a factor explains nothing. */
const TELLING_MICRO = 48_790;

/**
 * Undefined where a place does not come from a throw: turns, chance, the lanes that are spread over
 * the edition, feeds without dice, and editions that came without their reasons or their feed.
 */
export function openWhatIf(database: Database): (placed: Placed) => WhatIf | undefined {
  const find = database.one(
    'rank/find_places',
    ['edition', 'position', 'draw_key', 'score_micro'],
    { others: integer, ahead: integer, place: integer, place_by_score: integer, entries: integer },
  );
  const frozenFeeds = openFrozenFeeds(database);
  return ({ edition, position, lane, scoreMicro, drawKey, signals }) => {
    const { temperature, order } = frozenFeeds.feedOf(edition);
    if (order === 'as it came' || temperature === undefined || lane === 'offered') return undefined;
    if (!standsByItsKey(lane, signals)) return undefined;
    const dice = throwOf(drawKey, scoreMicro, temperature);
    const standing = (key: number) => {
      const found = find({ edition, position, draw_key: key, score_micro: scoreMicro });
      assert(found !== undefined, 'a count is always found');
      return found;
    };
    const now = standing(drawKey);
    return {
      dice,
      entries: now.entries,
      byScore: now.place_by_score,
      without: strongest(signals).map(({ signal, factorMicro }) => {
        const then = standing(keyOfThrow(dice, scoreMicro - factorMicro, temperature));
        const isBehindAll = then.ahead > 0 && then.ahead === then.others;
        return { signal, factorMicro, place: isBehindAll ? undefined : then.place };
      }),
    };
  };
}

function strongest(signals: Signals): readonly Omit<Without, 'place'>[] {
  const factors = Object.entries(signals).map(([signal, { factor_micro }]) => ({
    signal,
    factorMicro: factor_micro,
  }));
  const sorted = factors.sort((a, b) => b.factorMicro - a.factorMicro);
  const [most, least] = [sorted.at(0), sorted.at(-1)];
  return [
    ...(most !== undefined && most.factorMicro >= TELLING_MICRO ? [most] : []),
    ...(least !== undefined && least.factorMicro <= -TELLING_MICRO ? [least] : []),
  ];
}

/** "0.93, luckier than 93 throws in 100". */
export function diceWords({ dice }: WhatIf): string {
  return `${dice.toFixed(2)}, luckier than ${Math.min(99, Math.round(dice * 100))} throws in 100`;
}

/** "near place 12 of 200", or "near place 412, where 200 are drawn". */
export function nearPlaceWords(place: number, entries: number): string {
  return place > entries
    ? `near place ${place}, where ${entries} are drawn`
    : `near place ${place} of ${entries}`;
}

/** "By its score alone … near place 12 of 200. With the same throw, but without …, near place 3." */
export function whatIfWords({ entries, byScore, without }: WhatIf): string {
  const others = without.map(({ signal, factorMicro, place }) => {
    const title = signalTextOf(signal)?.title ?? signal;
    const where = place === undefined ? 'behind all of them, if at all' : `near place ${place}`;
    return `without “${title}” (×\u00a0${factorOf(factorMicro).toFixed(2)}), ${where}`;
  });
  const byScoreWords = `By its score alone it would stand ${nearPlaceWords(byScore, entries)}.`;
  // Luck stays: else a place would seem to get better without what speaks for the post.
  return others.length === 0
    ? byScoreWords
    : `${byScoreWords} With the same throw, but ${others.join('; ')}.`;
}
