import type { EpochMs } from '../core/clock.ts';
import { compareIds } from '../mastodon/home.ts';
import {
  ACT_PAGES_MAX,
  ACTS_MAX,
  type OwnPost,
  ownPage,
  ownPosts,
} from '../mastodon/owner_acts.ts';
import { openAnswers } from './own_answers.ts';
import type { Verify } from './owner_acts.ts';
import type { Session } from './session.ts';

const READ = 'own_posts_read';

/** The owner's boosts and answers, from their own page. */
export function openOwnPosts(session: Session, verify: Verify): () => Promise<void> {
  const { deps, connection, ownerId, state, loginKey } = session;
  const answers = openAnswers(session);

  const read = async (knownId: string | undefined) => {
    const posts: OwnPost[] = [];
    let askedAtMs: EpochMs | undefined;
    let next: string | undefined = ownPosts(ownerId);
    for (let page = 0; next !== undefined && page < ACT_PAGES_MAX; page += 1) {
      const found = await ownPage(connection, next);
      posts.push(...found.posts);
      askedAtMs ??= found.askedAtMs;
      next = found.next;
      const reaches = ({ id }: OwnPost) => compareIds(id, knownId ?? '') <= 0;
      if (posts.length >= ACTS_MAX || (knownId !== undefined && found.posts.some(reaches))) break;
    }
    return { posts, isWhole: next === undefined, saidAtMs: askedAtMs ?? deps.time.now() };
  };

  return async () => {
    const { posts, isWhole, saidAtMs } = await read(state.find(loginKey, READ)?.value);
    const sinceMs = isWhole ? 0 : Math.min(...posts.map(({ atMs }) => atMs));
    const boosted = noteBoosts(session, posts, saidAtMs);
    await answers.note(posts);
    answers.undo(posts, isWhole);
    if (!isWhole) await answers.undoBelow(posts);
    await verify('reblog', boosted, sinceMs);
    const [latest] = posts;
    if (latest !== undefined) state.set(loginKey, READ, latest.id, deps.time.now());
  };
}

/** Gives the uris of all that are boosted. What is here of the page is as it stands now. */
function noteBoosts(
  { deps, filing, actions, loginKey }: Session,
  posts: readonly OwnPost[],
  saidAtMs: EpochMs,
): ReadonlySet<string> {
  const boosts = posts.filter(({ isBoost }) => isBoost);
  deps.database.transaction(() => {
    for (const { status, isBoost } of posts)
      if (!isBoost) filing.refresh(loginKey, status, saidAtMs);
    for (const { status, atMs } of boosts) {
      const isKnown = actions.standing(loginKey, status.uri).has('reblog');
      if (isKnown && filing.refresh(loginKey, status, saidAtMs)) continue;
      filing.know(loginKey, status, { atMs: saidAtMs });
      if (isKnown) continue;
      actions.record({ loginKey, statusId: status.id, uri: status.uri, kind: 'reblog', atMs });
    }
  });
  return new Set(boosts.map(({ status }) => status.uri));
}
