import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

/** The end of an edition of whose first post something was seen so many days before the draw. */
async function endAfter(days: readonly number[]): Promise<string> {
  const world = aPageWorld(5);
  const drawnAtMs = world.deps.time.now();
  const [uri = ''] = world.uris;
  const exposures = openExposures(world.database);
  for (const day of days) {
    const atMs = (drawnAtMs - day * DAY_MS) as EpochMs;
    exposures.record([{ uri, kind: 'seen', atMs, via: 'page' }]);
  }
  return bodyOf(anApp(world).get('/e/1'));
}

test('who has seen nothing here is told of nobody that they are heard at last', async () => {
  expect(await endAfter([])).not.toContain('Heard');
});

test('in the first month people are heard here for the first time', async () => {
  const page = await endAfter([3]);

  expect(page).toMatch(/Heard here for the first time: Bob, /);
  expect(page).not.toMatch(/Heard here for the first time: [^<]*Ada/);
});

test('later they are heard for the first time in a month', async () => {
  const page = await endAfter([40]);

  expect(page).toMatch(/Heard for the first time in a month: Ada, /);
});
