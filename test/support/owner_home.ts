import type { EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { keepUp } from '../../src/rank/upkeep.ts';
import { openShownStatuses } from '../../src/store/shown_statuses.ts';
import { aHome } from './ingest_home.ts';
import { aPerson } from './small_world.ts';

/** The owner of every small world. */
export const owner = aPerson('owner', { domain: 'home.example', isFollowed: false });

/** A home that ingest listens to, whose owner does this and that in another app. */
export async function anOwnersHome(
  events: readonly WorldEvent[],
  options: Parameters<typeof aHome>[1] = {},
) {
  const home = aHome(events, options);
  const { database } = home.deps();
  const now = () => home.server.time.now() as EpochMs;
  const keyOf = (post: string) =>
    Number(home.all(`select status_key from statuses where uri = '${uriOf(post)}'`)[0]?.status_key);
  const uriOf = (post: string) => String(home.server.statusOf(post).uri);
  return {
    ...home,
    database,
    uriOf,
    /** The world's names of the posts that a draw could offer now. */
    offered: (...posts: readonly string[]) => {
      keepUp(database, now(), () => {});
      return posts.filter(
        (post) => home.count(`candidates where held = 0 and status_key = ${keyOf(post)}`) === 1,
      );
    },
    /** What covers a post when a page is shown now. */
    covers: (post: string) =>
      openShownStatuses(database)
        .coversOf(keyOf(post), now())
        .map(({ effect, cause, subject }) => `${effect}: ${cause} ${subject}`),
    /** What `explain` says of why it has no place. */
    leftOut: (post: string) =>
      explainStatus({ database, feed: MORNING, nowMs: now(), status: uriOf(post) }).leftOut,
    acts: () =>
      home.all(
        `select kind, undone_at_ms is not null as is_undone,
                coalesce(statuses.uri, actions.uri) as uri
           from actions left join statuses using (uri_hash) order by kind, uri`,
      ),
  };
}

export function aFilter(keyword: string, more: object = {}) {
  return {
    id: '1',
    title: keyword,
    context: ['home'],
    expires_at: null,
    filter_action: 'hide',
    keywords: [{ id: '1', keyword, whole_word: false }],
    statuses: [],
    ...more,
  };
}
