import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { ada, answering, at, bob, missing, post } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

/** Two posts that no home shows any more when their counts are due. */
const FALLEN_OUT: readonly WorldEvent[] = [
  posted(post('p', 1)),
  posted(aPost('q', ada, at(2), { html: '<p>kept</p>' })),
  posted(aPost('r', bob, at(10))),
  posted(aPost('s', bob, at(11))),
];

/** A server that for a while knows of no status when it is asked for it. */
async function aHomeHalfUp(events = FALLEN_OUT, homeLimit = 2) {
  const home = await anOwnersHome(events, { homeLimit });
  let isHalfUp = false;
  const send = answering(home.deps(), ({ pathname }) => {
    if (!isHalfUp || !pathname.startsWith('/api/v1/statuses')) return undefined;
    return pathname === '/api/v1/statuses' ? Response.json([]) : missing();
  });
  const setHalfUp = (isSo: boolean) => {
    isHalfUp = isSo;
  };
  const halfUp = async (from: number, to: number) => {
    await home.server.passTo(from);
    setHalfUp(true);
    await home.server.passTo(to);
    setHalfUp(false);
  };
  const draw = () => {
    const nowMs = home.server.time.now() as EpochMs;
    drawEdition({ database: home.database, feed: MORNING, seed: 'x', nowMs, dryRun: false });
  };
  const standing = () => home.count('statuses where deleted_at_ms is null');
  return { ...home, send, halfUp, setHalfUp, draw, standing };
}

test('what a server that is half up says it has not comes back with its text', async () => {
  const home = await aHomeHalfUp();
  home.run({ send: home.send });

  await home.halfUp(30, 66);
  const hidden = [home.standing(), home.count('payloads')];
  await home.server.passTo(80);

  expect(hidden).toEqual([2, 4]);
  expect([home.standing(), home.count('payloads'), home.count('departures')]).toEqual([4, 4, 0]);
  expect(home.offered('p', 'q')).toEqual(['p', 'q']);
});

test('what it says so of ten minutes later, too, is gone', async () => {
  const home = await aHomeHalfUp();
  home.run({ send: home.send });

  await home.halfUp(30, 85);

  expect([home.standing(), home.count('payloads'), home.count('departures')]).toEqual([2, 2, 0]);
});

test('what was edited meanwhile comes back as it is now', async () => {
  const edited = aPost('q', ada, at(2), { html: '<p>better</p>' });
  const edit: WorldEvent = { kind: 'edit', atMs: at(66.1), post: edited };
  const home = await aHomeHalfUp([...FALLEN_OUT, edit]);
  home.run({ send: home.send });

  await home.halfUp(30, 66);
  await home.server.passTo(80);

  const [q] = home.all(
    `select json_extract(body, '$.content') as html
       from payloads join statuses using (status_key) where uri = '${home.uriOf('q')}'`,
  );
  expect(q?.html).toBe('<p>better</p>');
});

test('what its home shows all the same is back with the next reading, and stays', async () => {
  const drawn = [posted(post('p', 1)), posted(aPost('r', bob, at(3)))];
  const home = await aHomeHalfUp(drawn, 800);
  home.run({ send: home.send });
  await home.server.passTo(20);
  home.draw();

  await home.halfUp(20.1, 40);

  expect([home.standing(), home.count('payloads'), home.count('departures')]).toEqual([2, 2, 0]);
});

test('a boost of an edition that it says it has not stands again afterwards', async () => {
  const far = aPost('far', aPerson('stranger', { isFollowed: false }), at(2));
  const boost: WorldEvent = { kind: 'boost', atMs: at(3), id: 'b', booster: bob, post: far };
  const home = await aHomeHalfUp([posted(far), boost, ...FALLEN_OUT.slice(2)]);
  home.run({ send: home.send });
  await home.server.passTo(20);
  home.draw();

  await home.halfUp(20.1, 24);
  const boosts = () =>
    home.count('arrivals where booster_key is not null and removed_at_ms is null');
  const hidden = boosts();
  await home.server.passTo(36);

  expect([hidden, boosts(), home.standing()]).toEqual([0, 1, 3]);
});

test('by cron the next run asks again, and none asks twice', async () => {
  const home = await aHomeHalfUp();
  const once = async (minutes: number) => {
    await home.server.passTo(minutes);
    const done = ingestOnce(home.deps({ send: home.send }));
    await home.server.passTo(minutes + 6);
    await done;
    return [home.standing(), home.count('payloads')];
  };
  await once(3);

  home.setHalfUp(true);
  const doubted = await once(64);
  home.setHalfUp(false);
  const again = await once(90);

  expect([doubted, again]).toEqual([
    [2, 4],
    [4, 4],
  ]);
});
