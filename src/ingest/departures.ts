import { openDepartures } from '../store/departures.ts';
import { fetchAllBut, fetchAlone, openFailing } from './failing.ts';
import type { OwnerSettings } from './owner_settings.ts';
import type { Session } from './session.ts';

const ROUND_MAX = 200; // ten requests of twenty
/** Asked for one by one, in one round. */
const ALONE_MAX = 10;

/**
 * A streamed `delete` says that an entry left the home: its author deleted it, a boost was taken
 * back, or the owner muted or blocked somebody (mastodon-api.md, 1.7). The server is asked which.
 * What it still has comes back, and mutes are read first, so that they hold it back; of what is
 * gone, the body goes too.
 */
export function openVerification(session: Session, settings: OwnerSettings): () => Promise<void> {
  const { deps, filing, actions, loginKey } = session;
  const departures = openDepartures(deps.database);
  const failing = openFailing(deps);
  const now = () => deps.time.now();

  const askTogether = async (ids: readonly string[]) => {
    const { batch } = session;
    const alive = new Set<string>();
    for (let from = 0; from < ids.length; from += batch) {
      const some = ids.slice(from, from + batch);
      for (const { statuses } of await fetchAllBut(session, some, failing))
        for (const { id } of statuses) alive.add(id);
    }
    return alive;
  };

  const settle = (serverId: string, isAlive: boolean) =>
    deps.database.transaction(() => {
      if (isAlive) filing.restore(loginKey, serverId, now());
      else filing.forget(loginKey, serverId, now());
      departures.settle(loginKey, serverId);
    });

  /** Together with others, the posts of a muted author are left out as if they were gone. */
  const askAlone = async (ids: readonly string[]) => {
    for (const id of ids.slice(0, ALONE_MAX)) {
      const told = await fetchAlone(session, id);
      if (told === undefined) continue;
      const { statuses, askedAtMs } = told;
      const [status] = statuses;
      settle(id, status !== undefined);
      if (status === undefined) continue;
      filing.refresh(loginKey, status, askedAtMs);
      actions.compare(loginKey, status, askedAtMs);
    }
  };

  return async () => {
    const listed = departures.list(loginKey, now(), ROUND_MAX);
    const asked = listed.filter(({ serverId }) => !failing.has(serverId));
    if (asked.length === 0) return;
    const alive = await askTogether(asked.map(({ serverId }) => serverId));
    const left = asked.filter(({ serverId }) => !failing.has(serverId));
    await settings.refusals();
    await settings.lookAgain();
    const refused = new Set(
      departures
        .list(loginKey, now(), ROUND_MAX)
        .filter(({ isRefused }) => isRefused)
        .map(({ serverId }) => serverId),
    );
    const isKnown = (id: string, isBoost: boolean) =>
      alive.has(id) || refused.has(id) || isBoost || session.batch === 1;
    for (const { serverId, isBoost } of left)
      if (isKnown(serverId, isBoost))
        settle(serverId, alive.has(serverId) || refused.has(serverId));
    await askAlone(
      left.filter((one) => !isKnown(one.serverId, one.isBoost)).map(({ serverId }) => serverId),
    );
    deps.log.info('ingest.departures_asked', { entries: left.length, alive: alive.size });
  };
}
