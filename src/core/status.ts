import { type BoostFacts, boostFacts } from './boost_facts.ts';
import { type EpochMs, epochMsOf } from './clock.ts';
import { isDeeperThan } from './depth.ts';
import { DriftlineError } from './errors.ts';
import { isListOfObjects, isNothing, isOdd, mended, objectsOf, plainName } from './odd_members.ts';
import { quoteInPlace } from './quote_in_place.ts';

/** An Account as the API sent it (snake_case); only `id`, `username` and `acct` were checked. */
export interface WireAccount {
  readonly id: string;
  readonly username: string;
  readonly acct: string;
  readonly url?: string | null;
  readonly uri?: string | null;
  readonly display_name?: string;
  readonly note?: string;
  readonly avatar?: string;
  readonly avatar_static?: string;
  readonly bot?: boolean;
  readonly noindex?: boolean;
  readonly followers_count?: number;
  readonly statuses_count?: number;
  readonly last_status_at?: string | null;
  readonly [member: string]: unknown;
}

export interface WireMedia {
  readonly id?: string;
  readonly type?: string;
  readonly url?: string | null;
  readonly preview_url?: string | null;
  readonly remote_url?: string | null;
  readonly description?: string | null;
  readonly blurhash?: string | null;
  readonly meta?: { readonly original?: WireSize; readonly small?: WireSize } | null;
  readonly [member: string]: unknown;
}

export interface WireSize {
  readonly width?: number;
  readonly height?: number;
  readonly aspect?: number;
}

export interface WirePoll {
  readonly id?: string;
  readonly expires_at?: string | null;
  readonly expired?: boolean;
  readonly multiple?: boolean;
  readonly votes_count?: number;
  readonly voters_count?: number | null;
  readonly options?: readonly { readonly title: string; readonly votes_count?: number | null }[];
}

export interface WireCard {
  readonly url?: string;
  readonly title?: string;
  readonly description?: string;
  readonly provider_name?: string;
  readonly image?: string | null;
  readonly width?: number;
  readonly height?: number;
  readonly blurhash?: string | null;
  readonly [member: string]: unknown;
}

/**
 * A Status as the API sent it; checked: `id`, `uri`, `created_at`, `account`; what should be a list
 * is one.
 */
export interface WireStatus {
  readonly id: string;
  readonly uri: string;
  readonly url?: string | null;
  readonly created_at: string;
  readonly edited_at?: string | null;
  readonly account: WireAccount;
  readonly content: string;
  readonly spoiler_text?: string;
  readonly sensitive?: boolean;
  readonly visibility: string;
  readonly language?: string | null;
  readonly in_reply_to_id?: string | null;
  readonly in_reply_to_account_id?: string | null;
  readonly favourites_count?: number;
  readonly reblogs_count?: number;
  readonly replies_count?: number;
  readonly favourited?: boolean;
  readonly reblogged?: boolean;
  readonly bookmarked?: boolean;
  readonly media_attachments?: readonly WireMedia[];
  readonly mentions?: readonly {
    readonly id: string;
    readonly acct?: string;
    readonly [member: string]: unknown;
  }[];
  readonly tags?: readonly { readonly name: string; readonly [member: string]: unknown }[];
  readonly emojis?: readonly {
    readonly shortcode: string;
    readonly url: string;
    readonly [member: string]: unknown;
  }[];
  readonly card?: WireCard | null;
  readonly poll?: WirePoll | null;
  readonly [member: string]: unknown;
}

/** One entry of the home: a status, or a boost of one. */
export interface HomeEntry extends BoostFacts {
  /** The entry's own server id: a wrapper's for a boost. */
  readonly id: string;
  /** Always the inner status. */
  readonly status: WireStatus;
  readonly booster?: WireAccount;
  readonly boostedAtMs?: EpochMs;
}

type Json = Readonly<Record<string, unknown>>;

/** Checks an Account. Throws DriftlineError('invalid') with a reason that is true. */
export function parseAccount(json: unknown): WireAccount {
  if (isDeeperThan(json, LEVELS_MAX)) throw refuse('the account is nested too deeply');
  return accountOf(json);
}

