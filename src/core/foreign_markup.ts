/** Between two cells of a table, of which each row becomes a line. */
const CELLS = /<\/t[dh]>\s*<t[dh]\b[^<>]*>/gi;
const PICTURES = /<img\b[^<>]*>/gi;
const ALT = /\salt=(?:"([^"]*)"|'([^']*)')/i;
/** What stands for a letter in a line, like `:blobcat:` or a heart. */
const EMOJI = /\sclass=(?:"[^"]*\bemoji\b|'[^']*\bemoji\b)/i;

const FORMULAS = /(<math\b[^<>]*>)/i;
const FORMULA_END = /<\/math\s*>/i;
const ANNOTATIONS = /<annotation\b([^<>]*)>([^<]*)<\/annotation/gi;

/**
 * Content as Mastodon would tell it, where a home server lets more through: a formula as it was
 * written and not twice, a picture between the words as its description, a table as lines. What it
 * gives is no safer than what it got.
 */
export function plainerMarkup(html: string): string {
  return withoutFormulas(html).replace(PICTURES, pictureWords).replace(CELLS, ' · ');
}

function pictureWords(picture: string): string {
  const [, quoted, apostrophed] = ALT.exec(picture) ?? [];
  const alt = (quoted ?? apostrophed ?? '').trim();
  if (EMOJI.test(picture)) return alt;
  return alt === '' ? '[picture]' : `[picture: ${alt}]`;
}

/** As Mastodon's `Sanitize::Config` does: TeX between its signs, else the plain words. */
function withoutFormulas(html: string): string {
  const [before = '', ...formulas] = html.split(FORMULAS);
  let text = before;
  for (let at = 0; at < formulas.length; at += 2) {
    const [begin = '', inside = ''] = formulas.slice(at, at + 2);
    const end = FORMULA_END.exec(inside);
    const told = end === null ? undefined : formulaIn(inside.slice(0, end.index), begin);
    text += told ?? begin;
    text += told === undefined ? inside : inside.slice((end?.index ?? 0) + `${end}`.length);
  }
  return text;
}

function formulaIn(inside: string, begin: string): string | undefined {
  const written = [...inside.matchAll(ANNOTATIONS)];
  const told = (encoding: string) =>
    written.find(([, attributes]) => attributes?.includes(`encoding="${encoding}"`))?.[2];
  const tex = told('application/x-tex');
  if (tex === undefined) return told('text/plain');
  const sign = /\sdisplay=["']?block\b/i.test(begin) ? '$$' : '$';
  return sign + tex.trim() + sign;
}
