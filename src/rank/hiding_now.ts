import { type EpochMs, isoOf } from '../core/clock.ts';
import { dialWords, ownersWord } from '../core/dial.ts';
import { HIDING_CAUSES } from '../core/hiding_causes.ts';
import type { Database } from '../store/database.ts';
import { openDials } from '../store/dials.ts';
import { openShownStatuses } from '../store/shown_statuses.ts';
import { openSnoozes } from '../store/snoozes.ts';
import type { StatusRow } from './named_status.ts';

/** What holds a candidate back, and what would end it. */
export interface Hiding {
  readonly reason: string;
  readonly changes: readonly string[];
}

/** What the owner said at their server and hides it: a filter, a mute, a follow that ended. */
export function coverNow(database: Database, nowMs: EpochMs) {
  const { coversOf } = openShownStatuses(database);
  return (statusKey: number): Hiding | undefined => {
    const cover = coversOf(statusKey, nowMs).find(({ effect }) => effect === 'hide');
    if (cover === undefined) return undefined;
    const { cause, subject } = cover;
    const reason =
      cause === 'filter'
        ? `your filter “${subject}” hides it`
        : HIDING_CAUSES[cause](cause === 'domain' ? subject : `@${subject}`);
    return { reason, changes: ['it may come as soon as that ends'] };
  };
}

/**
 * Undefined where nothing does. A dial or a snooze acts from the moment in which it is said,
 * whatever the last draw went by; what that went by may have ended since.
 */
export function hidingNow(database: Database, nowMs: EpochMs) {
  const coverOf = coverNow(database, nowMs);
  const dials = openDials(database);
  const snoozes = openSnoozes(database);

  const snoozeOf = (uri: string): Hiding | undefined => {
    const untilMs = snoozes.until(uri, nowMs);
    if (untilMs === undefined) return undefined;
    const command = `driftline snooze ${uri} --undo`;
    const reason = `you snoozed it until ${isoOf(untilMs)}`;
    return { reason, changes: [`it may come before that once you take it back: ${command}`] };
  };

  const dialOf = (statusKey: number): Hiding | undefined => {
    const holding = dials
      .on(statusKey, nowMs)
      .filter(({ word, is_only_way }) => word === 'not until' || is_only_way === 1);
    if (holding.length === 0) return undefined;
    const isByBoosts = holding.some((one) => one.is_only_way === 1);
    const why = isByBoosts ? ', and nothing else brought it' : '';
    const commands = holding.map(({ kind, subject }) => {
      const command = kind === 'account' ? 'people' : 'topics';
      return `driftline ${command} ${subject} usual`;
    });
    return {
      reason: `${ownersWord(holding.map(dialWords))}${why}`,
      changes: [`it may come once you take that back: ${commands.join(', ')}`],
    };
  };

  return ({ status_key, uri, is_held }: StatusRow): Hiding | undefined => {
    const isHeld = is_held === 1;
    const cover = isHeld ? coverOf(status_key) : undefined;
    const cause = cover ?? snoozeOf(uri) ?? dialOf(status_key);
    return cause ?? (isHeld ? ENDED : undefined);
  };
}

const ENDED: Hiding = {
  reason: 'what held it back at the last draw has ended since',
  changes: ['the next draw may take it'],
};
