import { expect, test } from 'vitest';
import { aKeptHome, day, KEEP_DAYS } from '../support/kept_home.ts';

test('a last chance waits also where a bad disk changed since when posts are let go', async () => {
  const home = aKeptHome(['ada', 'bob']);
  home.say('ada', '1', day(0));
  for (let nth = 1; nth < 20; nth += 1) home.say('bob', `${100 + nth}`, day(nth));
  await home.keep(day(KEEP_DAYS + 1));
  const damaged = home.database.connection
    .prepare(
      `update upkeep_marks set detail = replace(detail, 'sinceMs', 'sinceLs')
        where name = 'last_chances' and detail like '%sinceMs%'`,
    )
    .run();

  await home.keep(day(KEEP_DAYS + 2));

  expect(damaged.changes).toBe(1);
  expect(home.bodies()).toContain('1');
});
