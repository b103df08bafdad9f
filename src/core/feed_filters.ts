import type { Lane } from './edition.ts';
import type { Feed } from './feed.ts';

/** What a post must be to come into a feed, all of it together. An empty list asks for nothing. */
export interface FeedFilters {
  /** ISO 639: `en`. A post whose author named no language passes. */
  readonly languages?: readonly string[];
  readonly withMedia?: boolean;
  readonly withLinks?: boolean;
  readonly leastCharacters?: number;
  /** At least one of them; as they are stored, without #. */
  readonly tags?: readonly string[];
  /** Handles of authors; with those of the lists. */
  readonly people?: readonly string[];
  /** Lists of people in the settings, by name, with the handles in them. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  readonly lanes?: readonly Lane[];
  readonly withoutReplies?: boolean;
  readonly withoutStrangers?: boolean;
}

/** What each filter is called in the settings and in the database. */
export type FilterName = keyof ReturnType<typeof writtenFilters>;

/** The filters as they stand in the settings. */
export function writtenFilters(filters: FeedFilters) {
  return {
    languages: filters.languages,
    with_media: filters.withMedia,
    with_links: filters.withLinks,
    least_characters: filters.leastCharacters,
    tags: filters.tags,
    people: filters.people,
    lists: filters.lists === undefined ? undefined : Object.keys(filters.lists),
    lanes: filters.lanes,
    without_replies: filters.withoutReplies,
    without_strangers: filters.withoutStrangers,
  };
}

/** Everybody whose posts a feed takes; empty where it takes anybody's. */
export function peopleOf({ people = [], lists = {} }: FeedFilters): readonly string[] {
  return [...new Set([...people, ...Object.values(lists).flat()])].toSorted();
}

/** Whether a feed leaves anything out by filters. */
export function hasFilters({ filters }: Feed): boolean {
  return Object.values(writtenFilters(filters)).some((value) =>
    typeof value === 'object' ? value.length > 0 : Boolean(value),
  );
}

/** Why a filter of a feed leaves a post out: "feed pictures takes only posts with media". */
export function refusalWords(feed: Feed, filter: FilterName): string {
  const { filters } = feed;
  const several = (words: readonly string[] = []) => words.join(', ');
  const only: Readonly<Record<FilterName, string>> = {
    languages: `only posts in ${several(filters.languages)}`,
    with_media: 'only posts with media',
    with_links: 'only posts with a link',
    least_characters: `only posts of ${filters.leastCharacters} characters or more`,
    tags: `only posts tagged ${several(filters.tags?.map((tag) => `#${tag}`))}`,
    people: 'only posts by the people it names',
    lists: `only posts by the people of ${several(Object.keys(filters.lists ?? {}))}`,
    lanes: `only the lanes ${several(filters.lanes)}`,
    without_replies: 'no replies to others',
    without_strangers: 'no posts by people you do not follow',
  };
  return `feed ${feed.name} takes ${only[filter]}`;
}
