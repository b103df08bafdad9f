/** One word or sign of SQL, and where it stands. */
export interface SqlToken {
  readonly text: string;
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'sign';
  /** From 0. */
  readonly at: number;
  /** From 1. */
  readonly line: number;
}

const PATTERNS: readonly (readonly [SqlToken['kind'] | 'nothing', RegExp])[] = [
  ['nothing', /[ \t\n\f\r\ufeff]+/y],
  ['nothing', /--[^\n]*/y],
  ['nothing', /\/\*[\s\S]*?(\*\/|$)/y],
  ['string', /[xX]?'(?:[^']|'')*'?/y],
  ['quoted', /"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?/y],
  ['parameter', /[@:$][\p{L}\p{N}_$]+|\?\d*/uy],
  ['number', /0[xX][\da-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  // Whatever is no ASCII may stand in a name: letters, but also “ and blanks that do not break.
  ['word', /[A-Za-z_\u0080-\u{10ffff}][\w$\u0080-\u{10ffff}]*/uy],
  ['sign', /->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[\s\S]/y],
];

/** The text as SQLite's own tokenizer would cut it, without blanks and comments. */
export function sqlTokens(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const [kind, found] = nextOf(text, at);
    if (kind !== 'nothing') tokens.push({ text: found, kind, at, line });
    line += found.split('\n').length - 1;
    at += found.length;
  }
  return tokens;
}

function nextOf(text: string, at: number): readonly [SqlToken['kind'] | 'nothing', string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return [kind, found[0]];
  }
  throw new RangeError('the last pattern takes any letter');
}

/** What a token names, without its quotes, in lower case: names of SQL know no case. */
export function nameOf({ text, kind }: SqlToken): string {
  return (kind === 'quoted' ? text.slice(1, -1) : text).toLowerCase();
}
