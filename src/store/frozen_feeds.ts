import type { Feed } from '../core/feed.ts';
import type { Database } from './database.ts';
import { text } from './shape.ts';

/**
 * The feeds that editions were drawn with. An imported edition's may say less than a whole feed.
 */
export function openFrozenFeeds(database: Database) {
  const find = database.one('serve/find_frozen_feed', ['edition'], { feed_settings: text });
  return {
    feedOf(edition: number): Partial<Feed> {
      const found = find({ edition });
      return found === undefined ? {} : (JSON.parse(found.feed_settings) as Partial<Feed>);
    },
  };
}
