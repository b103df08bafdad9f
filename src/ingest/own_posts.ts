import type { EpochMs } from '../core/clock.ts';
import { fetchStatuses } from '../mastodon/batch.ts';
import { compareIds } from '../mastodon/home.ts';
import { type OwnPost, ownPage, ownPosts } from '../mastodon/owner_acts.ts';
import type { Verify } from './owner_acts.ts';
import type { Session } from './session.ts';

const PAGES_MAX = 10; // of 40, at first login
const READ = 'own_posts_read';

/** The owner's boosts and answers, from their own page. */
export function openOwnPosts(session: Session, verify: Verify): () => Promise<void> {
  const { deps, connection, ownerId, state, loginKey } = session;
  const answers = openAnswers(session);

  const read = async (knownId: string | undefined) => {
    const posts: OwnPost[] = [];
    let next: string | undefined = ownPosts(ownerId);
    for (let page = 0; next !== undefined && page < PAGES_MAX; page += 1) {
      const found = await ownPage(connection, next);
      posts.push(...found.posts);
      next = found.next;
      const reaches = ({ id }: OwnPost) => compareIds(id, knownId ?? '') <= 0;
      if (knownId !== undefined && found.posts.some(reaches)) break;
    }
    return { posts, isWhole: next === undefined };
  };

  return async () => {
    const { posts, isWhole } = await read(state.find(loginKey, READ)?.value);
    const sinceMs = isWhole ? 0 : Math.min(...posts.map(({ atMs }) => atMs));
    const boosted = noteBoosts(session, posts);
    await answers.note(posts);
    answers.undo(posts, isWhole);
    await verify('reblog', boosted, sinceMs);
    const [latest] = posts;
    if (latest !== undefined) state.set(loginKey, READ, latest.id, deps.time.now());
  };
}

/** Gives the uris of all that are boosted. */
function noteBoosts(
  { deps, filing, actions, loginKey }: Session,
  posts: readonly OwnPost[],
): ReadonlySet<string> {
  const boosts = posts.flatMap(({ boosts: status, atMs }) =>
    status === undefined ? [] : [{ status, atMs }],
  );
  const nowMs = deps.time.now();
  deps.database.transaction(() => {
    for (const { status, atMs } of boosts) {
      const isKnown = actions.standing(loginKey, status.uri).has('reblog');
      if (isKnown && filing.find(loginKey, status.id) !== undefined) continue;
      filing.know(loginKey, status, { atMs: nowMs });
      if (isKnown) continue;
      actions.record({ loginKey, statusId: status.id, uri: status.uri, kind: 'reblog', atMs });
    }
  });
  return new Set(boosts.map(({ status }) => status.uri));
}

/** What the owner answered; their answer names it by the server's id alone. */
function openAnswers({ deps, connection, filing, actions, state, loginKey, batch }: Session) {
  const gone = new Set<string>(); // answered, and not to be had
  const listed = readAnswers(state.find(loginKey, ANSWERS)?.value); // by the owner's own post

  /** Kept for the next run: a cron never sees two lists in one. */
  const keep = () => {
    const latest = [...listed].sort(([a], [b]) => compareIds(b, a)).slice(0, ANSWERS_MAX);
    const written = JSON.stringify(latest);
    if (written === state.find(loginKey, ANSWERS)?.value) return;
    state.set(loginKey, ANSWERS, written, deps.time.now());
  };

  const fetchUnknown = async (ids: readonly string[]) => {
    for (let from = 0; from < ids.length; from += batch) {
      const asked = ids.slice(from, from + batch);
      const { statuses: found, askedAtMs: atMs } = await fetchStatuses(connection, asked, batch);
      deps.database.transaction(() => {
        for (const status of found) filing.know(loginKey, status, { atMs });
      });
      const known = new Set(found.map(({ id }) => id));
      for (const id of asked) if (!known.has(id)) gone.add(id);
    }
  };

  return {
    async note(posts: readonly OwnPost[]): Promise<void> {
      const answers = posts.flatMap(({ id, answers: statusId, atMs }) =>
        statusId === undefined ? [] : [{ id, statusId, atMs }],
      );
      const wanted = new Set(answers.map(({ statusId }) => statusId));
      const isUnknown = (id: string) => !gone.has(id) && filing.find(loginKey, id) === undefined;
      await fetchUnknown([...wanted].filter(isUnknown));
      deps.database.transaction(() => {
        for (const { id, statusId, atMs } of answers) {
          const uri = filing.find(loginKey, statusId)?.uri;
          if (uri === undefined) continue;
          listed.set(id, { statusId, uri });
          if (actions.standing(loginKey, uri).has('reply')) continue;
          actions.record({ loginKey, statusId, uri, kind: 'reply', atMs });
        }
      });
    },
    /** An answer that stood on their page, and does not any more, was deleted. */
    undo(posts: readonly OwnPost[], isWhole: boolean): void {
      const now = new Set(posts.map(({ id }) => id));
      const oldestId = posts.at(-1)?.id ?? '';
      const isInReach = (id: string) => isWhole || compareIds(id, oldestId) > 0;
      const deleted = [...listed].filter(([id]) => !now.has(id) && isInReach(id));
      for (const [id, { statusId, uri }] of deleted) {
        listed.delete(id);
        const others = [...listed.values()].some((other) => other.uri === uri);
        const atMs: EpochMs = deps.time.now();
        if (!others) actions.record({ loginKey, statusId, uri, kind: 'reply', atMs, undo: true });
      }
      keep();
    },
  };
}

const ANSWERS = 'own_answers';
const ANSWERS_MAX = 400; // as many as are read

function readAnswers(written = '[]'): Map<string, Answer> {
  return new Map(JSON.parse(written) as readonly (readonly [string, Answer])[]);
}

interface Answer {
  readonly statusId: string;
  readonly uri: string;
}
