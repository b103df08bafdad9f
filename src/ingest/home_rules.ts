import type { HomeEntry, WireAccount, WireStatus } from '../core/status.ts';
import { handleOf } from '../core/status_facts.ts';
import type { Standing } from '../store/home_standings.ts';

/** What the rules of the home need to know. */
export interface HomeRules {
  readonly ownerId: string;
  readonly standingOf: (accountId: string) => Standing;
  readonly refusesDomain: (domain: string) => boolean;
}

/**
 * Whether a post or boost on somebody's own page would have reached the home: their page knows
 * nothing of the owner's wishes (mastodon/mastodon, app/lib/feed_manager.rb, filter_from_home).
 */
export function reachesHome({ status, booster }: HomeEntry, rules: HomeRules): boolean {
  const { ownerId, standingOf } = rules;
  const by = booster ?? status.account;
  if (by.id === ownerId) return true;
  const standing = standingOf(by.id);
  if (!standing.isFollowed || isUnwanted(status, by, rules)) return false;
  if (booster !== undefined)
    return standing.showsBoosts && !rules.refusesDomain(domainOf(status.account));
  const { languages } = standing;
  if (languages !== null && languages.length > 0 && typeof status.language === 'string')
    if (!languages.includes(status.language)) return false;
  return answersAcquaintance(status, rules);
}

/** Whether a stranger's post under a followed tag would have. */
export function reachesHomeByTag({ status, booster }: HomeEntry, rules: HomeRules): boolean {
  if (booster !== undefined || status.visibility !== 'public') return false;
  return (
    !isUnwanted(status, status.account, rules) && !rules.refusesDomain(domainOf(status.account))
  );
}

/** It is by, boosted by or mentions somebody whom the owner mutes or blocks. */
function isUnwanted(status: WireStatus, by: WireAccount, { standingOf }: HomeRules): boolean {
  const concerned = [by.id, status.account.id, ...(status.mentions ?? []).map(({ id }) => id)];
  return [...new Set(concerned)].some((id) => standingOf(id).isRefused);
}

/** An answer to whom the owner does not follow stays out, save to the owner or to oneself. */
function answersAcquaintance(status: WireStatus, { ownerId, standingOf }: HomeRules): boolean {
  const answered = status.in_reply_to_account_id ?? null;
  if (answered === null) return (status.in_reply_to_id ?? null) === null;
  if (answered === ownerId || answered === status.account.id) return true;
  return standingOf(answered).isFollowed;
}

function domainOf(account: WireAccount): string {
  const handle = handleOf(account);
  return handle.slice(handle.lastIndexOf('@') + 1);
}
