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
    // Who serves there by https noted it in this very database.
    if (health === 'unproven' && page === last) return { page, troubles: [] };
    if (typeof health === 'object' && health.database === resolve(session.databaseFile))
      return { page, troubles: health.troubles };
  }
  return undefined;
}

/** What is said of a certificate that is for another name, or of an authority of the owner's. */
const UNPROVEN = /CERT|UNABLE_TO_VERIFY/;

/** `unproven`: somebody speaks https there, as whom this process cannot check. */
async function healthAt(
  page: string,
  { fetch, time }: Surroundings,
): Promise<Health | 'unproven' | undefined> {
  const patience = new AbortController();
  const cancel = time.after(PATIENCE_MS, () => patience.abort());
  try {
    const answer = await fetch(`${page}health`, { signal: patience.signal });
    const said = (await answer.json()) as Health | null;
    return said?.database === undefined ? undefined : said;
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { readonly code?: string };
    if (UNPROVEN.test(code ?? '')) return 'unproven';
    return undefined; // nothing is there, or it is no Driftline
  } finally {
    cancel();
  }
}
