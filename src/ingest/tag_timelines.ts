import { enteredAtMs, isUlid, lastEnteredAtMs } from '../core/entry_time.ts';
import { tagPath, timelinePage } from '../mastodon/home.ts';
import { fetchFollowedTags } from '../mastodon/owner_settings.ts';
import { isMissing } from '../mastodon/refusal.ts';
import { reachesHomeByTag } from './home_rules.ts';
import type { Session } from './session.ts';
import { openStandingRules } from './standing_rules.ts';

const PAGES_MAX = 10; // of each tag: 400 posts

/**
 * GoToSocial streams what strangers post under followed tags and leaves it out of the pages of the
 * home (mastodon-api.md, section 5.5). After an outage there, the tags' own timelines are read back
 * to the loss. Servers are told by their ids: who gives ULIDs keeps such a home.
 */
export function openTagTimelines(session: Session) {
  const { deps, connection, filing, loginKey } = session;
  const rulesAt = openStandingRules(session);

  const readBack = async (name: string, sinceMs: number) => {
    let maxId: string | undefined;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const told = await timelinePage(connection, tagPath(name), 'repair', maxId);
      const { entries, refused, lastId, isLast, askedAtMs: atMs } = told;
      const rules = rulesAt(atMs);
      const due = entries.filter(
        (entry) => enteredAtMs(entry, atMs) >= sinceMs && reachesHomeByTag(entry, rules),
      );
      filing.file(loginKey, due, { atMs, how: 'sweep' });
      for (const { reason, sample } of refused) filing.refuse(reason, sample, atMs);
      if (isLast || lastId === undefined || (lastEnteredAtMs(entries, atMs) ?? 0) < sinceMs) return;
      maxId = lastId;
    }
  };

  return {
    async mend(oldestId: string | undefined, sinceMs: number): Promise<void> {
      if (oldestId === undefined || !isUlid(oldestId)) return;
      try {
        for (const name of await fetchFollowedTags(connection)) await readBack(name, sinceMs);
      } catch (error) {
        if (!isMissing(error)) throw error;
        deps.log.warn('ingest.not_told', { what: 'followed tags', why: String(error) });
      }
    },
  };
}
