import { DAY_MS, type EpochMs, epochMsOf } from './clock.ts';
import type { HomeEntry } from './status.ts';

const MASTODON_BEGAN_MS = Date.UTC(2016, 0);

/** When an entry entered the home, by its id; where that says nothing, by its own claim. */
export function enteredAtMs(entry: HomeEntry, nowMs: EpochMs): EpochMs {
  return idTimeMs(entry.id, nowMs) ?? claimedAtMs(entry, nowMs);
}

/** So many entries in a row do not all claim a moment long before they came. */
const WITNESSES = 8;

/**
 * When the last entry of a page entered, unix ms; pages come newest first. Where ids say nothing of
 * time, one entry that claims to be old proves nothing: the newest claim of the last few does.
 * Undefined where the page is empty.
 */
export function lastEnteredAtMs(
  entries: readonly HomeEntry[],
  nowMs: EpochMs,
): EpochMs | undefined {
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  const claims = entries.slice(-WITNESSES).map((entry) => claimedAtMs(entry, nowMs));
  return idTimeMs(last.id, nowMs) ?? (Math.max(...claims) as EpochMs);
}

/** Whoever writes a post may claim any moment for it. */
function claimedAtMs(entry: HomeEntry, nowMs: EpochMs): EpochMs {
  return entry.boostedAtMs ?? epochMsOf(entry.status.created_at) ?? nowMs;
}

/**
 * What a server's id says of when it was given, unix ms: Mastodon's in all but its last 16 bits, a
 * ULID (GoToSocial) in its first ten letters. Undefined where it makes no sense as a time.
 */
export function idTimeMs(id: string, nowMs: EpochMs): EpochMs | undefined {
  let ms = Number.NaN;
  if (/^\d{16,20}$/.test(id)) ms = Number(BigInt(id) >> 16n);
  else if (ULID.test(id))
    ms = [...id.slice(0, 10)].reduce((sum, at) => sum * 32 + LETTERS.indexOf(at), 0);
  return ms > MASTODON_BEGAN_MS && ms < nowMs + DAY_MS ? (ms as EpochMs) : undefined;
}

/** The form of id that GoToSocial gives. */
export function isUlid(id: string): boolean {
  return ULID.test(id);
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford's, as github.com/ulid/spec has it
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
