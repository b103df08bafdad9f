import { DAY_MS, type EpochMs, epochMsOf } from './clock.ts';
import type { HomeEntry } from './status.ts';

const MASTODON_BEGAN_MS = Date.UTC(2016, 0);

/**
 * When an entry entered the home. Mastodon's ids say it: all but their last 16 bits are unix ms.
 * Where the digits make no sense as a time (other servers count from elsewhere), its own claim has
 * to do.
 */
export function enteredAtMs(entry: HomeEntry, nowMs: EpochMs): EpochMs {
  if (/^\d{16,20}$/.test(entry.id)) {
    const ms = Number(BigInt(entry.id) >> 16n);
    if (ms > MASTODON_BEGAN_MS && ms < nowMs + DAY_MS) return ms as EpochMs;
  }
  return entry.boostedAtMs ?? epochMsOf(entry.status.created_at) ?? nowMs;
}
