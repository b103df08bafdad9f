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

test('where each is a request of its own, what is missing is not asked for a second time', async () => {
  const posts = Array.from({ length: 40 }, (_, nth) => {
    const who = people[nth % people.length] as Person;
    return posted(aPost(`one-${nth}`, who, at(nth * 2)));
  });
  const taken = [22, 29, 36].map((nth) => ({
    ...{ kind: 'delete' as const, atMs: at(10 * HOUR) },
    postId: `one-${nth}`,
  }));
  const home = await anOwnersHome([...posts, ...taken], {
    homeLimit: 20,
    faults: { withoutBatch: true },
  });
  const asked: string[] = [];
  const send = answering(home.deps(), ({ pathname }) => {
    asked.push(pathname);
    return undefined;
  });
  const once = async (minutes: number) => {
    await home.server.passTo(minutes);
    const done = ingestOnce(home.deps({ send }));
    await home.server.passTo(minutes + 45);
    await done;
  };
  await once(90);
  home.offered();
  const ids = taken.map(({ postId }) => String(home.server.statusOf(postId).id));
  asked.length = 0;

  await once(11 * HOUR);

  expect(home.count('departures')).toBe(ids.length);
  for (const id of ids)
    expect(asked.filter((pathname) => pathname === `/api/v1/statuses/${id}`)).toHaveLength(1);
});
