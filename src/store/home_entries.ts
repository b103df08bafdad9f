import type { Database } from './database.ts';
import { integer, nullable, type RowOf, text } from './shape.ts';

const entryRow = {
  arrival_key: integer,
  server_id: text,
  status_key: integer,
  uri: text,
  is_boost: integer,
};

export type HomeEntryRow = RowOf<typeof entryRow>;

/** The home as it came, and people, as far as they are stored. */
export function openHomeEntries(database: Database) {
  const list = database.many(
    'serve/list_home_entries',
    ['login_key', 'max_id', 'since_id', 'limit'],
    entryRow,
  );
  const findKey = database.one('ingest/find_status_by_server_id', ['login_key', 'server_id'], {
    status_key: integer,
    uri: text,
  });
  const findOwner = database.one('serve/find_recorded_owner', ['login_key'], {
    profile: text,
    owner_id: text,
  });
  const findAccount = database.one('serve/find_account_of_server', ['login_key', 'server_id'], {
    account_key: integer,
    profile: text,
  });
  const findNamed = database.one('serve/find_account_named', ['login_key', 'handle'], {
    server_id: text,
    profile: text,
  });
  const listPosts = database.many('serve/list_posts_of', POSTS_OF, {
    status_key: integer,
    server_id: nullable(text),
  });
  return {
    /** Whom the server knows by an id; `profile` is JSON. */
    account: (loginKey: number, serverId: string) =>
      findAccount({ login_key: loginKey, server_id: serverId }),
    /** Somebody by their full handle; `profile` is JSON. */
    named: (loginKey: number, handle: string) => findNamed({ login_key: loginKey, handle }),
    /** What is stored of one person, the latest first. */
    postsOf: (asked: PostsAsked) =>
      listPosts({
        author_key: asked.authorKey,
        login_key: asked.loginKey,
        before: asked.before,
        with_media: asked.withMedia ? 1 : 0,
        without_replies: asked.withoutReplies ? 1 : 0,
        limit: asked.limit,
      }),
    statusKey: (loginKey: number, serverId: string) =>
      findKey({ login_key: loginKey, server_id: serverId })?.status_key,
    /** The owner's account as it was stored last. */
    owner(loginKey: number): Readonly<Record<string, unknown>> | undefined {
      const row = findOwner({ login_key: loginKey });
      return row && { ...JSON.parse(row.profile), id: row.owner_id };
    },
    /** Newest first, between two ids that are themselves left out. */
    page: (loginKey: number, between: Between, limit: number): readonly HomeEntryRow[] =>
      list({
        login_key: loginKey,
        max_id: between.maxId ?? null,
        since_id: between.sinceId ?? null,
        limit,
      }),
  };
}

export interface PostsAsked {
  readonly authorKey: number;
  readonly loginKey: number;
  /** The last post of the page before. */
  readonly before: number | null;
  readonly withMedia: boolean | undefined;
  readonly withoutReplies: boolean | undefined;
  readonly limit: number;
}

const POSTS_OF = ['author_key', 'login_key', 'before', 'with_media', 'without_replies', 'limit'];

export interface Between {
  readonly maxId: string | undefined;
  readonly sinceId: string | undefined;
}
