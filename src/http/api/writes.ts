import type { Context, Hono } from 'hono';
import { DriftlineError } from '../../core/errors.ts';
import type { Forwarded } from '../../mastodon/forward.ts';
import type { ActionKind } from '../../store/actions.ts';
import type { ApiDesk } from './api_desk.ts';
import { isAway } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { askHome, passOn } from './forwarding.ts';

type ApiContext = Context<ApiEnv>;

/** What the owner does to a post in a client, and what of it is remembered. */
const ACTS: Readonly<Record<string, readonly [kind: ActionKind, undo: boolean]>> = {
  favourite: ['favourite', false],
  unfavourite: ['favourite', true],
  reblog: ['reblog', false],
  unreblog: ['reblog', true],
  bookmark: ['bookmark', false],
  unbookmark: ['bookmark', true],
};

export function writeRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  for (const [name, [kind, undo]] of Object.entries(ACTS))
    app.post(`/api/v1/statuses/:id/${name}`, async (c) => {
      const answer = await performWrite(desk, c);
      const status = objectIn(answer);
      if (status !== undefined) remember(desk, (status.reblog as Json) ?? status, kind, undo);
      return passOn(desk, c, answer);
    });

  app.post('/api/v1/statuses', async (c) => {
    const answer = await performWrite(desk, c);
    const status = objectIn(answer);
    const parent = status?.in_reply_to_id;
    const isOwnThread = status?.in_reply_to_account_id === (status?.account as Json)?.id;
    if (typeof parent === 'string' && !isOwnThread) remember(desk, { id: parent }, 'reply', false);
    return passOn(desk, c, answer);
  });
}

/**
 * Everything that changes something at the home server goes through here, so that it can wait here
 * while that is away. Throws DriftlineError with the remedy.
 */
export async function performWrite(desk: ApiDesk, c: ApiContext): Promise<Forwarded> {
  try {
    return await askHome(desk, c);
  } catch (error) {
    if (!isAway(error) || (error as DriftlineError).code !== 'upstream') throw error;
    const why = (error as DriftlineError).message;
    throw new DriftlineError('upstream', `${why}, so this was not done: try again later`);
  }
}

type Json = Readonly<Record<string, unknown>>;

/** What a write that was done answered with. */
function objectIn({ status, body }: Forwarded): Json | undefined {
  if (status < 200 || status >= 300) return undefined;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof json === 'object' && json !== null ? (json as Json) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function remember(
  { actions, login, now }: ApiDesk,
  { id, uri }: Json,
  kind: ActionKind,
  undo: boolean,
): void {
  const loginKey = login()?.loginKey;
  if (loginKey === undefined || typeof id !== 'string') return;
  const name = typeof uri === 'string' ? { uri } : {};
  // Mastodon answers the same to what was done already.
  const stands = typeof uri === 'string' && actions.standing(loginKey, uri).has(kind);
  if (undo || !stands) actions.record({ loginKey, statusId: id, ...name, kind, atMs: now(), undo });
}
