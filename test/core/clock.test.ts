import { afterEach, expect, test, vi } from 'vitest';
import { epochMsOf } from '../../src/core/clock.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['2026-11-23T06:00:00.000Z', 6],
  ['2026-11-23T06:00:00Z', 6],
  ['2026-11-23T06:00:00+02:00', 4],
  ['2026-11-23T06:00:00', 6], // without an offset
  ['2026-11-23T06:00:00.000000', 6],
  ['2026-11-23 06:00:00', 6], // as SQL writes it
  ['2026-11-23', 0], // last_status_at
])('%s is a time of UTC, wherever this machine stands', (iso, hour) => {
  vi.stubEnv('TZ', 'Asia/Tokyo');

  expect(epochMsOf(iso)).toBe(Date.UTC(2026, 10, 23, hour));
});
