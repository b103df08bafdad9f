import { type DrawReport, type Edition, isGiven, PASSING_RULES } from '../core/edition.ts';
import { areTurnsShort } from '../core/turn_words.ts';
import type { Database } from '../store/database.ts';
import { integer, nullable, oneOf, real, text } from '../store/shape.ts';
import type { JudgedEdition } from './would_change.ts';

/** Of an edition as it is frozen. */
export function judgedEdition(database: Database, edition: number): JudgedEdition {
  const entries = database.many('rank/list_judged_entries', ['edition'], {
    position: integer,
    uri: text,
    account: text,
    lane: text,
    score_micro: integer,
    draw_key: real,
    is_stranger: integer,
    is_by_merit: integer,
  });
  const passed = database.many('rank/list_judged_passed', ['edition'], {
    reason: text,
    rule: oneOf(...PASSING_RULES),
    subject: nullable(text),
    score_micro: integer,
    draw_key: real,
    account: text,
  });
  const findReport = database.one('rank/find_report', ['edition'], { report: text });
  return {
    areTurnsShort: isShort(JSON.parse(findReport({ edition })?.report ?? '{}')),
    entries: entries({ edition }).map((one) => ({
      ...one,
      scoreMicro: one.score_micro,
      drawKey: one.draw_key,
      isStranger: one.is_stranger === 1,
      isByMerit: one.is_by_merit === 1,
    })),
    passedOver: passed({ edition }).map(({ subject, ...one }) => ({
      ...one,
      ...(subject === null ? {} : { subject }),
      scoreMicro: one.score_micro,
      drawKey: one.draw_key,
    })),
  };
}

/** Of one that was drawn just now. */
export function judgedOf({ entries, passedOver, report }: Edition): JudgedEdition {
  const marked = entries.map((one) => ({
    ...one,
    isStranger: one.signals.stranger?.value === 1,
    isByMerit: one.lane !== 'wildcard' && !isGiven(one.signals),
  }));
  return { entries: marked, passedOver, areTurnsShort: isShort(report) };
}

/** Of an edition that was imported the report says nothing of turns. */
function isShort({ turnsNeeded, turnsTaken, turnsRoom, load }: Partial<DrawReport>): boolean {
  if (turnsNeeded === undefined || turnsTaken === undefined || load === undefined) return false;
  return areTurnsShort({ turnsNeeded, turnsTaken, ...(turnsRoom && { turnsRoom }), load });
}
