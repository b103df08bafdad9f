import { enteredAtMs, isUlid, lastEnteredAtMs } from '../core/entry_time.ts';
import { tagPath, timelinePage } from '../mastodon/home.ts';
import { isMissing } from '../mastodon/refusal.ts';
import type { ListReach } from '../store/holes.ts';
import { reachesHomeByTag } from './home_rules.ts';
import type { Session } from './session.ts';
import { openStandingRules } from './standing_rules.ts';
import { openTagsOfHoles } from './tags_of_holes.ts';

const PAGES_MAX = 10; // of each tag: 400 posts

/**
 * GoToSocial streams what strangers post under followed tags and leaves it out of the pages of the
 * home (mastodon-api.md, section 5.5). After an outage there, the tags' own timelines are read back
 * to the loss, each as far as is cheap: what is left of it is a hole's that is read on. Servers are
 * told by their ids: who gives ULIDs keeps such a home.
 */
export function openTagTimelines(session: Session) {
  const { deps, connection, filing, loginKey } = session;
  const rulesAt = openStandingRules(session);
  const askTags = openTagsOfHoles(session);
  const notTold = (what: string, why: string) => deps.log.warn('ingest.not_told', { what, why });

  /** Gives how far it came, where that is not far enough. */
  const readBack = async (name: string, sinceMs: number): Promise<readonly ListReach[]> => {
    let maxId: string | undefined;
    let oldestMs: number = deps.time.now();
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const told = await timelinePage(connection, tagPath(name), 'repair', maxId);
      const { entries, refused, lastId, isLast, askedAtMs: atMs } = told;
      const rules = rulesAt(atMs);
      const due = entries.filter(
        (entry) => enteredAtMs(entry, atMs) >= sinceMs && reachesHomeByTag(entry, rules),
      );
      filing.file(loginKey, due, { atMs, how: 'sweep' });
      for (const { reason, sample } of refused) filing.refuse(reason, sample, atMs);
      oldestMs = lastEnteredAtMs(entries, atMs) ?? oldestMs;
      if (isLast || lastId === undefined || oldestMs < sinceMs) return [];
      maxId = lastId;
    }
    return [{ oldestMs, isUntrimmed: false }];
  };

  return {
    async mend(oldestId: string | undefined, sinceMs: number): Promise<readonly ListReach[]> {
      const reaches: ListReach[] = [];
      if (oldestId === undefined || !isUlid(oldestId)) return reaches;
      const tags = await askTags();
      if (!tags.isTold) notTold('followed tags', 'the server does not say which');
      for (const name of tags.since(sinceMs)) {
        try {
          reaches.push(...(await readBack(name, sinceMs)));
        } catch (error) {
          if (!isMissing(error)) throw error;
          notTold(`#${name}`, String(error));
        }
      }
      return reaches;
    },
  };
}
