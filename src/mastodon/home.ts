import { DAY_MS, type EpochMs, epochMsOf, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { type HomeEntry, parseHomeEntry } from '../core/status.ts';
import type { Purpose } from './accountant.ts';
import { type Answer, type Connection, get } from './send.ts';
import { orRefused, type Refused } from './wire.ts';

export interface HomePage {
  readonly entries: readonly HomeEntry[];
  readonly refused: readonly Refused[];
  /** The id below which the next page lies; undefined on an empty page, which is the end. */
  readonly lastId: string | undefined;
  readonly isPartial: boolean;
}

const PAGE_ENTRIES = 40;

/** A server that makes the home anew (206) is asked again; it takes minutes at most. */
const REBUILDING_TRIES = 24;
const REBUILDING_PAUSE_MS = 5 * SECOND_MS;

/** One page of the home, newest first. A short page is no end: only an empty one is. */
export async function homePage(
  connection: Connection,
  purpose: Purpose,
  maxId?: string,
): Promise<HomePage> {
  const query = maxId === undefined ? '' : `&max_id=${encodeURIComponent(maxId)}`;
  const path = `/api/v1/timelines/home?limit=${PAGE_ENTRIES}${query}`;
  let answer = await get(connection, path, purpose);
  for (let tries = 1; answer.isPartial && tries < REBUILDING_TRIES; tries += 1) {
    await sleep(connection.time, pauseIn(answer), connection.signal);
    answer = await get(connection, path, purpose);
  }
  if (!Array.isArray(answer.json)) {
    throw new DriftlineError(
      'upstream',
      `${connection.server} sent a home timeline that is no list`,
    );
  }
  const parsed = answer.json.map(letIn);
  return {
    entries: parsed.flatMap((one) => ('entry' in one ? [one.entry] : [])),
    refused: parsed.flatMap((one) => ('reason' in one ? [one] : [])),
    lastId: lowestId(answer.json),
    isPartial: answer.isPartial,
  };
}

/** `Mastodon-Async-Refresh: id="…", retry=5`, in seconds. */
function pauseIn({ headers }: Answer): number {
  const seconds = /retry=(\d+)/.exec(headers.get('mastodon-async-refresh') ?? '')?.[1];
  return seconds === undefined ? REBUILDING_PAUSE_MS : Number(seconds) * SECOND_MS;
}

/** One bad status never stops the rest. */
export function letIn(json: unknown): { readonly entry: HomeEntry } | Refused {
  return orRefused(() => ({ entry: parseHomeEntry(json) }), json);
}

/** The lowest id on a page, a refused entry's too: the next page lies below it. */
function lowestId(list: readonly unknown[]): string | undefined {
  const ids = list.map(idOf).filter((id) => id !== undefined);
  return ids.length === 0 ? undefined : ids.reduce((a, b) => (compareIds(b, a) < 0 ? b : a));
}

function idOf(one: unknown): string | undefined {
  const id = (one as { readonly id?: unknown } | null)?.id;
  if (typeof id === 'string') return id;
  return Number.isSafeInteger(id) ? String(id) : undefined;
}

/** Digits by their number, ULIDs and flakes by their letters. */
export function compareIds(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b) && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

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
