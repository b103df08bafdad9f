import { expect, test } from 'vitest';
import { type EpochMs, HOUR_MS } from '../../src/core/clock.ts';
import { differenceOf } from '../../src/demo/difference.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld, DRAWN_AT_MS } from '../support/page_world.ts';

test('the banner counts the list that the page shows as it came', async () => {
  const world = aPageWorld(260);
  // Its author takes one of the newest down after the draw: it stood there then.
  world.filing.withdraw(world.login.loginKey, '1000', (DRAWN_AT_MS + HOUR_MS) as EpochMs);

  const invented = { worthOf: () => 0 };
  const server = { postOfUri: () => undefined };
  const difference = differenceOf(world.database, invented, server, world.edition);
  const page = await bodyOf(anApp(world).get('/as-it-came?edition=1'));

  const [, hours] = /the last (\d+) hours/.exec(page) ?? [];
  const [, people] = /(\d+) people/.exec(page) ?? [];
  expect(difference?.newest.hours).toBe(Number(hours));
  expect(difference?.newest.people).toBe(Number(people));
  expect(Number(hours)).toBeGreaterThan(1);
});
