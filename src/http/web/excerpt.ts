import { plainerMarkup } from '../../core/foreign_markup.ts';
import { plainText } from '../../core/status_facts.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { readText, withoutQuoteLine } from './status_json.ts';

const CHARACTERS_MAX = 110;

export interface Excerpt {
  /** '' where the post has none. */
  readonly words: string;
  /** Of these words, '' where nobody says; undefined: that of the page. */
  readonly language: string | undefined;
}

/**
 * The beginning of a post, where it is but mentioned. What covers the post where it stands covers
 * it here: its author's warning, or a filter. undefined: nothing of it may be shown.
 */
export function excerptOf(
  { statuses, now }: Pick<Desk, 'statuses' | 'now'>,
  { status_key: key, body, deleted_at_ms: deletedAtMs, language }: ShownStatus,
): Excerpt | undefined {
  if (body === null || deletedAtMs !== null) return undefined;
  const covers = statuses.coversOf(key, now());
  if (covers.some(({ effect }) => effect === 'hide')) return undefined;
  const filter = covers.find(({ effect }) => effect === 'warn');
  if (filter !== undefined) return { words: `Filtered: ${filter.subject}`, language: undefined };
  const { html, warning } = readText(body);
  return { words: warning === '' ? firstLine(html) : warning, language: language ?? '' };
}

function firstLine(html: string): string {
  const line = plainText(plainerMarkup(withoutQuoteLine(html)))
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= CHARACTERS_MAX) return line;
  return `${line.slice(0, CHARACTERS_MAX).replace(/\s\S*$/, '')} …`;
}
