import { DAY_MS, type EpochMs, HOUR_MS, isoOf } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import { ANSWERED, ASKED_OF_ALL, CUT, FAILING, NOT_ALLOWED } from '../ingest/asking.ts';
import { openAbsences } from '../store/absences.ts';
import type { Database } from '../store/database.ts';
import { openIngestState } from '../store/ingest_state.ts';
import { loginsInUse } from './clock_ahead.ts';
import type { Check } from './doctor_checks.ts';

/** No check where all were told whole. */
export function cutLists(database: Database): readonly Check[] {
  const cut = listed(database, CUT);
  if (cut.length === 0) return [];
  const detail = `your server gives the latest page alone of: ${cut.join(', ')}`;
  return [well('lists', `${detail}; what stands below is not known`)];
}

/** What showed long ago says nothing of how the server is kept now. */
const SHOWED_MS = 60 * DAY_MS;

/** No check where the server keeps what others wrote. */
export function absences(database: Database, nowMs: EpochMs): readonly Check[] {
  const { posts, leastAgeMs } = openAbsences(database).measure(nowMs - SHOWED_MS);
  if (posts === 0) return [];
  return [well('kept', `${letGoWords(leastAgeMs)}: ${counted(posts, 'post')} stayed here alone`)];
}

function letGoWords(leastAgeMs: number): string {
  const days = Math.floor(leastAgeMs / DAY_MS);
  if (days < 1) return 'your server has lost posts that nobody deleted';
  return `your server lets others' posts go after ${counted(days, 'day')} or so`;
}

function listed(database: Database, list: string): readonly string[] {
  const state = openIngestState(database);
  return loginsInUse(database).flatMap((loginKey): string[] =>
    JSON.parse(state.find(loginKey, list)?.value ?? '[]'),
  );
}

/** Whoever may not read the mutes does not honour them. */
export function rights(database: Database): Check {
  const refused = listed(database, NOT_ALLOWED);
  const answered = listed(database, ANSWERED);
  if (refused.length === 0) {
    const left = ASKED_OF_ALL.filter((what) => !answered.includes(what));
    const asks = '"driftline run" asks for them';
    if (left.length === 0)
      return well('rights', 'the server has told everything that was asked for');
    return well('rights', `not known yet: ${left.join(', ')}; ${asks}`);
  }
  const remedy = 'Run "driftline login SERVER" and allow it to read these: they are not honoured.';
  return {
    name: 'rights',
    ok: false,
    detail: `the server does not tell: ${refused.join(', ')}`,
    remedy,
  };
}

/** What is asked for every ten minutes, or each hour, may fail once. */
const FAILING_MIN_MS = HOUR_MS;

/** The server may be well and fail over one thing for a day; no check where it fails over none. */
export function answers(database: Database, nowMs: EpochMs): readonly Check[] {
  const state = openIngestState(database);
  const failing = loginsInUse(database)
    .flatMap((loginKey): [string, EpochMs][] =>
      Object.entries(JSON.parse(state.find(loginKey, FAILING)?.value ?? '{}')),
    )
    .filter(([, sinceMs]) => nowMs - sinceMs >= FAILING_MIN_MS);
  if (failing.length === 0) return [];
  const each = failing.map(([what, sinceMs]) => `${what}, since ${isoOf(sinceMs)}`);
  const detail = `your server is well and fails when it is asked for: ${each.join('; ')}`;
  const remedy = 'They stay as it told them last. "driftline run" asks again by itself.';
  return [{ name: 'answers', ok: false, detail, remedy }];
}

/** Whether the server refuses to tell something, or fails over it, be it since just now. */
export function isUntold(database: Database, what: string): boolean {
  const state = openIngestState(database);
  const fails = (loginKey: number) =>
    JSON.parse(state.find(loginKey, FAILING)?.value ?? '{}')[what] !== undefined;
  return listed(database, NOT_ALLOWED).includes(what) || loginsInUse(database).some(fails);
}

function well(name: string, detail: string): Check {
  return { name, ok: true, detail, remedy: null };
}
