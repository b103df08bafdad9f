import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { answering, at } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const HOUR = HOUR_MS / MINUTE_MS;
const people = Array.from({ length: 8 }, (_, nth) => aPerson(`p${nth}`));

test('what a server lets go while a crawl goes on is named at its end', async () => {
  const posts = Array.from({ length: 3 * 24 }, (_, hour) =>
    people.map((who, nth) => posted(aPost(`${who.id}-${hour}`, who, at(hour * HOUR + nth)))),
  );
  const home = await anOwnersHome(posts.flat(), { homeLimit: 30 });
  let arePagesAway = false;
  const send = answering(home.deps(), ({ pathname }) =>
    arePagesAway && /\/accounts\/[^/]+\/statuses$/.test(pathname)
      ? new Response('', { status: 503 })
      : undefined,
  );
  const once = async (hours: number) => {
    await home.server.passTo(hours * HOUR);
    const done = ingestOnce(home.deps({ send }));
    await home.server.passTo(hours * HOUR + 30);
    await done;
  };
  for (let hours = 2; hours <= 26; hours += 2) await once(hours);
  arePagesAway = true;
  await once(46); // a hole of some twenty hours: who must be read is written down
  const [open] = home.all('select state from holes order by to_ms - from_ms desc limit 1');

  arePagesAway = false;
  home.server.faults.letsGoAfterMs = DAY_MS;
  for (const hours of [54, 56, 58]) await once(hours);

  const [hole] = home.all(
    'select state, unproven from holes order by to_ms - from_ms desc limit 1',
  );
  expect(open?.state).toBe('open');
  expect(hole?.state).toBe('crawled');
  expect(JSON.parse(String(hole?.unproven))).toContain('what your server had let go for its age');
});
