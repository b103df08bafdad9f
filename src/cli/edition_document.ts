import { factorOf } from '../core/dice.ts';
import type { Lane, Signals } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import { publicSignals } from '../core/signals.ts';

/** What an entry needs to be printed, drawn just now or read back. */
export interface PrintableEntry {
  readonly position: number;
  readonly statusId: string;
  readonly uri: string;
  readonly account: string;
  readonly lane: Lane | 'offered';
  readonly scoreMicro: number;
  readonly signals: Signals;
  readonly boosters: readonly string[];
  readonly named: readonly string[];
  readonly reason?: string | null;
}

/** An edition as `--json` prints it, in its order. */
export function editionDocument(entries: readonly PrintableEntry[], feed: Feed) {
  return entries.map((entry) => ({
    position: entry.position,
    status_id: entry.statusId,
    uri: entry.uri,
    account: entry.account,
    lane: entry.lane,
    ...scoreAndWeight(entry.scoreMicro, feed.temperature),
    signals: publicSignals(entry.signals),
    boosters: entry.boosters,
    named: entry.named,
    ...(entry.reason ? { reason: entry.reason } : {}),
  }));
}

/** The score for people, and what the dice saw: weight = score^(1/T). */
export function scoreAndWeight(scoreMicro: number, temperature: number) {
  return {
    score: rounded(factorOf(scoreMicro)),
    weight: rounded(factorOf(scoreMicro / temperature)),
  };
}

/** Six digits: more would only show the noise of floating point. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
