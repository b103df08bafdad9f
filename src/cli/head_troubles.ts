import { capital } from '../core/capital.ts';
import { isAhead, MINUTE_MS, type Time } from '../core/clock.ts';
import { daysBetweenDraws } from '../core/config.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Trouble } from '../http/server.ts';
import type { Database } from '../store/database.ts';
import { openStats } from '../store/stats.ts';
import { answers, rights } from './doctor_answers.ts';
import { type Check, clock, lastEdition } from './doctor_checks.ts';
import type { Session } from './session.ts';

/** Every page asks; what lasts for days need not be looked up each time. */
const KEPT_MS = MINUTE_MS;

/**
 * What `doctor` finds not well, as far as it is looked up in no time, for the head of the page.
 * `daysApart`: most days between two draws.
 */
export function openHeadTroubles(
  database: Database,
  time: Time,
  daysApart?: number,
): () => readonly Trouble[] {
  const stats = openStats(database);
  let kept: readonly Trouble[] = [];
  let keptUntilMs = 0;
  return () => {
    const nowMs = time.now();
    if (isAhead(keptUntilMs, nowMs, KEPT_MS)) return kept;
    // Without any edition the page itself offers to draw one.
    const edition = stats.lastEdition() === undefined ? [] : [lastEdition(stats, nowMs, daysApart)];
    const told = [rights(database), ...answers(database, nowMs), clock(database)];
    kept = [...told, ...edition].filter(({ ok }) => !ok).map(troubleOf);
    keptUntilMs = nowMs + KEPT_MS;
    return kept;
  };
}

/** Most days between two draws; undefined where the settings cannot be read. */
export async function daysBetween(session: Session): Promise<number | undefined> {
  try {
    return daysBetweenDraws(await session.config());
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    return undefined; // said by whoever needs them
  }
}

function troubleOf({ name, detail, remedy }: Check): Trouble {
  const what = name === 'edition' ? `No new edition: ${detail}` : capital(detail);
  return { what, remedy: remedy ?? '' };
}
