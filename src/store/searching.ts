import { LANES } from '../core/edition.ts';
import type { Search } from '../core/search_words.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { openKnownPeople } from './known_people.ts';
import { integer, oneOf, type RowOf } from './shape.ts';

const found = { status_key: integer };
const FILTERS = [
  'from',
  'lane',
  'with_media',
  'with_link',
  'since_ms',
  'until_ms',
  'before',
  'limit',
];
const placeRow = {
  edition: integer,
  position: integer,
  lane: oneOf(...LANES, 'offered'),
  entries: integer,
};

/** Where an edition held a post last. */
export type LastPlace = RowOf<typeof placeRow>;

/** Finding stored posts again. */
export function openSearching(database: Database) {
  const byWords = database.many('serve/search_texts', ['match', ...FILTERS], found);
  const byPerson = database.many('serve/search_people', ['without', ...FILTERS], found);
  const people = openKnownPeople(database);
  const findPlace = database.one('serve/find_last_place', ['uri_hash'], placeRow);
  const hasSeen = database.one('serve/has_seen', ['uri_hash'], { is_seen: integer });

  return {
    /** Keys of posts, the latest first; `before` is the last of the page before. */
    find(search: Search, before: number | null, limit: number): readonly number[] {
      const { match, without, lane } = search;
      const from = search.from === null ? null : (people.handleOf(search.from) ?? search.from);
      const filters = {
        ...{ from, lane, before, limit },
        with_media: search.withMedia ? 1 : 0,
        with_link: search.withLink ? 1 : 0,
        since_ms: search.sinceMs,
        until_ms: search.untilMs,
      };
      if (match === null && from === null) return [];
      const rows =
        match === null ? byPerson({ without, ...filters }) : byWords({ match, ...filters });
      return rows.map(({ status_key }) => status_key);
    },
    lastPlace: (uri: string): LastPlace | undefined => findPlace({ uri_hash: hashUri(uri).hash }),
    isSeen: (uri: string) => hasSeen({ uri_hash: hashUri(uri).hash })?.is_seen === 1,
  };
}

export type Searching = ReturnType<typeof openSearching>;
