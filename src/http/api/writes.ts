import type { Context, Hono } from 'hono';
import { DriftlineError } from '../../core/errors.ts';
import { statusIn } from '../../mastodon/acting.ts';
import type { Forwarded } from '../../mastodon/forward.ts';
import { isUnsent } from '../../mastodon/unsent.ts';
import type { ActionKind } from '../../store/actions.ts';
import type { WishKind } from '../../store/outbox.ts';
import type { ApiDesk } from './api_desk.ts';
import { isAway, refuse } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { askHome, mayPass, passOn } from './forwarding.ts';
import { actedOn, answerWished, isWaiting } from './wishes.ts';

type ApiContext = Context<ApiEnv>;

/** What the owner does to a post in a client, and what of it is remembered. */
const ACTS: Readonly<Record<string, readonly [kind: WishKind, undo: boolean]>> = {
  favourite: ['favourite', false],
  unfavourite: ['favourite', true],
  reblog: ['reblog', false],
  unreblog: ['reblog', true],
  bookmark: ['bookmark', false],
  unbookmark: ['bookmark', true],
};

export function writeRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  for (const [name, [kind, undo]] of Object.entries(ACTS))
    app.post(`/api/v1/statuses/:id/${name}`, (c) => act(desk, c, kind, undo));

  app.post('/api/v1/statuses', async (c) => {
    const answer = await performWrite(desk, c);
    const status = objectIn(answer);
    const parent = status?.in_reply_to_id;
    const isOwnThread = status?.in_reply_to_account_id === (status?.account as Json)?.id;
    if (typeof parent === 'string' && !isOwnThread) remember(desk, { id: parent }, 'reply', false);
    return passOn(desk, c, answer);
  });

  app.post('/api/v1/polls/:id/votes', async (c) => {
    const answer = await performWrite(desk, c);
    const poll = objectIn(answer);
    // The post itself is stored, and was before the vote.
    if (poll?.voted === true) desk.votes.keep(c.req.param('id'), JSON.stringify(poll), desk.now());
    return passOn(desk, c, answer);
  });
}

/**
 * Done at once where the home server is there; kept in the outbox where it is away, or where an act
 * waits that this one contradicts. Throws DriftlineError where it can be neither.
 */
async function act(desk: ApiDesk, c: ApiContext, kind: WishKind, undo: boolean): Promise<Response> {
  const post = actedOn(desk, c);
  const isForSome = kind === 'reblog' && !undo && (await isBoostForSome(c));
  const canWait = post !== undefined && !isForSome;
  const wished = (isUnheard = false) =>
    canWait ? answerWished(desk, c, post, { kind, undo, isUnheard }) : undefined;
  if (post !== undefined && isWaiting(desk, post, kind)) {
    if (isForSome) return refuse(c, 503, FOR_SOME_AFTER_ANOTHER);
    const answer = await wished();
    if (answer !== undefined) return answer;
  }
  try {
    const answer = await performWrite(desk, c, canWait);
    const status = objectIn(answer);
    if (status !== undefined) {
      remember(desk, (status.reblog as Json) ?? status, kind, undo);
      await refresh(desk, status);
    }
    const waited = mayPass(answer) ? await wished(answer.status !== 429) : undefined;
    return waited ?? passOn(desk, c, answer);
  } catch (error) {
    const waited = isAway(error) ? await wished(!isUnsent(error)) : undefined;
    if (waited === undefined) throw error;
    return waited;
  }
}

const FOR_SOME_AFTER_ANOTHER =
  'Another boost of this post waits for your server, so this one was not done: try again later';
/** In JSON, a form, or a form in parts. */
const VISIBILITY = /\bvisibility(?:"\s*:\s*"|=|"\r\n\r\n)(\w+)/;

/**
 * Whether a boost is not for everybody. What waits is sent as the page boosts, to whomever the
 * server takes for granted: kept with that, it would be public.
 */
async function isBoostForSome(c: ApiContext): Promise<boolean> {
  const body = Buffer.from(await c.req.arrayBuffer()).toString('latin1');
  const visibility = VISIBILITY.exec(body)?.[1] ?? c.req.query('visibility') ?? 'public';
  return visibility !== 'public';
}

/**
 * Everything that changes something at the home server goes out here. Throws DriftlineError with
 * the remedy.
 */
export async function performWrite(
  desk: ApiDesk,
  c: ApiContext,
  canWait = false,
): Promise<Forwarded> {
  try {
    return await askHome(desk, c, canWait);
  } catch (error) {
    if (!isAway(error) || (error as DriftlineError).code !== 'upstream') throw error;
    const { message: why, cause } = error as DriftlineError;
    // A server that took it and then said nothing may have done it all the same.
    const outcome = isUnsent(error)
      ? 'so this was not done: try again later'
      : 'so nobody knows whether this was done: look before you try again';
    throw new DriftlineError('upstream', `${why}, ${outcome}`, { cause });
  }
}

type Json = Readonly<Record<string, unknown>>;

/** What a write that was done answered with. */
export function objectIn({ status, body }: Forwarded): Json | undefined {
  if (status < 200 || status >= 300) return undefined;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof json === 'object' && json !== null ? (json as Json) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The post has the counts that the server has now, dated by its clock. */
async function refresh(desk: ApiDesk, answered: Json): Promise<void> {
  const [status, loginKey] = [statusIn(answered), desk.login()?.loginKey];
  if (status === undefined || loginKey === undefined) return;
  const { time } = await desk.upstream();
  desk.refresh(loginKey, status, time.now());
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
