import type { WireAccount } from '../core/status.ts';
import { ACCOUNTS_MAX, fetchAccounts } from '../mastodon/account_batch.ts';
import type { Purpose } from '../mastodon/accountant.ts';
import { followedAccounts } from '../mastodon/people.ts';
import type { Crawls } from '../store/crawls.ts';
import { openPostCounts } from '../store/post_counts.ts';
import { mayHavePosted, pagesExpected } from './crawl_pruning.ts';
import { reachBackMs } from './crawl_reach.ts';
import { failsOverOne } from './failing.ts';
import type { Session } from './session.ts';

/**
 * Asks how much everybody has posted, forty people in a request: who has not posted since a hole
 * began needs not be read for it.
 */
export interface Comparison {
  /** One request's worth; false where everybody was asked for. */
  readonly step: () => Promise<boolean>;
}

export function openComparison(session: Session, crawls: Crawls, purpose: Purpose): Comparison {
  const { deps, connection, ownerId, filing, loginKey } = session;
  const counts = openPostCounts(deps.database, filing.accounts);

  const settle = (ids: readonly string[], accounts: readonly WireAccount[]) => {
    const nowMs = deps.time.now();
    counts.note(loginKey, accounts, nowMs);
    const byId = new Map(accounts.map((account) => [account.id, account]));
    for (const id of ids) {
      const account = byId.get(id);
      for (const turnOfHole of crawls.unaskedTurns(loginKey, id)) {
        const from_ms = reachBackMs(session, crawls, turnOfHole.from_ms);
        const known = { ...turnOfHole, from_ms };
        const turn = { kind: 'account', subject: id } as const;
        const isRead = account === undefined || mayHavePosted(account, known);
        const pages = account === undefined ? 1 : pagesExpected(account, known, nowMs);
        crawls.settle(known.hole_key, turn, {
          outcome: isRead ? 'waiting' : 'unchanged',
          pages: isRead ? pages : 0,
        });
      }
    }
  };

  return {
    async step() {
      const ids = crawls.unasked(loginKey, ACCOUNTS_MAX);
      if (ids.length === 0) return false;
      const asked = await orNone(session, () => fetchAccounts(connection, ids, purpose));
      if (asked !== undefined) {
        deps.database.transaction(() => settle(ids, asked));
        return true;
      }
      // A server without batches says the same on the follow list, eighty people a page.
      const followed = await orNone(session, () => followedAccounts(connection, ownerId));
      const all = crawls.unasked(loginKey, EVERYBODY);
      deps.database.transaction(() => settle(all, followed?.people ?? []));
      return true;
    },
  };
}

const EVERYBODY = 1_000_000;

/** Undefined where the server is well and fails over it: then everybody is read. */
async function orNone<T>(session: Session, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(await failsOverOne(session, error))) throw error;
    return undefined;
  }
}
