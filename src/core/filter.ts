import { type EpochMs, epochMsOf } from './clock.ts';
import { plainText } from './status_facts.ts';

/** One of the owner's filters, ready to be asked about statuses. */
export interface Filter {
  readonly id: string;
  readonly effect: FilterEffect;
  /** From then on it catches nothing; null: for good. */
  readonly untilMs: EpochMs | null;
  /** Any of its keywords; undefined where it has none. */
  readonly keywords: RegExp | undefined;
  /** Statuses that it names, by the server's ids. */
  readonly statusIds: ReadonlySet<string>;
}

export type FilterEffect = 'hide' | 'warn' | 'blur';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a filter as `GET /api/v2/filters` sends it; undefined where it is not for the home. What to
 * do is `warn`, unless it is a word that we know.
 */
export function readFilter(json: unknown): Filter | undefined {
  const filter = objectOf(json);
  const context = listOf(filter.context);
  if (typeof filter.id !== 'string' || !context.includes('home')) return undefined;
  const { filter_action: action } = filter;
  const named = listOf(filter.statuses).map((one) => objectOf(one).status_id);
  return {
    id: filter.id,
    effect: action === 'hide' || action === 'blur' ? action : 'warn',
    untilMs: epochMsOf(filter.expires_at) ?? null,
    keywords: patternOf(listOf(filter.keywords).map(objectOf)),
    statusIds: new Set(named.filter((id) => typeof id === 'string')),
  };
}

/**
 * The older kind of filter (`GET /api/v1/filters`), which is one phrase, in the form of the newer.
 * Where it is all there is, `irreversible` means what `hide` does now.
 */
export function fromOlderFilter(json: unknown): Json {
  const { id, phrase, context, whole_word, expires_at, irreversible } = objectOf(json);
  return {
    id,
    title: phrase,
    context,
    expires_at: expires_at ?? null,
    filter_action: irreversible === true ? 'hide' : 'warn',
    keywords: [{ id, keyword: phrase, whole_word: whole_word === true }],
    statuses: [],
  };
}

/** Whether a filter that has not ended catches a status, or what it quotes. */
export function catches(filter: Filter, searched: readonly Searched[]): boolean {
  return searched.some(
    ({ id, text }) => filter.statusIds.has(id) || filter.keywords?.test(text) === true,
  );
}

/** What a filter looks at. */
export interface Searched {
  readonly id: string;
  readonly text: string;
}

/**
 * Ruby folds a letter to several where Unicode does: ß is SS. JavaScript's patterns fold one to one
 * and do the rest. A dotless i is no i.
 */
function folded(text: string): string {
  return text.replace(NOT_ASCII, (part) => part.toUpperCase().toLowerCase());
}

const NOT_ASCII = /[^\p{ASCII}ı]+/gu;

/** A status, and the one that it quotes: a stored body, or what the API sent. */
export function searchedIn(status: object): readonly Searched[] {
  const quoted = quotedIn(status);
  return [status, ...(quoted === undefined ? [] : [quoted])].map((one) => ({
    id: idIn(one as Json),
    text: folded(filterText(one)),
  }));
}

/** A quoted status was not checked as its quoting one was: its id may be anything. */
function idIn({ id }: Json): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

/**
 * The status that another one quotes, where it came with it: nested in what is said of the quote,
 * as Mastodon has it, or, as Akkoma and others have it, standing there itself.
 */
export function quotedIn(status: object): Json | undefined {
  const quote = objectOf((status as Json).quote);
  const quoted = quote.account === undefined ? objectOf(quote.quoted_status) : quote;
  return quoted.id === undefined ? undefined : quoted;
}

/** Warning, text, poll options and media descriptions, in that order, as the server searches. */
export function filterText(status: object): string {
  const { spoiler_text, content, poll, media_attachments } = status as Json;
  const options = listOf(objectOf(poll).options).map((option) => objectOf(option).title);
  const described = listOf(media_attachments).map((media) => objectOf(media).description);
  return [spoiler_text, wholeText(content), ...options, ...described]
    .filter((part) => typeof part === 'string' && part !== '')
    .join('\n\n');
}

const INVISIBLE = /<span class="invisible">/g;
/** The text of a status with the parts of addresses that are hidden from readers. */
function wholeText(html: unknown): string {
  return typeof html === 'string' ? plainText(html.replace(INVISIBLE, '<span>')) : '';
}

/**
 * What Ruby's [[:word:]] means, and its `\b` (Onigmo: Alphabetic, Mark, Decimal_Number,
 * Connector_Punctuation): JavaScript's knows ASCII alone.
 */
const WORD = '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}]';
const BEGINS_WITH_WORD = new RegExp(`^${WORD}`, 'u');
const ENDS_WITH_WORD = new RegExp(`${WORD}$`, 'u');

/**
 * Keywords as Mastodon matches them (app/models/custom_filter_keyword.rb): anywhere, and as whole
 * words only where that end of one is a word's character at all. Those with equal ends share the
 * look around them: with one for each of five hundred words a post took 5.4 ms (now 0.04).
 */
function patternOf(keywords: readonly Json[]): RegExp | undefined {
  const groups = new Map<string, { before: string; after: string; words: string[] }>();
  for (const { keyword, whole_word } of keywords) {
    if (typeof keyword !== 'string' || keyword === '') continue;
    const isWhole = whole_word === true;
    const before = isWhole && BEGINS_WITH_WORD.test(keyword) ? `(?<!${WORD})` : '';
    const after = isWhole && ENDS_WITH_WORD.test(keyword) ? `(?!${WORD})` : '';
    const group = groups.get(before + after) ?? { before, after, words: [] };
    group.words.push(folded(keyword).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
    groups.set(before + after, group);
  }
  const patterns = [...groups.values()].map(
    ({ before, after, words }) => `${before}(?:${words.join('|')})${after}`,
  );
  return patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), 'iu');
}

function objectOf(json: unknown): Json {
  return typeof json === 'object' && json !== null ? (json as Json) : {};
}

function listOf(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [];
}
