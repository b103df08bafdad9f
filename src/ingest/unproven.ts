import { PAGE_ENTRIES } from '../mastodon/home.ts';
import type { Crawls } from '../store/crawls.ts';
import type { MentionsEnd } from './crawl_mentions.ts';
import { PAGES_MAX } from './crawl_pruning.ts';

const GROUPED = 'boosts that your server grouped away';
const LET_GO = 'what your server had let go for its age';
const DIRECT = 'direct messages of people who posted nothing else';
/** What the owner was told of is gone with the notification. */
const CLEARED = `${DIRECT} whose notification you cleared`;
const LATEST = (PAGES_MAX * PAGE_ENTRIES).toLocaleString('en');
const CUT = `where pages fail, or before the latest ${LATEST}`;
const NEWEST_UNKNOWN = 'what people posted whom you followed since your server listed them last';
const BY_TAG_UNKNOWN = 'posts of strangers under tags that you follow';

interface Crawled {
  readonly outcomes: ReturnType<Crawls['outcomes']>;
  /** Whose timelines were read. */
  readonly tags: readonly string[];
  /** False: the server did not say which are followed. */
  readonly areTagsTold: boolean;
  /** False: it failed over the list of whom the owner follows. */
  readonly areFollowsTold: boolean;
  readonly mentionsEnd: MentionsEnd;
  /** True: it no longer has what came before. */
  readonly isLetGo: boolean;
  /** How many are followed and not in the list of those. */
  readonly unlisted: number;
}

/**
 * What a crawl cannot prove to have found, one phrase each: of every followed author all that their
 * own page shows is here, but the home also held what stands on nobody's page.
 */
export function unprovenIn({
  outcomes,
  tags,
  areTagsTold,
  areFollowsTold,
  mentionsEnd,
  isLetGo,
  unlisted,
}: Crawled): readonly string[] {
  const count = (kind: string, outcome: string) =>
    outcomes.find((row) => row.kind === kind && row.outcome === outcome)?.turns ?? 0;
  const gone = count('account', 'gone');
  const cut = count('account', 'cut');
  const cutTags = count('tag', 'cut');
  const isAnyoneUnread = count('account', 'unchanged') > 0;
  return [
    GROUPED,
    ...(isLetGo ? [LET_GO] : []),
    ...(isAnyoneUnread ? [mentionsEnd === 'cut' ? DIRECT : CLEARED] : []),
    ...(areFollowsTold ? [] : [NEWEST_UNKNOWN]),
    ...(areTagsTold ? [] : [BY_TAG_UNKNOWN]),
    ...tagWords(tags),
    ...(unlisted === 0
      ? []
      : [`what ${people(unlisted)} posted whom you follow and your server does not list`]),
    ...(gone === 0 ? [] : [`${people(gone)} whose posts your server no longer shows`]),
    ...(cut === 0 ? [] : [`what ${people(cut)} posted ${CUT}`]),
    ...(cutTags === 0 ? [] : [`what stands under ${tagsIn(cutTags)} ${CUT}`]),
  ];
}

const TAGS_NAMED = 5;

function tagWords(tags: readonly string[]): readonly string[] {
  if (tags.length === 0) return [];
  const named = tags.slice(0, TAGS_NAMED).map((name) => `#${name}`);
  const more = tags.length > TAGS_NAMED ? ` and ${tags.length - TAGS_NAMED} more tags` : '';
  return [`posts of strangers that ${named.join(', ')}${more} no longer list`];
}

function people(count: number): string {
  return count === 1 ? 'one person' : `${count} people`;
}

function tagsIn(count: number): string {
  return count === 1 ? 'one tag' : `${count} tags`;
}
