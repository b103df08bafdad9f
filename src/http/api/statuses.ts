import type { Context, Hono } from 'hono';
import type { Forwarded } from '../../mastodon/forward.ts';
import { WISH_KINDS } from '../../store/outbox.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { ApiDesk } from './api_desk.ts';
import { isAway, refuse } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { openThread } from './client_ledger.ts';
import { askHome, mayPass, passOn } from './forwarding.ts';
import { actedOn, isWaiting } from './wishes.ts';
import { statusText } from './written_entries.ts';

type ApiContext = Context<ApiEnv>;

const THREAD_MAX = 40;

/** Single posts and threads: fresh from the home server; while it is away, from what is stored. */
export function statusRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.get('/api/v1/statuses/:id', async (c) => {
    const wished = wishedText(desk, c);
    if (wished !== undefined) return json(c, wished);
    const answer = await askUnlessAway(desk, c);
    if (isWell(answer)) return passOn(desk, c, answer);
    const text = storedText(desk, c.req.param('id'), c.get('token').token_key);
    return text === undefined ? notStored(desk, c, answer) : json(c, text);
  });

  app.get('/api/v1/statuses', async (c) => {
    const answer = await askUnlessAway(desk, c);
    if (isWell(answer)) return passOn(desk, c, answer);
    const ids = new Set([...(c.req.queries('id[]') ?? []), ...(c.req.queries('id') ?? [])]);
    const texts = [...ids].flatMap((id) => storedText(desk, id, c.get('token').token_key) ?? []);
    return json(c, `[${texts.join(',')}]`);
  });

  app.get('/api/v1/statuses/:id/context', async (c) => {
    const token = c.get('token');
    const id = innerOf(desk, token.token_key, c.req.param('id'));
    const answer = await askUnlessAway(desk, c);
    if (isWell(answer) && answer.status !== 200) return passOn(desk, c, answer);
    const thread = isWell(answer) ? undefined : storedThread(desk, id);
    if (!isWell(answer) && thread === undefined) return notStored(desk, c, answer);
    if (c.req.method !== 'HEAD') openThread(desk, token, id);
    return isWell(answer) ? passOn(desk, c, answer) : json(c, thread as string);
  });
}

/** A post on which an act waits, as it will be: its server does not know yet. */
function wishedText(desk: ApiDesk, c: ApiContext): string | undefined {
  const post = actedOn(desk, c);
  if (post === undefined || !WISH_KINDS.some((kind) => isWaiting(desk, post, kind)))
    return undefined;
  return desk.statuses.status(post.statusKey, post.loginKey, desk.now());
}

async function askUnlessAway(desk: ApiDesk, c: ApiContext): Promise<Forwarded | undefined> {
  if (isAbsent(desk, c)) return undefined;
  try {
    return await askHome(desk, c);
  } catch (error) {
    if (isAway(error)) return undefined;
    throw error;
  }
}

/** Whether the home server has let it go: what is stored is all that there is. */
function isAbsent(desk: ApiDesk, c: ApiContext): boolean {
  const [loginKey, id] = [desk.login()?.loginKey, c.req.param('id')];
  if (loginKey === undefined || id === undefined) return false;
  const key = desk.home.statusKey(loginKey, innerOf(desk, c.get('token').token_key, id));
  return key !== undefined && desk.shown.status(key)?.is_absent === 1;
}

/** Whether the home server is there and has no fault that may pass. */
function isWell(answer: Forwarded | undefined): answer is Forwarded {
  return answer !== undefined && !mayPass(answer);
}

function notStored(desk: ApiDesk, c: ApiContext, answer: Forwarded | undefined) {
  return answer === undefined ? refuse(c, 404, 'Record not found') : passOn(desk, c, answer);
}

/** The post in an entry, whatever the client calls it. */
function innerOf({ snapshots }: ApiDesk, tokenKey: number, id: string): string {
  return snapshots.innerOf(tokenKey, id) ?? id;
}

function storedText(desk: ApiDesk, id: string, tokenKey: number): string | undefined {
  const loginKey = desk.login()?.loginKey;
  if (loginKey === undefined) return undefined;
  const key = desk.home.statusKey(loginKey, innerOf(desk, tokenKey, id));
  return key === undefined ? undefined : desk.statuses.status(key, loginKey, desk.now());
}

/** What a post answers and what answers it, as far as we have it: each answer before the next. */
function storedThread(desk: ApiDesk, id: string): string | undefined {
  const login = desk.login();
  if (login === undefined) return undefined;
  const { loginKey } = login;
  const key = desk.home.statusKey(loginKey, id);
  if (key === undefined) return undefined;
  const ancestors: number[] = [];
  const post = desk.shown.status(key);
  let row = post;
  while (row !== undefined && ancestors.length < THREAD_MAX) {
    row = desk.shown.parentOf(row);
    if (row === undefined || ancestors.includes(row.status_key)) break;
    ancestors.unshift(row.status_key);
  }
  const descendants: number[] = [];
  const goOn = (at: ShownStatus) => {
    for (const reply of desk.shown.repliesTo(at, THREAD_MAX)) {
      if (descendants.length >= THREAD_MAX || descendants.includes(reply.status_key)) continue;
      descendants.push(reply.status_key);
      goOn(reply);
    }
  };
  if (post !== undefined) goOn(post);
  const texts = (keys: readonly number[]) =>
    `[${keys.flatMap((one) => statusText(desk, one, loginKey) ?? []).join(',')}]`;
  return `{"ancestors":${texts(ancestors)},"descendants":${texts(descendants)}}`;
}

function json(c: ApiContext, text: string): Response {
  return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8' });
}
