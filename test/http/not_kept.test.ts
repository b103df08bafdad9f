import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { lineLog, silentLog } from '../../src/core/log.ts';
import { openMediaAddresses } from '../../src/http/media/media_address.ts';
import type { MediaCache } from '../../src/http/media/media_cache.ts';
import { openMediaSource } from '../../src/http/media/media_source.ts';
import { logNotKept } from '../../src/http/media/not_kept.ts';
import { prefetch } from '../../src/http/media/prefetch.ts';
import { hours } from '../support/entries.ts';

const PIXELS = new Uint8Array(
  encode({ width: 1, height: 1, data: new Uint8Array(3), channels: 3 }),
);

/** On a disk without room. */
const FULL: MediaCache = {
  fileBytesMax: 1_000_000,
  bytesMax: 50_000_000,
  find: async () => undefined,
  begin: async () => {
    throw new Error('no space left on device');
  },
};

test('what the disk does not take is not fetched for nothing, and not told as kept', async () => {
  let asked = 0;
  const reasons: string[] = [];
  const loginOrigins = () => new Set<string>();
  const source = openMediaSource({
    loginOrigins,
    cache: FULL,
    notKept: (error) => reasons.push(String(error)),
    fetchMedia: async () => {
      asked += 1;
      return new Response(PIXELS, { headers: { 'content-type': 'image/png' } });
    },
  });
  const onPage = Array.from({ length: 50 }, (_, nth) => `https://files.example/${nth}.png`);

  const { wanted, kept, fetched, failed } = await prefetch(
    1,
    { onPage, behind: [] },
    {
      addresses: openMediaAddresses(new Uint8Array(), loginOrigins),
      source,
      cache: FULL,
      time: { now: () => hours(0), after: () => () => {} },
      log: silentLog,
      stopped: new AbortController().signal,
    },
  );

  expect([wanted, kept, fetched, failed]).toEqual([50, 0, 0, asked]);
  expect(asked).toBeLessThanOrEqual(3 + 3); // three in a row, and those under way then
  expect(reasons).toHaveLength(asked);
});

test('what is not taken is logged once an hour', () => {
  const lines: string[] = [];
  let nowMs = hours(0) as number;
  const now = () => nowMs as EpochMs;
  const log = lineLog(now, (line) => lines.push(line));
  const tell = logNotKept(log, now);

  for (let nth = 0; nth < 121; nth += 1) {
    tell(new Error('no space left on device'));
    nowMs += MINUTE_MS;
  }

  expect(lines).toHaveLength(3);
});
