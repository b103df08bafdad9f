import type { OwnSqlProblem } from '../core/own_sql.ts';
import { nameOf, type SqlToken, sqlTokens } from '../core/sql_tokens.ts';

/** What may fail without SQLite quoting a word of the text, and the words whose doing it is. */
const DOINGS: readonly (readonly [RegExp, (token: SqlToken, isCall: boolean) => boolean])[] = [
  [/^integer overflow$/, called('abs', 'sum')],
  [
    /json/i,
    (token, isCall) => ['->', '->>'].includes(token.text) || called(/^json/)(token, isCall),
  ],
  [/^SELECTs to the left and right of/, ({ text }) => /^(union|intersect|except)$/i.test(text)],
  [/ORDER BY term/, ({ text }) => /^order$/i.test(text)],
  [/GROUP BY term/, ({ text }) => /^group$/i.test(text)],
  [/^ESCAPE expression/, ({ text }) => /^escape$/i.test(text)],
  [/function MATCH/, ({ text }) => /^match$/i.test(text)],
  [/^LIKE or GLOB pattern too complex$/, ({ text }) => /^(like|glob)$/i.test(text)],
  [
    /^string or blob too big$/,
    (token, isCall) =>
      token.text === '||' ||
      called(/^(printf|format|zeroblob|replace|hex|quote|group_concat|string_agg)$/)(token, isCall),
  ],
];

/**
 * Where a failure belongs of which SQLite tells no place, as of all that a statement meets while it
 * runs: it is the only word that can fail so; where there are several, they are named with their
 * lines.
 */
export function failurePlace(sql: string, message: string): OwnSqlProblem {
  const tokens = sqlTokens(sql);
  const [, isDoing] = DOINGS.find(([said]) => said.test(message)) ?? [];
  const able = tokens.filter(
    (token, nth) => isDoing?.(token, tokens[nth + 1]?.text === '(') === true,
  );
  const [first, ...others] = able;
  if (first === undefined) return { line: null, token: null, problem: message };
  if (others.length === 0) return { line: first.line, token: first.text, problem: message };
  const places = able.map(({ text, line }) => `${text} of line ${line}`).join(', ');
  const isOneLine = others.every(({ line }) => line === first.line);
  const problem = `${message}, in one of ${places}`;
  return { line: isOneLine ? first.line : null, token: null, problem };
}

function called(...names: readonly (string | RegExp)[]) {
  return (token: SqlToken, isCall: boolean): boolean =>
    isCall &&
    token.kind === 'word' &&
    names.some((name) =>
      typeof name === 'string' ? name === nameOf(token) : name.test(nameOf(token)),
    );
}
