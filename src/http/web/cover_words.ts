import { HIDING_CAUSES } from '../../core/hiding_causes.ts';
import type { Cover, ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { plainName } from './plain_name.ts';

type Hiding = Pick<Cover, 'cause' | 'subject' | 'since_ms'>;

/** Whether the reader would rather not meet it now. */
export function isHidden(
  { statuses, now }: Pick<Desk, 'statuses' | 'now'>,
  { status_key }: ShownStatus,
): boolean {
  return statuses.coversOf(status_key, now()).some(({ effect }) => effect === 'hide');
}

/** Why a post is not shown, in a line: "hidden since 3 November, 14:02: you muted Ada". */
export function coverWords(
  { cause, subject, since_ms }: Hiding,
  { words, statuses }: Pick<Desk, 'words' | 'statuses'>,
): string {
  if (cause === 'filter') return `hidden by your filter “${subject}”`;
  const since = since_ms === null ? 'hidden' : `hidden since ${words.short(since_ms)}`;
  const name = DOMAINS.has(cause) ? subject : plainName(statuses.nameOf(subject), subject);
  return `${since}: ${HIDING_CAUSES[cause](name)}`;
}

const DOMAINS: ReadonlySet<string> = new Set(['domain']);
