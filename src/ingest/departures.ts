import { type EpochMs, MINUTE_MS } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';
import type { Told } from '../mastodon/batch.ts';
import { openDepartures } from '../store/departures.ts';
import { fetchAllBut, fetchAlone, openFailing } from './failing.ts';
import type { OwnerSettings } from './owner_settings.ts';
import type { Session } from './session.ts';

const ROUND_MAX = 200; // ten requests of twenty
/** Asked for one by one, in one round. */
const ALONE_MAX = 10;

/**
 * A server that is half up, or whose database lags behind, says of what it has that there is no
 * such thing. At pace 1.
 */
const DOUBTED_MS = 10 * MINUTE_MS;

/**
 * Takes down what the server, asked for it, has not; it is asked again after ten minutes. Most of
 * what is told so stands in no home any more: nothing else would bring it back.
 */
export function openDoubt({ deps, filing, known, loginKey }: Session): (serverId: string) => void {
  return (serverId) => {
    const nowMs = deps.time.now();
    known.forget(serverId);
    filing.withdraw(loginKey, serverId, nowMs, (nowMs + doubtedMs(deps)) as EpochMs);
  };
}

/** In whole milliseconds. */
function doubtedMs({ pace }: Session['deps']): number {
  return Math.ceil(DOUBTED_MS / pace);
}

/**
 * A streamed `delete` says that an entry left the home: its author deleted it, a boost was taken
 * back, or the owner muted or blocked somebody (mastodon-api.md, 1.7). The server is asked which.
 * What it still has comes back, as it says it now, and mutes are read first, so that they hold it
 * back; of what is gone, the body goes too.
 */
export function openVerification(session: Session, settings: OwnerSettings): () => Promise<void> {
  const { deps, filing, actions, loginKey } = session;
  const departures = openDepartures(deps.database);
  const failing = openFailing(deps);
  const now = () => deps.time.now();

  const askTogether = async (ids: readonly string[]) => {
    const { batch } = session;
    const alive = new Map<string, Said>();
    for (let from = 0; from < ids.length; from += batch) {
      const some = ids.slice(from, from + batch);
      for (const told of await fetchAllBut(session, some, failing))
        for (const said of saidIn(told)) alive.set(said.status.id, said);
    }
    return alive;
  };

  const settle = (serverId: string, isAlive: boolean, said?: Said) =>
    deps.database.transaction(() => {
      if (isAlive) filing.restore(loginKey, serverId, now());
      else filing.forget(loginKey, serverId, now());
      departures.settle(loginKey, serverId);
      if (said === undefined) return;
      filing.refresh(loginKey, said.status, said.askedAtMs);
      actions.compare(loginKey, said.status, said.askedAtMs);
    });

  /** Together with others, the posts of a muted author are left out as if they were gone. */
  const askAlone = async (ids: readonly string[]) => {
    for (const id of ids.slice(0, ALONE_MAX)) {
      const told = await fetchAlone(session, id);
      if (told === undefined) continue;
      const [said] = saidIn(told);
      settle(id, said !== undefined, said);
    }
  };

  const due = () =>
    departures.list(loginKey, { nowMs: now(), laterMs: doubtedMs(deps), limit: ROUND_MAX });

  return async () => {
    const asked = due().filter(({ serverId }) => !failing.has(serverId));
    if (asked.length === 0) return;
    const alive = await askTogether(asked.map(({ serverId }) => serverId));
    const left = asked.filter(({ serverId }) => !failing.has(serverId));
    await settings.refusals();
    await settings.lookAgain();
    const refused = new Set(
      due()
        .filter(({ isRefused }) => isRefused)
        .map(({ serverId }) => serverId),
    );
    const isKnown = (id: string, isBoost: boolean) =>
      alive.has(id) || refused.has(id) || isBoost || session.batch === 1;
    for (const { serverId, isBoost } of left)
      if (isKnown(serverId, isBoost)) {
        // A wrapper is no status, though some have the name of what they boost.
        const said = isBoost ? undefined : alive.get(serverId);
        settle(serverId, alive.has(serverId) || refused.has(serverId), said);
      }
    await askAlone(
      left.filter((one) => !isKnown(one.serverId, one.isBoost)).map(({ serverId }) => serverId),
    );
    deps.log.info('ingest.departures_asked', { entries: left.length, alive: alive.size });
  };
}

interface Said {
  readonly status: WireStatus;
  readonly askedAtMs: EpochMs;
}

function saidIn({ statuses, askedAtMs }: Told): readonly Said[] {
  return statuses.map((status) => ({ status, askedAtMs }));
}
