import { SECOND_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { CLIENTS_SCOPES, READING_SCOPES } from '../mastodon/login_scopes.ts';
import { type Access, findAccess } from './access.ts';
import { readCredentials } from './credentials.ts';
import type { Check } from './doctor_checks.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { userAgentOf } from './user_agent.ts';

/** What the login may do, and what server it is at; nothing where nobody is logged in. */
export async function checkServer(
  session: Session,
  surroundings: Surroundings,
  mayAsk: boolean,
): Promise<readonly Check[]> {
  let access: Access | undefined;
  try {
    access = await findAccess(session, surroundings);
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
  }
  if (access === undefined) return []; // said by another check
  const asked = mayAsk ? [await software(access, surroundings)] : [];
  return [scopes(access, session, surroundings), ...asked];
}

/** It reads all that Driftline does: nothing is wrong with it. */
const OLD_LOGIN =
  'other apps find only what is stored: log in once more, and they search the server';

function scopes(
  { tokenFrom, server }: Access,
  session: Session,
  surroundings: Surroundings,
): Check {
  const name = 'scopes';
  const given =
    tokenFrom === undefined ? readCredentials(session, surroundings)?.scopes : undefined;
  if (given === undefined || given === '') {
    const detail = 'a ready token does not say what it may: see "rights"';
    return { name, ok: true, detail, remedy: null };
  }
  const granted = new Set(given.split(/\s+/));
  const missing = READING_SCOPES.split(' ').filter(
    (scope) => !granted.has(scope) && !granted.has('read'),
  );
  const acts = [...granted].filter((scope) => scope.startsWith('write'));
  if (missing.length === 0) {
    const may = acts.length === 0 ? 'read-only' : `read, and ${acts.join(', ')}`;
    const isOld = !granted.has('read') && !granted.has(CLIENTS_SCOPES);
    const detail = isOld ? `${may}; ${OLD_LOGIN}` : may;
    return { name, ok: true, detail, remedy: null };
  }
  const remedy = `Run "driftline login ${server}" and allow all that it asks for.`;
  return { name, ok: false, detail: `the login lacks ${missing.join(', ')}`, remedy };
}

const PATIENCE_MS = 10 * SECOND_MS;

interface Instance {
  readonly version?: unknown;
}

/** What it says of itself to anybody; one in limited federation mode, to whoever logs in. */
async function software({ server, token }: Access, surroundings: Surroundings): Promise<Check> {
  const name = 'server';
  const { fetch, time, stopped } = surroundings;
  const patience = new AbortController();
  const cancel = time.after(PATIENCE_MS, () => patience.abort());
  try {
    const answer = await fetch(`${server}/api/v1/instance`, {
      signal: AbortSignal.any([stopped, patience.signal]),
      headers: { 'user-agent': userAgentOf(surroundings), authorization: `Bearer ${token}` },
    });
    const { version } = (await answer.json()) as Instance;
    if (typeof version !== 'string') throw new Error('it has no version');
    return { name, ok: true, detail: `${dialectOf(version)}, at ${server}`, remedy: null };
  } catch (error) {
    if (stopped.aborted) throw error;
    const detail = `${server} does not say what it is`;
    const remedy = 'Look whether it opens in a browser; Driftline keeps trying by itself.';
    return { name, ok: false, detail, remedy };
  } finally {
    cancel();
  }
}

/** "2.7.2 (compatible; Akkoma 3.13.2)" is Akkoma; what counts from 0 is GoToSocial. */
export function dialectOf(version: string): string {
  const plain = version.replace(/\p{Cc}/gu, '').slice(0, 80);
  const other = /compatible; ([^)]+)/.exec(plain)?.[1];
  if (other !== undefined) return other;
  return `${plain.startsWith('0.') ? 'GoToSocial' : 'Mastodon'} ${plain}`;
}
