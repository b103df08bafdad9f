import type { Cover, ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { plainName } from './plain_name.ts';

type Hiding = Pick<Cover, 'cause' | 'subject' | 'since_ms'>;

/** Whether the reader would rather not meet it now. */
export function isHidden({ statuses, now }: Desk, { status_key }: ShownStatus): boolean {
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
  return `${since}: ${CAUSES[cause](name)}`;
}

const DOMAINS: ReadonlySet<string> = new Set(['domain']);

const CAUSES = {
  mute: (name) => `you muted ${name}`,
  block: (name) => `you blocked ${name}`,
  domain: (name) => `you blocked everybody at ${name}`,
  mention: (name) => `it names ${name}, whom you muted or blocked`,
  quote: (name) => `it quotes ${name}, whom you muted or blocked`,
  'refused booster': (name) => `it came by ${name}, whom you muted or blocked`,
  'booster of domain': (name) => `it came by ${name}, whose server you blocked`,
  unfollowed: (name) => `it came by ${name}, whom you follow no more`,
  'boosts hidden': (name) => `you turned off the boosts of ${name}`,
  language: (name) => `you follow ${name} in other languages`,
  tag: () => 'it came under a tag that you follow no more',
} as const satisfies Record<Exclude<Cover['cause'], 'filter'>, (name: string) => string>;
