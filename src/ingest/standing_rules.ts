import type { EpochMs } from '../core/clock.ts';
import { openHomeStandings } from '../store/home_standings.ts';
import type { HomeRules } from './home_rules.ts';
import type { Session } from './session.ts';

/** The rules of the owner's home as they stand at a moment. */
export function openStandingRules(session: Session): (atMs: EpochMs) => HomeRules {
  const { deps, loginKey, ownerId } = session;
  const standings = openHomeStandings(deps.database);
  return (atMs) => ({
    ownerId,
    standingOf: (accountId) => standings.of(loginKey, accountId, atMs),
    refusesDomain: (domain) => standings.refusesDomain(loginKey, domain),
  });
}
