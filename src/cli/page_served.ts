import { resolve } from 'node:path';
import { SECOND_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Trouble } from '../http/server.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const PATIENCE_MS = SECOND_MS;

interface Health {
  readonly database: string;
  readonly troubles: readonly Trouble[];
}

/**
 * Whoever serves the page of this database says where, and what is wrong; nobody may, and that is
 * no trouble. The demo serves on the same port.
 */
export async function servedPage(
  last: string | undefined,
  session: Session,
  surroundings: Surroundings,
) {
  const places = new Set(last === undefined ? [] : [last]);
  try {
    places.add(`http://127.0.0.1:${(await session.config()).serve.port}/`);
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error; // told as a trouble already
  }
  for (const page of places) {
    const health = await healthAt(page, surroundings);
    if (health?.database === resolve(session.databaseFile))
      return { page, troubles: health.troubles };
  }
  return undefined;
}

async function healthAt(page: string, { fetch, time }: Surroundings): Promise<Health | undefined> {
  const patience = new AbortController();
  const cancel = time.after(PATIENCE_MS, () => patience.abort());
  try {
    const answer = await fetch(`${page}health`, { signal: patience.signal });
    return (await answer.json()) as Health;
  } catch {
    return undefined; // nothing is there, or it is no Driftline
  } finally {
    cancel();
  }
}
