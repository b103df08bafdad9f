import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import type { FilingDesk as Desk } from './filing_desk.ts';
import type { Refreshed } from './statuses.ts';

/** What leaves the home, for good or not, and comes back to it. */
export function openLeaving(database: Database, desk: Desk) {
  const { statuses } = desk;
  return {
    /** A status is gone: a tombstone stays, its body goes. Of a wrapper, the boost goes. */
    forget(loginKey: number, serverId: string, atMs: EpochMs): boolean {
      return database.transaction(() => leave(desk, { loginKey, serverId, atMs }, statuses.bury));
    },
    /**
     * A `delete` of a recording, whose lines may come in any order: one of what it tells of later
     * is kept until then, and one that a later line overrules does nothing.
     */
    forgetAsTold(loginKey: number, serverId: string, atMs: EpochMs): void {
      const which = { login_key: loginKey, server_id: serverId };
      database.transaction(() => {
        if (desk.hasLaterLook({ ...which, at_ms: atMs }) !== undefined) return;
        const isKnown = leave(desk, { loginKey, serverId, atMs }, statuses.bury);
        if (!isKnown) desk.addEarlyDelete({ ...which, deleted_at_ms: atMs });
      });
    },
    /**
     * A `delete` of the stream: gone, or hidden because the owner muted or blocked somebody. Or the
     * server says that it has no such thing, and is to be asked again from `askFromMs` on. Its body
     * stays until then.
     */
    withdraw(loginKey: number, serverId: string, atMs: EpochMs, askFromMs = atMs): boolean {
      return database.transaction(() => {
        const isKnown = leave(desk, { loginKey, serverId, atMs }, statuses.withdraw);
        const departure = { login_key: loginKey, server_id: serverId, left_at_ms: askFromMs };
        if (isKnown) desk.addDeparture(departure);
        return isKnown;
      });
    },
    /** It was only hidden: back it comes, as far as we still have it. */
    restore(loginKey: number, serverId: string, atMs: EpochMs): void {
      database.transaction(() => restore(desk, { loginKey, serverId, atMs }));
    },
    /** Puts a status back among the candidates, or takes it out, as the ledger now says. */
    reconsider: (statusKey: number) => reconsider(desk, statusKey),
  };
}

/** Which entry left, or came back, and when. */
interface Turn {
  readonly loginKey: number;
  readonly serverId: string;
  readonly atMs: EpochMs;
}

/** Of a wrapper, the boost goes; a status goes by `bury`. False where it is not known. */
function leave(
  desk: Desk,
  { loginKey, serverId, atMs }: Turn,
  bury: (statusKey: number, atMs: EpochMs) => void,
): boolean {
  const arrival = desk.findArrival({ login_key: loginKey, server_id: serverId });
  if (arrival !== undefined)
    desk.removeArrival({ arrival_key: arrival.arrival_key, removed_at_ms: atMs });
  if (arrival !== undefined && arrival.booster_key !== null) {
    reconsider(desk, arrival.status_key);
    return true;
  }
  const status = desk.findByServerId({ login_key: loginKey, server_id: serverId });
  if (status === undefined) return false;
  bury(status.status_key, atMs);
  desk.removeCandidate({ status_key: status.status_key });
  return true;
}

/** A recording told of it as of `atMs`: what it said of its end before holds, if that is later. */
export function leaveAsTold(desk: Desk, { loginKey, serverId, atMs }: Turn): void {
  const told = desk.takeEarlyDelete({ login_key: loginKey, server_id: serverId });
  if (told === undefined || told.deleted_at_ms < atMs) return;
  leave(desk, { loginKey, serverId, atMs: told.deleted_at_ms as EpochMs }, desk.statuses.bury);
}

function restore(desk: Desk, { loginKey, serverId, atMs }: Turn): void {
  const which = { login_key: loginKey, server_id: serverId };
  const arrival = desk.findArrival(which);
  const isBoost = arrival !== undefined && arrival.booster_key !== null;
  const key = arrival?.status_key ?? desk.findByServerId(which)?.status_key;
  if (key === undefined || (!isBoost && !desk.statuses.revive(key))) return;
  desk.restoreArrival({ ...which, now_ms: atMs + 1 });
  reconsider(desk, key);
}

/** What was revived stands where it stood. */
export function putBack(
  desk: Desk,
  loginKey: number,
  refreshed: Refreshed | undefined,
  serverId: string,
  atMs: EpochMs,
): void {
  if (refreshed?.isRevived !== true) return;
  desk.settleDeparture({ login_key: loginKey, server_id: serverId });
  desk.restoreArrival({ login_key: loginKey, server_id: serverId, now_ms: atMs + 1 });
  reconsider(desk, refreshed.key);
}

function reconsider(desk: Desk, statusKey: number): void {
  desk.removeCandidate({ status_key: statusKey });
  desk.addCandidate({ status_key: statusKey });
}
