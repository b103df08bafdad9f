import { isGiven, type Signals } from '../core/edition.ts';
import { isWanted } from './choose.ts';

const TURN = 'Its place is a turn, which every author is due, whatever the score.';
const LAST_CHANCE =
  'Its place is its last chance: nobody saw it, its author is quiet, and its text leaves the store.';
const ALWAYS = 'Its place is your “always”: they have one in every edition, whatever the score.';
const SNOOZED = 'Its place is your snooze, which is over: it has one until you see it.';

/** What gave a place that no score did; undefined where one did. */
export function givenWords(signals: Signals): string | undefined {
  if (!isGiven(signals)) return undefined;
  if (signals.last_chance !== undefined) return LAST_CHANCE;
  if (!isWanted(signals)) return TURN;
  return signals.snoozed === undefined ? ALWAYS : SNOOZED;
}
