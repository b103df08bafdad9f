import { nameOf, type SqlToken } from '../core/sql_tokens.ts';

/** From the "select" whose columns are returned, in no "with" and no brackets, to its "from". */
export function selectList(tokens: readonly SqlToken[]): readonly SqlToken[] {
  let depth = 0;
  const outer = tokens.map(({ text }) => {
    if (text === ')') depth -= 1;
    const isOuter = depth === 0;
    if (text === '(') depth += 1;
    return isOuter;
  });
  const next = (word: string, from: number) =>
    tokens.findIndex((token, nth) => nth >= from && outer[nth] && nameOf(token) === word);
  const begin = next('select', 0);
  if (begin < 0) return [];
  const end = next('from', begin);
  return tokens.slice(begin, end < 0 ? undefined : end);
}

/** Where a column is named; one without a name is called by its text, or comes of a star. */
export function columnToken(
  tokens: readonly SqlToken[],
  sql: string,
  column: string,
): SqlToken | undefined {
  const list = selectList(tokens);
  const at = sql.indexOf(column, list[0]?.at);
  return (
    list.findLast((token) => nameOf(token) === column.toLowerCase()) ??
    list.find((token) => at >= 0 && at < token.at + token.text.length) ??
    list.find(({ text }) => text === '*')
  );
}
