import type { Context } from 'hono';
import type { WishKind } from '../../store/outbox.ts';
import { isBoostable } from '../deeds.ts';
import type { ApiDesk } from './api_desk.ts';
import { refuse } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { beyondLogin } from './forwarding.ts';
import { ownerOf } from './owner.ts';
import { wrapperIds, wrapperTime } from './wrappers.ts';
import { boostText, statusText } from './written_entries.ts';

type ApiContext = Context<ApiEnv>;

/** A post that is stored, as whoever acts on it names it. */
export interface ActedOn {
  readonly statusKey: number;
  readonly loginKey: number;
  readonly statusId: string;
  readonly uri: string;
  readonly visibility: string;
  readonly handle: string;
}

/** The post of an act; undefined where it is not stored, and could not be named later. */
export function actedOn(desk: ApiDesk, c: ApiContext): ActedOn | undefined {
  const loginKey = desk.login()?.loginKey;
  if (loginKey === undefined) return undefined;
  const id = c.req.param('id') ?? '';
  const statusId = desk.snapshots.innerOf(c.get('token').token_key, id) ?? id;
  const statusKey = desk.home.statusKey(loginKey, statusId);
  const status = statusKey === undefined ? undefined : desk.shown.status(statusKey);
  if (statusKey === undefined || status === undefined) return undefined;
  const { uri, visibility, handle } = status;
  return { statusKey, loginKey, statusId, uri, visibility, handle };
}

/** Whether an act on it waits: what contradicts it must not overtake it. */
export function isWaiting({ acts, now }: ApiDesk, { uri }: ActedOn, kind: WishKind): boolean {
  return acts.on(uri, now()).of(kind).isWaiting;
}

interface Wished {
  readonly kind: WishKind;
  readonly undo: boolean;
  /** The home server was asked, and may have done it. */
  readonly isUnheard: boolean;
}

/**
 * Keeps an act for when the home server is back, and answers with the post as it will be.
 * undefined: nothing is known that could be taken back.
 */
export async function answerWished(
  desk: ApiDesk,
  c: ApiContext,
  post: ActedOn,
  { kind, undo, isUnheard }: Wished,
): Promise<Response | undefined> {
  const { acting, acts, outbox, now } = desk;
  if (!acting.may('now').has(kind)) return refuse(c, 403, await beyondLogin(desk, c));
  if (kind === 'reblog' && !undo && !isBoostable(post, desk.login()?.acct))
    return refuse(c, 422, 'Validation failed: only its author can boost a post for followers');
  const { isOn, isWaiting } = acts.on(post.uri, now()).of(kind);
  if (undo && !isOn && !isWaiting) return undefined;
  outbox.ask(kind, post, undo, now());
  if (isUnheard) outbox.unheard(kind, post, now());
  await acting.tried();
  const inner = statusText(desk, post.statusKey, post.loginKey);
  if (inner === undefined) return refuse(c, 404, 'Record not found');
  const text = kind === 'reblog' && !undo ? boostOf(desk, c, inner) : inner;
  return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8' });
}

/** A boost is answered as the owner's own, with the post within: clients look for it there. */
function boostOf(desk: ApiDesk, c: ApiContext, inner: string): string {
  const [id = ''] = wrapperIds(1, desk.now(), desk.snapshots.highest(c.get('token').token_key));
  const owner = ownerOf(desk, c.get('origin'));
  const createdAt = wrapperTime(id);
  return boostText({ id, createdAt, account: JSON.stringify(owner) }, inner);
}
