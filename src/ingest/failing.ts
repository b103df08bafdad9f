import { HOUR_MS, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { fetchStatuses, type Told } from '../mastodon/batch.ts';
import { verifyCredentials } from '../mastodon/people.ts';
import { isPassing } from './going_on.ts';
import type { Session } from './session.ts';

/** The server failed over one thing, and was asked whether it is well: it is. */
export class FailsOverOne extends DriftlineError {
  constructor(cause: DriftlineError) {
    super('upstream', cause.message, { cause });
  }
}

/**
 * Each has its turn, also where the server fails over one before it; that is thrown at the end.
 * A server that is away is not asked for the rest.
 */
export async function inTurn(works: readonly (() => Promise<void>)[]): Promise<void> {
  let failed: FailsOverOne | undefined;
  for (const work of works) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof FailsOverOne)) throw error;
      failed ??= error;
    }
  }
  if (failed !== undefined) throw failed;
}

/**
 * Whether the server fails over one thing and is well: it says who is logged in. False where it is
 * away, or refused.
 */
export async function failsOverOne({ connection }: Session, error: unknown): Promise<boolean> {
  if (error instanceof FailsOverOne) return true;
  if (!isPassing(error)) return false;
  try {
    await verifyCredentials(connection, 'owner');
    return true;
  } catch (other) {
    if (isPassing(other)) return false;
    throw other;
  }
}

/** A proxy in front that is being restarted fails over one, too. */
const TRIES = 3;
const AGAIN_MS = 5 * SECOND_MS;

/**
 * Tries three times what a server may fail over while it is well. Gives what is missing without it;
 * undefined: it was done.
 */
export async function tried(
  { deps, connection }: Session,
  work: () => Promise<unknown>,
): Promise<FailsOverOne | undefined> {
  for (let times = 1; ; times += 1) {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (!(error instanceof FailsOverOne)) throw error;
      if (times === TRIES) return error;
    }
    await sleep(deps.time, AGAIN_MS / deps.pace, connection.signal);
  }
}

/** A server may fail over one and be well: so long that one is not asked about. */
const FAILING_MS = HOUR_MS;

/** Statuses or people over which the server failed lately. */
export function openFailing({ time, pace }: Session['deps']) {
  const untilMs = new Map<string, number>();
  return {
    add: (id: string) => void untilMs.set(id, time.now() + FAILING_MS / pace),
    has(id: string): boolean {
      const isOver = (untilMs.get(id) ?? 0) <= time.now();
      if (isOver) untilMs.delete(id);
      return !isOver;
    },
    size: () => untilMs.size,
  };
}

export type Failing = ReturnType<typeof openFailing>;

/**
 * What the server says of statuses, at most a batch of them. Where it fails over some, the others
 * are asked for one by one, and those go to `failing`. Throws where it is away.
 */
export async function fetchAllBut(
  session: Session,
  ids: readonly string[],
  failing: Failing,
): Promise<readonly Told[]> {
  try {
    return [await fetchStatuses(session.connection, ids, session.batch)];
  } catch (error) {
    if (!(await failsOverOne(session, error))) throw error;
    const told: Told[] = [];
    for (const id of ids) {
      const one = await fetchAlone(session, id);
      if (one === undefined) failing.add(id);
      else told.push(one);
    }
    return told;
  }
}

/** Undefined where the server fails over this one. */
export async function fetchAlone(session: Session, id: string): Promise<Told | undefined> {
  try {
    return await fetchStatuses(session.connection, [id], 1);
  } catch (error) {
    if (await failsOverOne(session, error)) return undefined;
    throw error;
  }
}
