import { FEED_FUNCTIONS, FEED_VIEWS } from '../core/feed_views.ts';
import { nearest } from '../core/nearest.ts';
import type { OwnSqlProblem } from '../core/own_sql.ts';
import { nameOf, type SqlToken, sqlTokens } from '../core/sql_tokens.ts';
import { failurePlace } from './own_sql_failure.ts';
import type { Connection } from './sqlite.ts';

/**
 * Where in a text SQLite's complaint belongs. SQLite knows the place, but better-sqlite3 does not
 * hand it on; so it is found by asking again with parts of the text.
 */
export function placeOf(connection: Connection, sql: string, message: string): OwnSqlProblem {
  const asks = openAsks(connection, sql);
  const syntax = /^near "(.*)": syntax error$/s.exec(message);
  if (syntax !== null) return misread(asks, badToken(asks, syntax[1] as string, message), message);
  const last = asks.tokens.at(-1);
  if (message === 'incomplete input') return placed(last, 'the statement ends too early', message);
  const unread = /^unrecognized token: "(.*)"$/s.exec(message);
  if (unread !== null)
    return placed(
      startingWith(asks, unread[1] as string),
      unreadWords(unread[1] as string),
      message,
    );
  const text = /^no such column: "(.*)" - should this be a string literal/s.exec(message);
  if (text !== null) {
    const problem = `there is no such column: a text stands in single quotes, '${text[1]}'`;
    return placed(culprit(asks, text[1] as string, message), problem, message);
  }
  const missing = /^no such (column|table|function): (.*)$/s.exec(message);
  if (missing !== null) {
    const [, kind, name] = missing as unknown as readonly [string, Kind, string];
    return placed(culprit(asks, name, message), missingWords(asks, kind, name), message);
  }
  const ambiguous = /^ambiguous column name: (.*)$/s.exec(message);
  if (ambiguous !== null) {
    const token = culprit(asks, ambiguous[1] as string, message);
    return placed(token, 'stands in several of the tables: say which, as in view.column', message);
  }
  if (/^sub-select returns \d+ columns/.test(message))
    return placed(inBrackets(asks, message, isSelect), message, message);
  if (message === 'row value misused')
    return placed(
      inBrackets(asks, message, () => true),
      message,
      message,
    );
  const table = /^(?:circular reference: |table )(\S+?)(?: has \d+ values for .*)?$/.exec(message);
  const isTable = (token: SqlToken) => nameOf(token) === table?.[1]?.toLowerCase();
  if (table !== null) return placed(asks.tokens.find(isTable), message, message);
  const doing = failurePlace(sql, message);
  const isFound = doing.problem !== message || doing.token !== null;
  if (isFound && !message.endsWith('()')) return doing;
  return placed(mentioned(asks, message), message, message);
}

function isSelect({ text }: SqlToken): boolean {
  return text.toLowerCase() === 'select';
}

/**
 * What begins the innermost brackets without which SQLite complains of this no more; of those that
 * may be it.
 */
function inBrackets(
  { tokens, sql, complaint }: Asks,
  message: string,
  mayBe: (first: SqlToken) => boolean,
): SqlToken | undefined {
  const open: SqlToken[] = [];
  for (const token of tokens) {
    if (token.text === '(') open.push(token);
    const from = token.text === ')' ? open.pop() : undefined;
    if (from === undefined) continue;
    const inside = tokens[tokens.indexOf(from) + 1];
    if (inside === undefined || !mayBe(inside)) continue;
    if (complaint(`${sql.slice(0, from.at)}(null${sql.slice(token.at)}`) !== message) return inside;
  }
  return undefined;
}

/** SQLite gives up there, and names all that it could not cut. */
function startingWith({ tokens }: Asks, text: string): SqlToken | undefined {
  return (
    tokens.find((token) => token.text === text) ??
    tokens.find((token) => text.startsWith(token.text) || token.text.startsWith(text))
  );
}

