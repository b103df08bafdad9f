import { dirname, resolve } from 'node:path';
import { type Config, feedNamed } from '../core/config.ts';
import type { Edition } from '../core/edition.ts';
import { type Feed, MORNING, withSize } from '../core/feed.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

type Folder = Pick<Session, 'configFile'>;

/**
 * The feed called `name`, with its SQL as it stands in its file now: the owner may have changed it
 * since the settings were read. Throws DriftlineError('usage') where there is no such feed.
 */
export function feedToDraw(
  config: Config,
  [name, asked]: readonly [name: string, asked: string],
  session: Folder,
  { files }: Surroundings,
): Feed {
  return withSql(feedNamed(config, name, asked), session, files);
}

function withSql(feed: Feed, session: Folder, files: Surroundings['files']): Feed {
  if (feed.sql === undefined) return feed;
  const text = files.readText(sqlPlace(session, feed.sql.file));
  return text === undefined ? feed : { ...feed, sql: { ...feed.sql, text } };
}

/**
 * What is drawn where the SQL of a feed fails: what it was copied from, and the usual ranker, each
 * as long as the feed. Where the usual one has SQL of its own, that may fail too, or be what
 * failed: then the one that ships.
 */
export function fallbacksOf(
  { feeds }: Config,
  { name: failing, copiedFrom, size, minutes, keepDays }: Feed,
  session: Folder,
  { files }: Surroundings,
): readonly Feed[] {
  const names = [...new Set([copiedFrom ?? MORNING.name, MORNING.name])];
  const named = names.filter((name) => name !== failing).map((name) => feeds[name]);
  const shipped = { ...MORNING, name: `${MORNING.name} as it ships`, keepDays };
  const hasOwnUsual = feeds[MORNING.name]?.sql !== undefined;
  return [...named, ...(hasOwnUsual ? [shipped] : [])].flatMap((feed) => {
    if (feed === undefined) return [];
    const asLong = { ...withSize(feed, size), ...(minutes === undefined ? {} : { minutes }) };
    return [withSql(asLong, session, files)];
  });
}

/** The log says where an edition is not what the owner's own SQL asked for. */
export function tellInstead({ feed, report }: Edition, { log }: Pick<Session, 'log'>): void {
  const { instead } = report;
  if (instead === undefined) return;
  log.warn('feed.failed', { feed, why: instead.why, drawn_with: instead.drawnWith });
}

/** Where the SQL of a feed lies: from the folder of the settings on. */
export function sqlPlace({ configFile }: Folder, file: string): string {
  return resolve(dirname(configFile), file);
}
