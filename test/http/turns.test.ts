import { expect, test } from 'vitest';
import { anApp, bodyOf } from '../support/page_app.ts';

test('a place that is a turn says so, and does not praise the dice', async () => {
  const { world, get } = anApp();
  world.database.connection
    .prepare(
      `update entries set signals = json_set(signals, '$.turn', json('{"value":12,"factor_micro":0}'))
        where position = 2`,
    )
    .run();

  const line = await bodyOf(get('/e/1'));
  const why = await bodyOf(get('/e/1/2/why'));

  expect(line).toContain('their turn: waited 12 days');
  expect(why).toContain('its place is a turn, which every author is due');
  expect(why).toContain('Their turn');
  expect(why).not.toContain('the dice of edition');
});
