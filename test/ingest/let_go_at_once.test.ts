import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import type { Person } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { openMissing } from '../../src/ingest/missing.ts';
import { type IngestDeps, openSession } from '../../src/ingest/session.ts';
import { answering, at } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

type OwnersHome = Awaited<ReturnType<typeof anOwnersHome>>;

const HOUR = HOUR_MS / MINUTE_MS;
const people = Array.from({ length: 8 }, (_, nth) => aPerson(`p${nth}`));

/** One run, begun at that minute, and all that it may take. */
function openOnce(home: OwnersHome, send: IngestDeps['send']) {
  return async (minutes: number): Promise<void> => {
    await home.server.passTo(minutes);
    const done = ingestOnce(home.deps({ send }));
    await home.server.passTo(minutes + 45);
    await done;
  };
}

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
  const once = openOnce(home, send);
  await once(9 * HOUR);
  home.offered(); // what is a candidate has its counts asked
  home.server.faults.letsGoAfterMs = 12 * HOUR_MS;

  await once(33 * HOUR);

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
  const once = openOnce(home, send);
  await once(90);
  home.offered();
  const ids = taken.map(({ postId }) => String(home.server.statusOf(postId).id));
  asked.length = 0;

  await once(11 * HOUR);

  expect(home.count('departures')).toBe(ids.length);
  for (const id of ids)
    expect(asked.filter((pathname) => pathname === `/api/v1/statuses/${id}`)).toHaveLength(1);
});

test('where each is a request of its own, one neighbour speaks for all that one author took back', async () => {
  const [her, ...others] = people as [Person, ...Person[]];
  const hers = Array.from({ length: 20 }, (_, nth) => `hers-${nth}`);
  const beside = Array.from({ length: 28 }, (_, nth) =>
    posted(aPost(`one-${nth}`, others[nth % others.length] as Person, at(nth * 4))),
  );
  const home = await anOwnersHome(
    [
      ...beside,
      ...hers.map((id, nth) => posted(aPost(id, her, at(50 + nth / 2)))),
      ...hers.map((postId) => ({ kind: 'delete' as const, atMs: at(10 * HOUR), postId })),
    ],
    { homeLimit: 40, faults: { withoutBatch: true } },
  );
  const asked: string[] = [];
  const send = answering(home.deps(), ({ pathname }) => {
    if (pathname.startsWith('/api/v1/statuses/')) asked.push(pathname);
    return undefined;
  });
  const once = openOnce(home, send);
  for (const minutes of [55, 115]) await once(minutes);
  home.offered();
  asked.length = 0;

  await once(11 * HOUR);

  expect(home.count('departures')).toBe(hers.length);
  expect(asked.filter((pathname, nth) => asked.indexOf(pathname) !== nth)).toEqual([]);
});

test('what was inferred of a look is no look: an hour later the server is asked again', async () => {
  const posts = Array.from({ length: 248 }, (_, nth) => {
    const who = people[nth % people.length] as Person;
    return posted(aPost(`many-${nth}`, who, at(nth < 240 ? nth : 30 * HOUR + nth - 240)));
  });
  const home = await anOwnersHome(posts, { homeLimit: 400 });
  let asked = 0;
  const send = answering(home.deps(), ({ pathname }) => {
    if (pathname.startsWith('/api/v1/statuses')) asked += 1;
    return undefined;
  });
  const once = openOnce(home, send);
  for (const hours of [5, 31]) await once(hours * HOUR);
  const opening = openSession(home.deps({ send }));
  await home.server.passTo(32 * HOUR);
  const { look } = openMissing(await opening);
  const idOf = (nth: number) => String(home.server.statusOf(`many-${nth}`).id);
  const ids = [0, 100, 110, 120, 239].map(idOf) as [string, string, string, string, string];
  home.server.faults.letsGoAfterMs = 12 * HOUR_MS;
  /** How many requests these take, begun at that minute of the day. */
  const requestsOf = async (minutes: number, some: readonly string[]) => {
    await home.server.passTo(33 * HOUR + minutes);
    const before = asked;
    const done = (async () => {
      await look(some);
    })();
    await home.server.passTo(33 * HOUR + minutes + 5);
    await done;
    return asked - before;
  };

  const atFirst = await requestsOf(0, [ids[0], ids[4]]);
  const inferred = await requestsOf(50, [ids[1], ids[3]]);
  const anHourLater = await requestsOf(70, [ids[2]]);

  expect([atFirst > 0, inferred, anHourLater > 0]).toEqual([true, 0, true]);
  expect(home.count('absences')).toBe(5);
});
