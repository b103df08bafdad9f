import { plainerMarkup } from '../core/foreign_markup.ts';
import { plainText } from '../core/status_facts.ts';
import { printable } from './terminal_text.ts';

/** What the server shows of a long address: its end stands in another span, unseen. */
const CUT = /<span class="ellipsis">([^<]*)<\/span>/gi;
const PARAGRAPH_ENDS = /<\/(?:p|blockquote|h\d|pre|tr|dt|dd|summary)>|<figcaption\b[^<>]*>/i;

/**
 * The text of a status as paragraphs, safe to print: escape sequences of others stay out of a
 * terminal.
 */
export function paragraphsOf(html: string): readonly string[] {
  return withSigns(plainerMarkup(html))
    .split(PARAGRAPH_ENDS)
    .map((part) => printable(plainText(part.replace(CUT, '$1…'))))
    .filter((part) => part !== '');
}

const TAG = /(<[^<>]*>)/;
const NAME = /^<(\/?)([a-z]+)/i;
const BLOCKS: ReadonlySet<string> = new Set(['p', 'div', 'ul', 'ol', 'li', 'blockquote', 'pre']);
const START = /\sstart="(\d{1,6})"/i;

/** Lists with their signs or numbers, quoted words behind ">", and code with its spaces. */
function withSigns(html: string): string {
  const lists: (number | undefined)[] = [];
  let quotes = 0;
  let isCode = false;
  let sign = '';
  const parts = html.split(TAG).map((part, at) => {
    const [, slash, name = ''] = (at % 2 === 1 && NAME.exec(part)) || [];
    const tag = name.toLowerCase();
    if (at % 2 === 0 || !BLOCKS.has(tag)) {
      if (at % 2 === 0 && part.trim() === '') return part;
      const signed = `${sign}${isCode && at % 2 === 0 ? withSpaces(part) : part}`;
      sign = '';
      return signed;
    }
    const isEnd = slash === '/';
    if (tag === 'pre') isCode = !isEnd;
    if (tag === 'blockquote') quotes = Math.max(0, quotes + (isEnd ? -1 : 1));
    if (tag === 'ul' || tag === 'ol') {
      if (isEnd) lists.pop();
      else lists.push(tag === 'ol' ? Number(START.exec(part)?.[1] ?? 1) : undefined);
    }
    if (isEnd) sign = '';
    else if (tag === 'li') sign = `${'> '.repeat(quotes)}${itemSign(lists)}`;
    else if (quotes > 0 && sign === '') sign = '> '.repeat(quotes);
    return part;
  });
  return parts.join('');
}

function itemSign(lists: (number | undefined)[]): string {
  const number = lists.at(-1);
  if (number !== undefined) lists[lists.length - 1] = number + 1;
  const indent = KEPT.repeat(2 * Math.max(0, lists.length - 1));
  return `${indent}${number === undefined ? '•' : `${number}.`} `;
}

/** A cell without dots, that nothing takes for a space: `wrap` makes it one. */
const KEPT = '\u2800';

function withSpaces(code: string): string {
  return code
    .replaceAll('\t', '    ')
    .replace(/^ +| {2,}/gm, (spaces) => KEPT.repeat(spaces.length));
}
