import { expect, test } from 'vitest';
import { type EpochMs, HOUR_MS } from '../../src/core/clock.ts';
import { post } from '../support/ingest_home.ts';
import { aSendingHome } from '../support/sending_home.ts';
import { posted } from '../support/small_world.ts';

test('a clock that was set back makes nothing wait for as long as it was ahead', async () => {
  const home = await aSendingHome([posted(post('p1', 1)), posted(post('p2', 2))]);
  home.run();
  await home.server.passTo(10);
  const { now, after } = home.server.time;
  let backMs = 0;
  home.server.stop();
  home.send(home.server.send, { now: () => (now() - backMs) as EpochMs, after });
  home.ask('favourite', 'p1');
  await home.server.passTo(12); // tried in vain

  backMs = 2 * HOUR_MS;
  home.ask('bookmark', 'p2'); // by another clock that is ahead
  home.server.start();
  await home.server.passTo(14);

  expect(home.names()).toEqual(['favourite', 'bookmark']);
});
