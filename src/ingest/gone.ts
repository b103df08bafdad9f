import { DAY_MS, type EpochMs } from '../core/clock.ts';
import type { HomeEntry } from '../core/status.ts';

/** Ids whose `delete` came before anything was known of them: it wins over what comes late. */
export interface Gone {
  readonly add: (id: string, atMs: EpochMs) => void;
  /** Whether the stream said so within the last day. */
  readonly has: (entry: HomeEntry, nowMs: EpochMs) => boolean;
  /** Whether it said so after that moment: then a page that was asked for before is no proof. */
  readonly since: (entry: HomeEntry, askedAtMs: EpochMs) => boolean;
}

const KEPT_MS = DAY_MS;
const MOST = 2_000;

export function openGone(): Gone {
  const deletedAtMs = new Map<string, EpochMs>(); // by server id, oldest first
  const lastOf = ({ id, status }: HomeEntry) =>
    Math.max(deletedAtMs.get(id) ?? 0, deletedAtMs.get(status.id) ?? 0);
  return {
    add(id, atMs) {
      deletedAtMs.set(id, atMs);
      const [oldest] = deletedAtMs.keys();
      if (deletedAtMs.size > MOST && oldest !== undefined) deletedAtMs.delete(oldest);
    },
    has: (entry, nowMs) => nowMs - lastOf(entry) < KEPT_MS,
    since: (entry, askedAtMs) => lastOf(entry) > askedAtMs,
  };
}
