import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import type { Log } from '../../src/core/log.ts';
import { aHome, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** What the log says in hours without a server, from the start on or from the tenth minute on. */
async function warningsOf(hours: number, isUpAtFirst: boolean) {
  const home = aHome([posted(post('a', 1))]);
  const said: { readonly event: string; readonly why: unknown }[] = [];
  const warn: Log['warn'] = (event, { why } = {}) => said.push({ event, why });
  home.server.wire.isDown = !isUpAtFirst;
  home.run({ log: { info: () => {}, warn } });
  await home.server.passTo(10);
  home.server.wire.isDown = true;
  home.server.dropSockets();

  await home.server.passTo(10 + (hours * HOUR_MS) / MINUTE_MS);
  return said;
}

test.each([
  ['is away at the start', false],
  ['goes away later', true],
])('a server that %s is told of at once and each hour, not each half minute', async (_, isUp) => {
  const hours = 6;

  const said = await warningsOf(hours, isUp);

  expect(said.length).toBeGreaterThanOrEqual(hours);
  expect(said.length).toBeLessThan(200);
});
