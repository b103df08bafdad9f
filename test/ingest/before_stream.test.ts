import { expect, test } from 'vitest';
import { SECOND_MS } from '../../src/core/clock.ts';
import { aHome, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** One a minute, and sixty within six seconds after the poll at 20 minutes; the home holds ten. */
const events = [
  ...Array.from({ length: 40 }, (_, nth) => posted(post(`p${nth}`, 1 + nth))),
  ...Array.from({ length: 60 }, (_, nth) => posted(post(`b${nth}`, 20 + (5 + nth / 10) / 60))),
];

test('what passed through the home before the stream came up is told', async () => {
  const home = aHome(events, { homeLimit: 10 });
  const { time, openSocket } = home.deps();
  home.run({
    openSocket(url, headers, ears) {
      if (time.now() >= at(20) + 12 * SECOND_MS) return openSocket(url, headers, ears);
      time.after(1, () => ears.closed({ why: 'not yet' } as never));
      return { close() {} } as never;
    },
  });

  await home.server.passTo(60);

  expect(home.count('arrivals')).toBe(100);
  expect(home.all('select state, detail from holes')).toEqual([
    { state: 'crawled', detail: 'the home had turned over before the stream came' },
  ]);
});
