import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import type { Person } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { answering, at } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const HOUR = HOUR_MS / MINUTE_MS;
const people = Array.from({ length: 8 }, (_, nth) => aPerson(`p${nth}`));

test('of what was let go a few are asked for, and not each', async () => {
  const posts = Array.from({ length: 240 }, (_, nth) => {
    const who = people[nth % people.length] as Person;
    return posted(aPost(`many-${nth}`, who, at(nth < 232 ? nth * 2 : 30 * HOUR + nth - 232)));
  });
  const home = await anOwnersHome(posts, { homeLimit: 400 });
  const asked: string[] = [];
  const send = answering(home.deps(), ({ pathname }) => {
    if (/^\/api\/v1\/statuses\/\d+$/.test(pathname)) asked.push(pathname);
    return undefined;
  });
  const once = async (hours: number) => {
    await home.server.passTo(hours * HOUR);
    const done = ingestOnce(home.deps({ send }));
    await home.server.passTo(hours * HOUR + 45);
    await done;
  };
  await once(9);
  home.offered(); // what is a candidate has its counts asked
  home.server.faults.letsGoAfterMs = 12 * HOUR_MS;

  await once(33);

  expect([home.count('absences'), home.count('payloads')]).toEqual([232, 240]);
  expect(asked.length).toBeLessThan(16);
});
