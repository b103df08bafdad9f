import { DAY_MS, type EpochMs, HOUR_MS } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openIngestState } from './ingest_state.ts';
import { openIntake } from './intake.ts';
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
  /** Answered a moment ago, and to be taken back still; more of that time is being read. */
  | { readonly kind: 'answered'; readonly posts: number; readonly isFilling: boolean }
  /** So much of the time that counts as seen was found since, when holes were filled. */
  | {
      readonly kind: 'more';
      readonly posts: number;
      readonly untilMs: EpochMs;
      readonly said: BacklogAnswer;
    };

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
  const intake = openIntake(database);
  const before = (toMs: number) => count({ to_ms: toMs })?.posts ?? 0;
  const isBeingRead = (untilMs: EpochMs) =>
    intake.holes(BEGINNING_MS, untilMs).some((hole) => hole.state === 'open');

  /** What was answered, and what of that time came since. */
  const afterwards = (
    { posts, said }: Answered,
    days: Days,
    isRecent: boolean,
  ): Backlog | undefined => {
    if (said === 'none')
      return isRecent ? { kind: 'answered', posts, isFilling: false } : undefined;
    const { toMs: untilMs } = stretchOf(said, days);
    const isFilling = isBeingRead(untilMs);
    if (isRecent) return { kind: 'answered', posts, isFilling };
    const found = isFilling ? 0 : before(untilMs);
    return found === 0 ? undefined : { kind: 'more', posts: found, untilMs, said };
  };

  /** undefined: there is nothing to ask or to tell. */
  const now = (nowMs: EpochMs): Backlog | undefined => {
    const days = findDays();
    if (days === undefined || nowMs - days.created_at_ms >= ASKED_FOR_MS) return undefined;
    const answered = answeredIn(days.answer);
    if (answered !== undefined)
      return afterwards(answered, days, nowMs - (days.answered_at_ms ?? 0) < SHOWN_FOR_MS);
    const begunMs = days.created_at_ms as EpochMs;
    const all = before(begunMs);
    if (all === 0) return undefined;
    return { kind: 'asked', begunMs, all, older: before(begunMs - DAY_MS) };
  };

  return {
    now,
    answer: (said: BacklogAnswer, nowMs: EpochMs): void =>
      database.transaction(() => {
        const days = findDays();
        if (days === undefined) return;
        // A form that is sent twice says the same; a page that is old says nothing.
        const isAnswered = answeredIn(days.answer) !== undefined;
        if (isAnswered && now(nowMs)?.kind !== 'more') return;
        const posts = said === 'none' ? 0 : elsewhere.mark(stretchOf(said, days), nowMs);
        state.set(days.login_key, ANSWER, `${posts} ${said}`, nowMs);
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

type Days = { readonly created_at_ms: number };

interface Answered {
  readonly posts: number;
  readonly said: BacklogAnswer;
}

/** "2482 all". A number alone is from before the word was kept: nothing more is asked. */
function answeredIn(answer: string | null): Answered | undefined {
  if (answer === null || answer === OPEN) return undefined;
  const [posts, word] = answer.split(' ');
  const said = BACKLOG_ANSWERS.find((one) => one === word) ?? 'none';
  return { posts: Number(posts), said };
}

const BEGINNING_MS = 0 as EpochMs;

function stretchOf(said: 'all' | 'older', days: Days) {
  const toMs = days.created_at_ms - (said === 'older' ? DAY_MS : 0);
  return { fromMs: BEGINNING_MS, toMs: toMs as EpochMs };
}
