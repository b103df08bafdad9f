import type { Context } from 'hono';
import { DriftlineError } from '../../core/errors.ts';
import { type Forwarded, forward } from '../../mastodon/forward.ts';
import { scopesFor } from '../../mastodon/login_scopes.ts';
import type { ApiDesk } from './api_desk.ts';
import type { ApiEnv } from './bearer.ts';
import { wayOf } from './client_ways.ts';
import { mayAsk } from './scopes.ts';

type ApiContext = Context<ApiEnv>;

/** What of a request goes on to the home server; the client's own token does not. */
const ASKED_WITH = ['content-type', 'accept', 'accept-language', 'idempotency-key'];
const ANSWERED_WITH = [
  'content-type',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-request-id',
  'mastodon-async-refresh',
  'retry-after',
];
const ABSENT = /outside the authorized scopes|insufficient_scope|insufficient permissions/i;

/**
 * Asks the home server what the client asked us, with the owner's token. `canWait`: it need not be
 * asked now, so that a home that was slow a moment ago is left alone. What is asked for without its
 * body is asked for with it there: ours is made of that. Throws DriftlineError.
 */
export async function askHome(
  desk: ApiDesk,
  c: ApiContext,
  canWait = isReading(c),
): Promise<Forwarded> {
  const path = homePath(desk, c);
  // `/api/%2e%2e/…` leads out of it.
  if (!path.startsWith('/api/')) throw new DriftlineError('not_found', 'Not found');
  const connection = await desk.upstream();
  const method = isReading(c) ? 'GET' : c.req.method;
  const sent = ASKED_WITH.flatMap((name): [string, string][] => {
    const value = c.req.header(name);
    return value === undefined ? [] : [[name, value]];
  });
  const body = method !== 'GET' ? await homeBody(desk, c) : undefined;
  const asked = {
    method,
    path,
    headers: Object.fromEntries(sent),
    // A form's own type names its boundary, so that its bytes go on as they are.
    ...(body === undefined || body.length === 0 ? {} : { body }),
  };
  const answer = await desk.slowHome.asking(canWait, () => forward(connection, asked));
  if (isNoAnswer(answer))
    throw new DriftlineError(
      'upstream',
      `${connection.server} answers ${answer.status} and no API`,
    );
  return answer;
}

function isReading(c: ApiContext): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD';
}

/**
 * The same of what can be answered from here as well. Throws DriftlineError also where the home
 * server has a fault of its own, or too many questions, and says so in JSON.
 */
export async function askWellHome(desk: ApiDesk, c: ApiContext): Promise<Forwarded> {
  const answer = await askHome(desk, c);
  if (!mayPass(answer)) return answer;
  throw new DriftlineError('upstream', `your server answers ${answer.status}`);
}

/** What an answer holds. Throws DriftlineError where it is no JSON: a proxy cut it short. */
export function jsonIn({ body }: Forwarded): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new DriftlineError('upstream', "your server's answer broke off", { cause });
  }
}

/** Too many at once, or a fault of the server's own. */
export function mayPass({ status }: Forwarded): boolean {
  return status === 429 || status >= 500;
}

/** A page where JSON was due, a proxy without a server behind it, a way that leads elsewhere. */
function isNoAnswer({ status, headers }: Forwarded): boolean {
  const isPage = headers.get('content-type')?.includes('html') === true;
  return isPage || (status >= 300 && status < 400) || (status >= 502 && status <= 504);
}

/** What the posts of entries are called at the home server, which knows no wrappers. */
function realIds({ snapshots }: ApiDesk, c: ApiContext): ((id: string) => string) | undefined {
  const token = c.get('token');
  if (token === undefined || wayOf(token.name) !== 'wrapped') return undefined;
  return (id) => snapshots.innerOf(token.token_key, id) ?? id;
}

/** The same path there: without the client's token, with the posts that our own ids stand for. */
export function homePath(desk: ApiDesk, c: ApiContext): string {
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.delete('access_token');
  const real = realIds(desk, c) ?? ((id: string) => id);
  const path = pathname
    .replace(/(?<=.)\/+$/, '')
    .replace(/^(\/api\/v\d+\/statuses\/)(\d+)/, (_, start: string, id: string) => start + real(id));
  for (const name of ['id', ...NAMES].flatMap((one) => [`${one}[]`, one])) {
    const ids = searchParams.getAll(name);
    searchParams.delete(name);
    for (const id of ids) searchParams.append(name, real(id));
  }
  return searchParams.size === 0 ? path : `${path}?${searchParams}`;
}

/** Posts that a new one answers or quotes, that are reported, or that a filter names. */
const NAMED_IN = /\/(?:statuses|reports)\/?$/;
const NAMES = ['in_reply_to_id', 'quoted_status_id', 'status_id', 'status_ids'];
/** In JSON, alone or listed; in a form, or a form in parts. */
const NAMED = new RegExp(
  `\\b(?:${NAMES.join('|')})(?:\\[\\]|%5B%5D)?(?:"\\s*:\\s*(?:\\[[^\\]]*|"\\d+)|=\\d+|"\r\n\r\n\\d+)`,
  'gi',
);

/** The same body there: every byte of it, but for ids of our own. */
async function homeBody(desk: ApiDesk, c: ApiContext): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const real = realIds(desk, c);
  if (real === undefined || !NAMED_IN.test(c.req.path)) return bytes;
  const text = Buffer.from(bytes).toString('latin1'); // a letter a byte
  const there = text.replace(NAMED, (named) => named.replace(/(?<![%\d])\d+/g, real));
  return new Uint8Array(Buffer.from(there, 'latin1'));
}

/** The home server's answer as ours: links lead back here, cookies and the like stay there. */
export async function passOn(desk: ApiDesk, c: ApiContext, answer: Forwarded): Promise<Response> {
  for (const name of ANSWERED_WITH) {
    const value = answer.headers.get(name);
    if (value !== null) c.header(name, value);
  }
  const link = answer.headers.get('link');
  if (link !== null) c.header('Link', linkHere(link, c.get('origin')));
  if (isBeyondLogin(answer)) return c.json({ error: await beyondLogin(desk, c) }, 403);
  const status = answer.status as 200;
  return answer.body.length === 0 ? c.body(null, status) : c.body(answer.body, status);
}

/** `<https://home.example/api/…>` leads to the same path here. */
function linkHere(link: string, origin: string): string {
  return link.replace(/<https?:\/\/[^/>]+(\/api\/[^>]*)>/g, (_, path: string) => {
    return `<${origin}${path}>`;
  });
}

/** Whether the owner's login has not the scope for that. */
export function isBeyondLogin({ status, body }: Forwarded): boolean {
  return status === 403 && ABSENT.test(new TextDecoder().decode(body));
}

/** Why what the owner's login may not do was not done, and which login may, if one does. */
export async function beyondLogin({ upstream }: ApiDesk, c: ApiContext): Promise<string> {
  const { host } = new URL((await upstream()).server);
  const canBe = mayAsk(scopesFor(true)[0], c.req.method, c.req.path);
  const remedy = canBe ? `type driftline login ${host} --act` : `do it at ${host} itself`;
  return `Driftline's login at ${host} may not do this: ${remedy}`;
}
