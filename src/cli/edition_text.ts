import { counted, grouped } from '../core/counted.ts';
import { mediaLeftWords } from '../http/web/media_words.ts';
import { unshownWords } from '../http/web/quote_words.ts';
import {
  type ShownPoll,
  type ShownQuote,
  type ShownText,
  withoutQuoteLine,
} from '../http/web/status_json.ts';
import type { ShownStatus } from '../store/shown_statuses.ts';
import { paragraphsOf } from './post_text.ts';
import { bar, columnsOf, type Ink, printable, wrap } from './terminal_text.ts';

export const INDENT = '     ';

interface Paper {
  readonly columns: number;
  readonly ink: Ink;
}

/** What a post says, in a terminal; `filter`: the name of one of the owner's that covers it. */
export function textLines(text: ShownText, paper: Paper, filter?: string): readonly string[] {
  const { columns, ink } = paper;
  // Behind a warning there is a wish, the author's or the owner's own: the terminal keeps it, the
  // page opens it.
  const covered = filter === undefined ? warningOf(text) : `Filtered: ${filter}`;
  if (covered !== undefined) {
    const warning = wrap(printable(covered), columns, INDENT);
    return [warning, ink.dim(wrap('Open it on the page, or at its address:', columns, INDENT))];
  }
  const beside = [
    ...besideLines(text),
    ...(text.card === undefined ? [] : [`→ ${text.card.title} ${text.card.url}`]),
  ].map(printable);
  const quoted = quoteLines(text.quote).map((part) => printable(`> ${part}`));
  return [
    ...folded(wordsOf(text), paper),
    ...beside.map((line) => ink.dim(wrap(line, columns, INDENT))),
    ...folded(quoted, paper).map(ink.dim),
  ];
}

/** More than a screen of a terminal is folded, as the page does: what comes after it is found. */
const LINES_MAX = 40;
const FOLDED_LINES = 32;

function folded(parts: readonly string[], { columns, ink }: Paper): readonly string[] {
  const lines = parts.flatMap((part) => wrap(part, columns, INDENT).split('\n'));
  if (lines.length <= LINES_MAX) return lines;
  const more = `… ${grouped(lines.length - FOLDED_LINES)} more lines on the page, or at its address:`;
  return [...lines.slice(0, FOLDED_LINES), ink.dim(wrap(more, columns, INDENT))];
}

function warningOf({ warning }: ShownText): string | undefined {
  return warning === '' ? undefined : `Warning: ${warning}`;
}

/** Who is quoted, and what they say, or their warning of it; or why it is not shown. */
function quoteLines(quote: ShownQuote | undefined): readonly string[] {
  if (quote === undefined) return [];
  const { account, text, state } = quote;
  if (text === undefined) return [unshownWords(state, false)];
  const warning = warningOf(text);
  return [
    ...(account === undefined ? [] : [`${account.name || account.acct} @${account.acct}`]),
    ...(warning === undefined ? [...wordsOf(text), ...besideLines(text)] : [warning]),
  ];
}

/** Media and poll. */
function besideLines({ media, mediaLeft, poll }: ShownText): readonly string[] {
  return [
    ...media.map(({ kind, alt }) => `[${kind}${alt === '' ? '' : `: ${alt}`}]`),
    ...(mediaLeft === 0 ? [] : [mediaLeftWords(mediaLeft)]),
    ...(poll === undefined ? [] : pollLines(poll)),
  ];
}

function wordsOf({ html, quote }: ShownText): readonly string[] {
  return paragraphsOf(quote?.text === undefined ? html : withoutQuoteLine(html));
}

const BAR_COLUMNS = 16;

/** "53 % ████████ A loaf still warm"; before the votes are told, the options alone. */
function pollLines({ options, voters }: ShownPoll): readonly string[] {
  return options.map(({ title, votes, isOwn }) => {
    const said = isOwn ? `${title} ✓ your vote` : title;
    if (votes === undefined || voters === 0) return `( ) ${said}`;
    const share = `${Math.round((100 * votes) / voters)} %`;
    return `${share} ${bar(votes, voters, BAR_COLUMNS)} ${said}`;
  });
}

/** An address that does not fit behind the counts stands below them, whole: it can be copied. */
export function countLines(status: ShownStatus, address: string, columns: number): string {
  const { replies, boosts, favourites } = status;
  const counts = [
    ...(replies === 0 ? [] : [counted(replies, 'reply', 'replies')]),
    ...(boosts === 0 ? [] : [counted(boosts, 'boost')]),
    ...(favourites === 0 ? [] : [counted(favourites, 'favourite')]),
  ].join(' · ');
  if (counts === '') return `${INDENT}${address}`;
  const both = `${INDENT}${counts} · ${address}`;
  if (columnsOf(both) <= columns) return both;
  return `${wrap(counts, columns, INDENT)}\n${INDENT}${address}`;
}
