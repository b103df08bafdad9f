import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { keepUp } from '../../src/rank/upkeep.ts';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';

const six = people(6);

test('in a hole those are read first whom the owner likes best', async () => {
  const events = inTurn(six, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 });
  const home = await aWatchedHome(six, events, { homeLimit: 40 });
  const idOf = (name: string) =>
    home.all(`select server_id from account_ids join accounts using (account_key)
               where handle like '${name}@%'`)[0]?.server_id;
  await throughAnOutage({
    ...home,
    run() {
      const listening = home.run();
      home.server.time.after(30 * 60_000, () => {
        for (const minutes of ['14.00', '20.00', '26.00'])
          home.server.act('favourite', String(home.server.statusOf(`m${minutes}`).uri));
      });
      // After the acts were read, and before anything is missing.
      home.server.time.after(45 * 60_000, () =>
        keepUp(home.database, home.server.time.now() as EpochMs, () => {}),
      );
      return listening;
    },
  });

  await home.server.passTo(170);

  const [first] = home.pagesAsked();
  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(first?.path).toContain(`/accounts/${idOf('p4')}/statuses`);
});
