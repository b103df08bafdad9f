import type { Edition } from '../core/edition.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Feed } from '../core/feed.ts';
import { openFeedEditions } from '../store/feed_editions.ts';
import { type DrawRequest, drawFeed } from './draw.ts';
import type { OwnFeedNeeds } from './own_feed.ts';

export interface AnyhowRequest extends Omit<DrawRequest, 'own' | 'instead'>, OwnFeedNeeds {
  /** What may be drawn in the place of a feed whose SQL fails: the first of them that does not. */
  readonly fallbacks: readonly Feed[];
}

/**
 * Draws a feed; where its own SQL fails, its last good text, else one of the fallbacks, under its
 * own name. The report then says why, and with what it was drawn: nobody is without an edition in
 * the morning because of a comma.
 */
export async function drawAnyhow(request: AnyhowRequest): Promise<Edition> {
  try {
    return await drawFeed(request);
  } catch (error) {
    if (!isOfSql(error, request.feed)) throw error;
    for (const { feed, drawnWith } of substitutes(request)) {
      try {
        return await drawFeed({ ...request, feed, instead: { why: error.message, drawnWith } });
      } catch (other) {
        if (!isOfSql(other, feed)) throw other;
      }
    }
    throw error;
  }
}

/** A full disk or a lost file fails every feed alike. */
function isOfSql(error: unknown, feed: Feed): error is DriftlineError {
  return feed.sql !== undefined && error instanceof DriftlineError && error.code === 'invalid';
}

interface Substitute {
  readonly feed: Feed;
  readonly drawnWith: string;
}

function substitutes({ database, feed, fallbacks }: AnyhowRequest): readonly Substitute[] {
  const { name, sql } = feed;
  const text = openFeedEditions(database).lastSql(name);
  const isAnother = sql !== undefined && text !== undefined && text !== sql.text;
  return [
    ...(isAnother
      ? [{ feed: { ...feed, sql: { ...sql, text } }, drawnWith: 'its last good SQL' }]
      : []),
    ...fallbacks.map((other) => ({
      feed: { ...other, name },
      drawnWith: `feed ${other.name}`,
    })),
  ];
}
