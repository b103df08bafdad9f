import { expect, test } from 'vitest';
import { openServeHealth } from '../../src/cli/serve_health.ts';
import type { EpochMs } from '../../src/core/clock.ts';
import { aHome, hours, post } from '../support/entries.ts';

test('where a page alone is served it is well while something comes within a day', () => {
  const { database, receive } = aHome();
  let nowMs: EpochMs = hours(0);
  const health = openServeHealth(database, { now: () => nowMs, after: () => () => {} });
  const toldAt = (atHours: number) => {
    nowMs = hours(atHours);
    return health().map(({ what, sinceMs }) => [what, sinceMs]);
  };

  const [never] = toldAt(0);
  receive(post({ id: '1', by: 'ada', atMs: hours(1) }), hours(1));

  expect(never).toEqual(['Nothing new has come in', undefined]);
  expect(toldAt(24.9)).toEqual([]);
  expect(toldAt(25.1)).toEqual([['Nothing new has come in', hours(1)]]);
});
