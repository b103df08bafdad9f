import { SECOND_MS, type Time } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { openAwayHosts } from './away_hosts.ts';
import type { EditionMedia } from './edition_media.ts';
import type { MediaAddresses } from './media_address.ts';
import type { MediaCache } from './media_cache.ts';
import type { Found, MediaSource } from './media_source.ts';

/** How the pictures of an edition came. */
export interface Fetched {
  readonly edition: number;
  readonly wanted: number;
  /** There already. */
  readonly kept: number;
  readonly fetched: number;
  readonly failed: number;
  readonly bytes: number;
}

export interface PrefetchDeps {
  readonly addresses: MediaAddresses;
  readonly source: MediaSource;
  readonly cache: MediaCache;
  readonly time: Time;
  readonly log: Log;
  readonly stopped: AbortSignal;
  /** Told after each picture. */
  readonly onStep?: (done: number, of: number) => void;
}

const AT_A_TIME = 4;
const ADDRESSES_MAX = 4_000;
const BYTES_MAX = 300 * 1_048_576;
/** More would push out what was fetched first: a full cache is emptied to nine tenths. */
const OF_CACHE_MAX = 8 / 10;
/** Where so many in a row were not taken by the disk, it is full: the rest is not asked for. */
const UNKEPT_MAX = 3;
/** A small file takes a whole block. */
const BLOCK_BYTES = 4_096;
/** A server that fails so often in a row is away, and is not asked for the rest. */
const FAILURES_MAX = 3;
/** Where so many servers in a row do not answer, it is the network that is away. */
const HOSTS_AWAY_MAX = 12;
const TAKES_MAX_MS = 900 * SECOND_MS;

/**
 * Fetches what an edition shows before anybody opens it, so that it opens complete with the network
 * off: what stands on its pages first, then the whole pictures behind, no films and no sounds.
 * Four at a time; a draw takes at most 4,000 addresses, 300 MiB, a quarter of an hour, and what the
 * cache holds. A failure costs a picture and nothing else: the page asks for it again. Twelve
 * servers in a row that do not answer end it, and so does a disk that takes nothing more: a draw
 * without a network takes seconds.
 */
export async function prefetch(
  edition: number,
  { onPage, behind }: EditionMedia,
  deps: PrefetchDeps,
): Promise<Fetched> {
  const { addresses, time, stopped, onStep } = deps;
  // What may not be asked for at all is nothing that failed.
  const wanted = [...onPage, ...behind]
    .filter((address) => addresses.of(address) !== undefined)
    .slice(0, ADDRESSES_MAX);
  const counts = { kept: 0, fetched: 0, failed: 0, bytes: 0 };
  const failures = new Map<string, number>();
  const away = new Set<string>(); // since the last that answered
  const late = new AbortController();
  const giveUp = AbortSignal.any([stopped, late.signal]);
  const cancel = time.after(TAKES_MAX_MS, () => late.abort());
  const { source, log } = deps;
  const asking = { source, signal: giveUp, tellAway: openAwayHosts(log, time.now) };
  let next = 0;
  let held = 0; // of this edition, by the cache
  let unkept = 0; // since the last that the disk took
  const hasRoom = () =>
    unkept < UNKEPT_MAX && counts.bytes < BYTES_MAX && held < deps.cache.bytesMax * OF_CACHE_MAX;
  const hold = (bytes: number) => {
    held += Math.max(BLOCK_BYTES, bytes);
  };

  async function fetchOn(): Promise<void> {
    while (next < wanted.length && !giveUp.aborted && hasRoom()) {
      const url = new URL(wanted[next] as string);
      next += 1;
      counts[await fetchOne(url)] += 1;
      onStep?.(counts.kept + counts.fetched + counts.failed, wanted.length);
    }
  }

  async function fetchOne(url: URL): Promise<'kept' | 'fetched' | 'failed'> {
    const kept = await deps.cache.find(url.href);
    if (kept !== undefined) {
      hold(kept.size);
      return 'kept';
    }
    const isAway = away.size >= HOSTS_AWAY_MAX || (failures.get(url.host) ?? 0) >= FAILURES_MAX;
    const found = isAway ? undefined : await asked(url, asking);
    if (found === undefined) {
      failures.set(url.host, (failures.get(url.host) ?? 0) + 1);
      away.add(url.host);
    } else {
      failures.delete(url.host);
      away.clear();
    }
    if (found?.as !== 'bytes') return 'failed';
    unkept = found.isKept ? 0 : unkept + 1;
    if (!found.isKept) return 'failed';
    counts.bytes += found.bytes.byteLength;
    hold(found.bytes.byteLength);
    return 'fetched';
  }

  await Promise.all(Array.from({ length: AT_A_TIME }, fetchOn));
  cancel();
  return { edition, wanted: wanted.length, ...counts };
}

interface Asking extends Pick<PrefetchDeps, 'source'> {
  readonly signal: AbortSignal;
  readonly tellAway: ReturnType<typeof openAwayHosts>;
}

/** undefined: the server did not answer. */
async function asked(url: URL, { source, signal, tellAway }: Asking): Promise<Found | undefined> {
  try {
    return await source.found(url, { picturesOnly: true, signal });
  } catch (error) {
    tellAway(url, error);
    return undefined;
  }
}