function accountOf(json: unknown): WireAccount {
  const account = objectOf(json, 'the account');
  const id = idOf(account.id, 'the account');
  const acct = plainName(account.acct ?? account.username);
  if (acct === '') throw refuse(`account ${named(id)} has no name`);
  const username =
    typeof account.username === 'string' ? account.username : (acct.split('@')[0] ?? acct);
  const isAsItIs = id === account.id && acct === account.acct && username === account.username;
  if (isAsItIs && !ACCOUNT_TEXTS.some((name) => isOdd(account[name])))
    return account as unknown as WireAccount;
  return { ...account, ...mended(account, ACCOUNT_TEXTS), id, acct, username } as WireAccount;
}

/** Checks a Status that is no boost wrapper. Throws DriftlineError('invalid') with the reason. */
export function parseStatus(json: unknown): WireStatus {
  const status = quoteInPlace(objectOf(json, 'the status'));
  const id = idOf(status.id, 'the status');
  if (isDeeperThan(status, LEVELS_MAX)) throw refuse(`status ${named(id)} is nested too deeply`);
  const account = accountOf(status.account);
  if (epochMsOf(status.created_at) === undefined)
    throw refuse(`status ${named(id)} has no usable created_at`);
  const uri = [status.uri, status.url].find((name) => typeof name === 'string' && name !== '');
  if (uri === undefined) throw refuse(`status ${named(id)} has neither uri nor url`);
  if (isSound(status, account) && uri === status.uri) return status as unknown as WireStatus;
  return {
    ...status,
    ...mended(status, STATUS_TEXTS),
    ...Object.fromEntries(LISTS.map((list) => [list, objectsOf(status[list])])),
    id,
    uri,
    account,
    content: typeof status.content === 'string' ? status.content : '',
    visibility: typeof status.visibility === 'string' ? status.visibility : 'public',
    in_reply_to_id: optionalId(status.in_reply_to_id),
    in_reply_to_account_id: optionalId(status.in_reply_to_account_id),
    reblog: undefined,
  } as unknown as WireStatus;
}

/** Checks one entry of a home. Throws DriftlineError('invalid') with the reason. */
export function parseHomeEntry(json: unknown): HomeEntry {
  const outer = objectOf(json, 'the entry');
  if (isNothing(outer.reblog)) {
    const status = parseStatus(outer);
    return { id: status.id, status };
  }
  const id = idOf(outer.id, 'the boost');
  const boostedAtMs = epochMsOf(outer.created_at);
  if (boostedAtMs === undefined) throw refuse(`boost ${named(id)} has no usable created_at`);
  if (objectOf(outer.reblog, 'the boosted status').reblog)
    throw refuse(`boost ${named(id)} boosts a boost`);
  return {
    id,
    status: parseStatus(outer.reblog),
    booster: parseAccount(outer.account),
    boostedAtMs,
    ...boostFacts(outer),
  };
}

const ACCOUNT_TEXTS = ['display_name', 'note'];
const STATUS_TEXTS = ['spoiler_text'];
const PARENT_IDS = ['in_reply_to_id', 'in_reply_to_account_id'];

/** Nearly every status is what it should be: a copy would cost as much as its parsing did. */
function isSound(status: Json, account: WireAccount): boolean {
  return (
    status.account === account &&
    [status.id, status.content, status.visibility].every((text) => typeof text === 'string') &&
    ![...STATUS_TEXTS, ...PARENT_IDS].some((name) => isOdd(status[name])) &&
    LISTS.every((list) => isListOfObjects(status[list]))
  );
}

/** Real ones have some ten. SQLite reads JSON of a thousand, JavaScript writes a few thousand. */
const LEVELS_MAX = 100;

const LISTS = ['media_attachments', 'mentions', 'tags', 'emojis'] as const;

function objectOf(json: unknown, what: string): Json {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw refuse(`${what} is no object`);
  }
  return json as Json;
}

/**
 * Ids are text. A number that JavaScript can hold exactly becomes its digits; a longer one lost
 * some.
 */
function idOf(id: unknown, what: string): string {
  if (typeof id === 'string' && id !== '') return id;
  if (Number.isSafeInteger(id)) return String(id);
  if (typeof id === 'number')
    throw refuse(`${what} has an id that lost digits: it was a number, not text`);
  throw refuse(`${what} has no id`);
}

function optionalId(id: unknown): string | null {
  if (typeof id === 'string') return id;
  return Number.isSafeInteger(id) ? String(id) : null;
}

/** As a reason names it: one that is no plain id would make each reason another. */
function named(id: string): string {
  return /^[\w-]{1,64}$/.test(id) ? id : '?';
}

function refuse(reason: string): DriftlineError {
  return new DriftlineError('invalid', reason);
}
