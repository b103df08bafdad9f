import type { Config } from '../core/config.ts';
import { mediaOfEdition } from '../http/media/edition_media.ts';
import { openMediaAddresses } from '../http/media/media_address.ts';
import { openMediaCache } from '../http/media/media_cache.ts';
import { readMediaSecret } from '../http/media/media_secret.ts';
import { openMediaSource } from '../http/media/media_source.ts';
import { type Fetched, prefetch } from '../http/media/prefetch.ts';
import { openPublicNetwork } from '../http/media/public_network.ts';
import type { Database } from '../store/database.ts';
import { openLogins } from '../store/logins.ts';
import { openReading } from '../store/reading.ts';
import { openShownStatuses } from '../store/shown_statuses.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { userAgentOf } from './user_agent.ts';

interface Unkept {
  /** Why the disk did not take one; undefined: it took all that came. */
  readonly unkept: string | undefined;
}

/** Pictures of the real network, kept on the real disk. */
export function openMediaWiring(
  { database, config }: { readonly database: Database; readonly config: Config },
  { mediaFolder, log }: Session,
  surroundings: Surroundings,
) {
  const { time, stopped } = surroundings;
  const { cacheBytes, prefetch: isWanted } = config.media;
  const logins = openLogins(database);
  const loginOrigins = () => new Set(logins.all().map(({ server }) => server));
  const fetchMedia = openPublicNetwork(loginOrigins, userAgentOf(surroundings));
  const isCached = cacheBytes > 0;
  const parts = { folder: mediaFolder, bytesMax: cacheBytes, now: time.now, log };
  const cache = isCached ? openMediaCache(parts) : undefined;
  const secret = isCached ? { mediaSecret: readMediaSecret(mediaFolder) } : {};
  const desk = {
    reading: openReading(database),
    statuses: openShownStatuses(database),
    now: time.now,
  };

  /** undefined: it is not wanted, or there is no such edition. */
  async function fetchPictures(
    edition: number,
    onStep?: (done: number, of: number) => void,
  ): Promise<(Fetched & Unkept) | undefined> {
    const head = desk.reading.head(edition);
    if (cache === undefined || !isWanted || head === undefined) return undefined;
    let unkept: string | undefined;
    const notKept = (error: unknown) => {
      unkept ??= error instanceof Error ? error.message : String(error);
    };
    const source = openMediaSource({ fetchMedia, loginOrigins, cache, notKept });
    const origins = loginOrigins();
    // Only whether they may be asked for is of interest here.
    const addresses = openMediaAddresses(new Uint8Array(), () => origins);
    const more = onStep === undefined ? {} : { onStep };
    const deps = { addresses, source, cache, time, log, stopped, ...more };
    const fetched = await prefetch(edition, mediaOfEdition(desk, edition, head.entries), deps);
    if (unkept !== undefined) log.warn('media.not_kept', { edition, reason: unkept });
    if (!stopped.aborted) log.info('media.prefetched', { ...fetched });
    return { ...fetched, unkept };
  }

  return {
    /** What the page's server needs of it. */
    parts: { fetchMedia, mediaCache: cache, ...secret },
    fetchPictures,
    /** Beside everything else: nobody waits for it, and nothing fails by it. */
    async fetchAside(edition: number): Promise<void> {
      await fetchPictures(edition).catch((error: unknown) => {
        if (!stopped.aborted) log.warn('media.prefetch_failed', { reason: String(error) });
      });
    },
  };
}

/** The demo's server has another address each time: what is kept of the one before is let go. */
const DEMO_CACHE_BYTES = 64 * 1_048_576;

export function withDemoMedia(config: Config): Config {
  return { ...config, media: { cacheBytes: DEMO_CACHE_BYTES, prefetch: true } };
}
