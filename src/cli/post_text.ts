import { plainText } from '../core/status_facts.ts';
import { printable } from './terminal_text.ts';

/** What the server shows of a long address: its end stands in another span, unseen. */
const CUT = /<span class="ellipsis">([^<]*)<\/span>/gi;

/**
 * The text of a status as paragraphs, safe to print: escape sequences of others stay out of a
 * terminal.
 */
export function paragraphsOf(html: string): readonly string[] {
  return html
    .split(/<\/p>|<\/blockquote>|<\/h\d>/i)
    .map((part) => printable(plainText(part.replace(CUT, '$1…'))))
    .filter((part) => part !== '');
}
