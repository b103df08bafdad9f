import { normaliseTag } from '../core/status_facts.ts';
import { fetchFollowedTags } from '../mastodon/owner_settings.ts';
import { isMissing } from '../mastodon/refusal.ts';
import { openCrawls } from '../store/crawls.ts';
import { failsOverOne } from './failing.ts';
import type { Session } from './session.ts';

/** The tags that the owner follows, or followed at some time since a moment. */
export interface TagsOfHoles {
  /** False where the server does not tell which are followed. */
  readonly isTold: boolean;
  /** As the server writes them; one that it does not name any more, as our books do. */
  readonly since: (fromMs: number) => readonly string[];
}

/**
 * Asks the server, and does not rely on it alone: it may name none for a moment, and what was
 * given up since was followed in a hole that began before.
 */
export function openTagsOfHoles(session: Session) {
  const { deps, loginKey } = session;
  const crawls = openCrawls(deps.database);
  return async (): Promise<TagsOfHoles> => {
    const told = await fetchOrNone(session);
    return {
      isTold: told !== undefined,
      since(fromMs) {
        const known = crawls.tagsSince(loginKey, fromMs);
        const names = new Map(
          [...known, ...(told ?? [])].map((name) => [normaliseTag(name), name]),
        );
        return [...names.values()];
      },
    };
  };
}

/** None where the server does not tell, or fails over it and is well. */
async function fetchOrNone(session: Session): Promise<readonly string[] | undefined> {
  try {
    return await fetchFollowedTags(session.connection);
  } catch (error) {
    if (!isMissing(error) && !(await failsOverOne(session, error))) throw error;
    return undefined;
  }
}
