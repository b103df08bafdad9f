import { plainText } from '../core/status_facts.ts';
import { printable } from './terminal_text.ts';

/**
 * The text of a status as paragraphs, safe to print: escape sequences of others stay out of a
 * terminal.
 */
export function paragraphsOf(html: string): readonly string[] {
  return html
    .split(/<\/p>|<\/blockquote>|<\/h\d>/i)
    .map((part) => printable(plainText(part)))
    .filter((part) => part !== '');
}