function unreadWords(text: string): string {
  return /^['"`[]/.test(text) ? 'a quote that begins here has no end' : 'no word of SQL';
}

type Kind = 'column' | 'table' | 'function';

/** As programs for letters make them, and pages that one copies from. */
const CURLY = /[‘’‚“”„«»]/u;
const STRAIGHT = "a text stands in straight quotes, 'like this'";

const SYNTAX = 'SQL cannot be read from here on';

/** Words that shape a statement. A misspelt one is read as a name, and the next word blamed. */
const SHAPING = ['select', 'from', 'where', 'join', 'group', 'order', 'having', 'limit', 'union'];

function misread({ tokens }: Asks, token: SqlToken | undefined, message: string): OwnSqlProblem {
  const before = token && tokens[tokens.indexOf(token) - 1];
  const curly = [before, token].find((one) => one !== undefined && CURLY.test(one.text));
  if (curly !== undefined) return placed(curly, STRAIGHT, message);
  const slip = [before, token].find(
    (one) =>
      one?.kind === 'word' && !SHAPING.includes(nameOf(one)) && nearest(nameOf(one), SHAPING),
  );
  if (slip === undefined) return placed(token, SYNTAX, message);
  return placed(slip, `${SYNTAX}: did you mean ${nearest(nameOf(slip), SHAPING)}?`, message);
}

interface Asks {
  readonly tokens: readonly SqlToken[];
  /** What SQLite says of another text; undefined: nothing is wrong with it. */
  readonly complaint: (text: string) => string | undefined;
  readonly sql: string;
}

function openAsks(connection: Connection, sql: string): Asks {
  const complaint = (text: string) => {
    try {
      connection.prepare(text);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  return { tokens: sqlTokens(sql), complaint, sql };
}

function placed(token: SqlToken | undefined, problem: string, message: string): OwnSqlProblem {
  if (token === undefined) return { line: null, token: null, problem: message };
  return { line: token.line, token: token.text, problem };
}

/** The first of its name up to which the text is no beginning of any statement. */
function badToken({ tokens, complaint, sql }: Asks, text: string, message: string) {
  return tokens
    .filter((token) => token.text === text)
    .find((token) => complaint(sql.slice(0, token.at + text.length)) === message);
}

/**
 * A name may be right in one place and wrong in another: it is the first at which SQLite complains
 * although null stands for all that follow.
 */
function culprit(asks: Asks, name: string, message: string): SqlToken | undefined {
  const whole = name.toLowerCase();
  const last = whole.split('.').at(-1);
  const named = asks.tokens.filter(
    (token) =>
      (token.kind === 'word' && nameOf(token) === last) ||
      (token.kind === 'quoted' && [whole, last].includes(nameOf(token))),
  );
  const isUpTo = (index: number) =>
    asks.complaint(without(asks, named.slice(index + 1))) === message;
  return named.find((_, index) => isUpTo(index)) ?? named[0];
}

/** The text with null in the place of names, each with the table that it is said of. */
function without({ tokens, sql }: Asks, names: readonly SqlToken[]): string {
  let text = sql;
  for (const name of names.toReversed()) {
    const index = tokens.indexOf(name);
    const isQualified = tokens[index - 1]?.text === '.';
    const from = isQualified ? (tokens[index - 2]?.at ?? name.at) : name.at;
    text = `${text.slice(0, from)}null${text.slice(name.at + name.text.length)}`;
  }
  return text;
}

function missingWords(asks: Asks, kind: Kind, name: string): string {
  if (CURLY.test(name)) return STRAIGHT;
  const last = name.split('.').at(-1) ?? name;
  const near = nearest(last.toLowerCase(), namesOf(asks, kind, last));
  const views = `"driftline feeds views" lists them`;
  return `there is no ${kind} "${name}": ${near === undefined ? views : `did you mean ${near}?`}`;
}

/** What the owner may have meant: what is documented, and what the text names itself. */
function namesOf({ tokens }: Asks, kind: Kind, name: string): readonly string[] {
  if (kind === 'function')
    return Object.keys(FEED_FUNCTIONS).map((one) => one.split('(')[0] as string);
  const documented =
    kind === 'table'
      ? Object.keys(FEED_VIEWS)
      : Object.values(FEED_VIEWS).flatMap(({ columns }) => Object.keys(columns));
  const own = tokens
    .filter((_, index) =>
      kind === 'table'
        ? nextWord(tokens, index) === 'as' && tokens[index + 2]?.text === '('
        : tokens[index - 1]?.text.toLowerCase() === 'as',
    )
    .map(nameOf);
  return [...new Set([...documented, ...own])].filter((one) => one !== name.toLowerCase());
}

function nextWord(tokens: readonly SqlToken[], index: number): string | undefined {
  return tokens[index + 1]?.text.toLowerCase();
}

/** Any word of the text that the complaint quotes. */
function mentioned({ tokens }: Asks, message: string): SqlToken | undefined {
  const words = new Set(message.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
  return tokens.find(({ kind, text }) => kind === 'word' && words.has(text) && isRare(text));
}

/** Words that stand in complaints anyway. */
function isRare(text: string): boolean {
  return !['select', 'from', 'to', 'of', 'a', 'the', 'in', 'on', 'with', 'and', 'not'].includes(
    text.toLowerCase(),
  );
}
