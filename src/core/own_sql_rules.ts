import { OWN_COLUMNS, type OwnSqlProblem } from './own_sql.ts';
import { nameOf, type SqlToken, sqlTokens } from './sql_tokens.ts';

/**
 * What a feed's SQL must not do, seen by its words: anything but one statement that reads, and
 * whatever would give another answer tomorrow or on another machine. SQLite itself refuses to write
 * (the connection is read-only); here the mistake gets its place and a remedy.
 */
export function ownSqlProblem(sql: string): OwnSqlProblem | undefined {
  const nul = sql.indexOf('\0');
  if (nul >= 0) return { line: sql.slice(0, nul).split('\n').length, token: null, problem: NUL };
  const tokens = sqlTokens(sql);
  const [first] = tokens;
  if (first === undefined)
    return { line: null, token: null, problem: 'is empty: it should be one select' };
  if (!['select', 'with', 'values'].includes(nameOf(first)))
    return at(first, 'a feed is one statement that reads, and begins with "select" or "with"');
  return (
    several(tokens) ??
    writing(tokens) ??
    firstOf(tokens, (token, index) => word(tokens, token, index))
  );
}

/** SQLite reads to the first of them and no further: the rest of a feed would be gone unsaid. */
const NUL = 'holds a NUL, at which SQL ends: it should be saved as plain text, in UTF-8';

function at({ line, text }: SqlToken, problem: string): OwnSqlProblem {
  return { line, token: text, problem };
}

function firstOf(
  tokens: readonly SqlToken[],
  judge: (token: SqlToken, index: number) => string | undefined,
): OwnSqlProblem | undefined {
  for (const [index, token] of tokens.entries()) {
    const problem = judge(token, index);
    if (problem !== undefined) return at(token, problem);
  }
  return undefined;
}

function several(tokens: readonly SqlToken[]): OwnSqlProblem | undefined {
  const end = tokens.findIndex(({ text }) => text === ';');
  const next = end < 0 ? undefined : tokens[end + 1];
  return next && at(next, 'a second statement begins here: a feed is one statement');
}

const WRITES = new Set(['insert', 'update', 'delete']);

/** `with x as (…) insert into …` begins as reading does. */
function writing(tokens: readonly SqlToken[]): OwnSqlProblem | undefined {
  let depth = 0;
  return firstOf(tokens, ({ text, kind }, index) => {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (kind !== 'word' || depth > 0) return undefined;
    const next = tokens[index + 1]?.text.toLowerCase();
    const isWriting = WRITES.has(text.toLowerCase()) && ['into', 'from', 'or'].includes(next ?? '');
    const isUpdate = text.toLowerCase() === 'update' && tokens[index + 1]?.kind === 'word';
    const isReplace = text.toLowerCase() === 'replace' && next === 'into';
    return isWriting || isUpdate || isReplace ? 'a feed only reads' : undefined;
  });
}

const DICE = 'the draw throws its own dice, keyed by its seed; leave them out';
const CLOCK = 'is the time of this machine; @now_ms is the moment of the draw, unix ms';
const ZONE = "is in the time zone of this machine; add the hours yourself, like '+2 hours'";
const DIFFERS = 'differs between machines in its last bits';

const CALLS: Readonly<Record<string, string>> = {
  random: DICE,
  randomblob: DICE,
  ln: `${DIFFERS}; ln_micro(x) gives millionths that do not`,
  log: `${DIFFERS}; ln_micro(x) gives millionths that do not`,
  log2: `${DIFFERS}; ln_micro(x) gives millionths that do not`,
  log10: `${DIFFERS}; ln_micro(x) gives millionths that do not`,
  exp: `${DIFFERS}; factor(micro) does not`,
  pow: `${DIFFERS}; factor(y * ln_micro(x)) does not`,
  power: `${DIFFERS}; factor(y * ln_micro(x)) does not`,
  ...Object.fromEntries(
    ['a', ''].flatMap((arc) =>
      ['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh'].map((name) => [`${arc}${name}`, DIFFERS]),
    ),
  ),
  atan2: DIFFERS,
  load_extension: 'a feed loads nothing',
};

const MOMENTS = new Set(['current_timestamp', 'current_date', 'current_time']);
const DATES = new Set([
  'date',
  'time',
  'datetime',
  'julianday',
  'unixepoch',
  'strftime',
  'timediff',
]);
/** As the only word of when, it is now. */
const SUBSECONDS = new Set(["'subsec'", "'subsecond'"]);
const OF_THE_ZONE = new Set(["'localtime'", "'utc'"]);

function word(tokens: readonly SqlToken[], token: SqlToken, index: number): string | undefined {
  const { kind, text } = token;
  if (kind === 'parameter' && !text.startsWith('@'))
    return 'parameters are written with @, like @now_ms';
  if (kind !== 'word' && kind !== 'quoted') return undefined;
  const name = nameOf(token);
  if (name.startsWith('pragma_')) return 'a feed reads no pragma';
  if (kind === 'word' && MOMENTS.has(name)) return CLOCK;
  if (tokens[index + 1]?.text !== '(') return undefined;
  if (DATES.has(name)) return ofDates(tokens, index);
  return Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
}

/** `datetime('now')`, and what means the same: no time at all; and what the zone shifts. */
function ofDates(tokens: readonly SqlToken[], index: number): string | undefined {
  const inside: SqlToken[] = [];
  let depth = 0;
  for (const token of tokens.slice(index + 1)) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth === 0) break;
    if (depth === 1) inside.push(token);
  }
  const given = inside.slice(1);
  const least = nameOf(tokens[index] as SqlToken) === 'strftime' ? 2 : 1;
  const commas = given.filter(({ text }) => text === ',').length;
  const values = given.length === 0 ? 0 : commas + 1;
  const words = given.map(({ text }) => text.toLowerCase());
  const first = words[least === 1 ? 0 : words.indexOf(',') + 1] ?? '';
  if (values < least || words.includes("'now'") || SUBSECONDS.has(first)) return CLOCK;
  return words.some((text) => OF_THE_ZONE.has(text)) ? ZONE : undefined;
}

/** What is wrong with the values of a column stands where that is named last. */
export function ofColumn(problem: string, sql: string): OwnSqlProblem {
  const column = OWN_COLUMNS.find((name) =>
    new RegExp(`\\b${name.replace('_id', '')}`).test(problem),
  );
  const token = sqlTokens(sql).findLast(({ text }) => text === column);
  return { line: token?.line ?? null, token: token?.text ?? null, problem };
}
