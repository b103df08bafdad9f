import { DAY_MS, type EpochMs, HOUR_MS } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openIngestState } from './ingest_state.ts';
import { openSeenElsewhere } from './seen_elsewhere.ts';
import { integer, nullable, text } from './shape.ts';

/** How much of what stood in the home before the first login was read elsewhere. */
export const BACKLOG_ANSWERS = ['all', 'older', 'none'] as const;
export type BacklogAnswer = (typeof BACKLOG_ANSWERS)[number];

export type Backlog =
  /** Not answered yet. */
  | {
      readonly kind: 'asked';
      readonly begunMs: EpochMs;
      /** Posts that wait from before the login. */
      readonly all: number;
      /** Of them, those from more than a day before it. */
      readonly older: number;
    }
  /** Answered a moment ago, and to be taken back still. */
  | { readonly kind: 'answered'; readonly posts: number };

/** In the first days of a login it is asked; later nobody remembers. */
const ASKED_FOR_MS = 3 * DAY_MS;
const SHOWN_FOR_MS = HOUR_MS;
const ANSWER = 'read_elsewhere'; // its name in ingest_state
const OPEN = ''; // taken back: it is asked again

/** The question after the first login: was any of this read elsewhere already? */
export function openBacklog(database: Database) {
  const findDays = database.one('serve/find_first_days', [], {
    login_key: integer,
    created_at_ms: integer,
    answer: nullable(text),
    answered_at_ms: nullable(integer),
  });
  const count = database.one('serve/count_unseen_before', ['to_ms'], { posts: integer });
  const state = openIngestState(database);
  const elsewhere = openSeenElsewhere(database);
  const before = (toMs: number) => count({ to_ms: toMs })?.posts ?? 0;

  return {
    /** undefined: there is nothing to ask or to tell. */
    now(nowMs: EpochMs): Backlog | undefined {
      const days = findDays();
      if (days === undefined || nowMs - days.created_at_ms >= ASKED_FOR_MS) return undefined;
      const { answer, answered_at_ms: answeredMs } = days;
      if (answer !== null && answer !== OPEN) {
        if (nowMs - (answeredMs ?? 0) >= SHOWN_FOR_MS) return undefined;
        return { kind: 'answered', posts: Number(answer) };
      }
      const begunMs = days.created_at_ms as EpochMs;
      const all = before(begunMs);
      if (all === 0) return undefined;
      return { kind: 'asked', begunMs, all, older: before(begunMs - DAY_MS) };
    },
    answer: (said: BacklogAnswer, nowMs: EpochMs): void =>
      database.transaction(() => {
        const days = findDays();
        // A form that is sent twice says the same; a page that is old says nothing.
        if (days === undefined || (days.answer ?? OPEN) !== OPEN) return;
        const posts = said === 'none' ? 0 : elsewhere.mark(stretchOf(said, days), nowMs);
        state.set(days.login_key, ANSWER, String(posts), nowMs);
      }),
    takeBack: (nowMs: EpochMs): void =>
      database.transaction(() => {
        const days = findDays();
        if (days === undefined || (days.answer ?? OPEN) === OPEN) return;
        elsewhere.unmarkSaid(nowMs, days.answered_at_ms ?? undefined);
        state.set(days.login_key, ANSWER, OPEN, nowMs);
      }),
  };
}

export type Backlogs = ReturnType<typeof openBacklog>;

function stretchOf(said: 'all' | 'older', days: { readonly created_at_ms: number }) {
  const toMs = days.created_at_ms - (said === 'older' ? DAY_MS : 0);
  return { fromMs: 0 as EpochMs, toMs: toMs as EpochMs };
}
