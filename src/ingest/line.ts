import { type EpochMs, isoOf, type Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { type Accountant, openAccountant, type RateMemory } from '../mastodon/accountant.ts';
import { openAnswerTimes } from '../mastodon/answer_times.ts';
import type { Connection, Renewal, Send } from '../mastodon/send.ts';
import { openServerClock, type ServerClock } from '../mastodon/server_clock.ts';
import { openTurns } from '../mastodon/under_way.ts';
import type { Database } from '../store/database.ts';
import { openLogins } from '../store/logins.ts';
import { openRateCounters } from '../store/rate_counters.ts';

/** Who asks which server, and with what. */
export interface LineDeps {
  readonly database: Database;
  readonly server: string; // origin
  readonly token: string;
  readonly renewal?: Renewal | undefined;
  readonly time: Time;
  readonly send: Send;
  /** DRIFTLINE_PACE: every period of ingest is divided by it, > 0. */
  readonly pace: number;
  readonly userAgent: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What everything that asks one server with one login has in common: its budget and its time. */
export interface Line {
  readonly clock: ServerClock;
  readonly accountant: Accountant;
  /** Of what reads, few requests are under way at a time. */
  readonly inTurn: (send: Send) => Send;
}

export function openLine(deps: Omit<LineDeps, 'signal'>): Line {
  const clock = openServerClock(deps.time, deps.pace);
  const memory = budgetMemory(deps);
  const accountant = openAccountant(clock.time, deps.pace, memory, (purpose, untilMs) =>
    deps.log.warn('ingest.waits_for_the_rate_limit', {
      purpose,
      until: isoOf(Math.round(untilMs) as EpochMs),
    }),
  );
  const inTurn = openTurns(accountant.isPaused);
  const timed = openAnswerTimes(deps.time.now, memory);
  return { clock, accountant, inTurn: (send) => inTurn(timed(send)) };
}

/**
 * What reads goes in turn; `ownersConnectionOn` waits behind nothing that a server is slow to answer.
 *
 * @param deps as they are for who asks; their time is the line's
 */
export function connectionOn(line: Line, deps: LineDeps): Connection {
  return ownersConnectionOn(line, { ...deps, send: line.inTurn(deps.send) });
}

/** For what the owner does: one act after another, and at once. */
export function ownersConnectionOn({ clock, accountant }: Line, deps: LineDeps): Connection {
  const { server, token, renewal, send, userAgent, signal } = deps;
  return {
    ...{ server, token, renewal, send, userAgent, signal },
    ...{ accountant, clock, time: clock.time },
    answered: new Map(),
  };
}

/** A disk that is full must not keep a request from being asked: then the count is not kept. */
function budgetMemory({
  database,
  server,
  log,
}: Pick<LineDeps, 'database' | 'server' | 'log'>): RateMemory {
  const logins = openLogins(database);
  const counters = openRateCounters(
    database,
    () => logins.all().find((login) => login.server === server)?.loginKey,
  );
  return {
    read: counters.read,
    write(counter) {
      try {
        counters.write(counter);
      } catch (error) {
        if (!(error instanceof DriftlineError)) throw error;
        log.warn('ingest.budget_not_kept', { why: error.message });
      }
    },
  };
}
