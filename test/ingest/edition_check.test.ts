import { expect, test } from 'vitest';
import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS, sleep } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { ada, at, bob, missing, post } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const HOUR = HOUR_MS / MINUTE_MS;
/** Days pass: with periods ten times as long, each in a second. */
const PACE = 0.1;
const stranger = aPerson('stranger', { isFollowed: false });
const far = aPost('far', stranger, at(5));

/** Two days after they came, one post is deleted and another edited, and nothing tells of it. */
const EVENTS: readonly WorldEvent[] = [
  posted(far),
  { kind: 'boost', atMs: at(10), id: 'b', booster: bob, post: far },
  posted(post('taken back', 11)),
  ...['m1', 'm2', 'm3'].map((id, nth) => posted(aPost(id, bob, at(12 + nth)))),
  { kind: 'delete', atMs: at(48 * HOUR), postId: 'taken back' },
  { kind: 'edit', atMs: at(48 * HOUR), post: { ...far, html: '<p>edited</p>' } },
];

async function aHomeOfThreeDays() {
  const home = await anOwnersHome(EVENTS, { homeLimit: 2, historyMs: 240 * HOUR_MS });
  const draw = () => {
    const nowMs = home.server.time.now() as EpochMs;
    drawEdition({ database: home.database, feed: MORNING, seed: 'x', nowMs, dryRun: false });
    return home.count('entries');
  };
  const standing = () =>
    home
      .all(
        `select json_extract(body, '$.content') as content
           from entries join statuses using (status_key) join payloads using (status_key)
          where deleted_at_ms is null`,
      )
      .map(({ content }) => String(content).replace(/<[^>]*>/g, ''));
  return { ...home, draw, standing };
}

test('what is drawn is asked about: what is gone is gone, and the rest says what it says now', async () => {
  const home = await aHomeOfThreeDays();
  home.run({ pace: PACE });
  await home.server.passTo(72 * HOUR);
  const drawn = home.draw();
  expect(home.standing()).toContain('taken back by ada');

  await home.server.passTo(72 * HOUR + 2 / PACE);

  expect(drawn).toBe(5);
  expect(home.standing().sort()).toEqual(['edited', 'm1 by bob', 'm2 by bob', 'm3 by bob']);
});

test('what is taken back while an edition is read is gone from it within the hour or so', async () => {
  const home = await aHomeOfThreeDays();
  home.run({ pace: PACE });
  await home.server.passTo(40 * HOUR);
  home.draw();
  await home.server.passTo(47 * HOUR);
  const before = home.standing();

  await home.server.passTo(48 * HOUR + (1.1 * HOUR) / PACE);

  expect(before).toContain('taken back by ada');
  expect(home.standing()).not.toContain('taken back by ada');
});

test('an edition is asked about again, also where a clock was set forward meanwhile', async () => {
  const home = await aHomeOfThreeDays();
  const { now, after } = home.server.time;
  let aheadMs = 0;
  const { send } = home.deps();
  home.run({
    pace: PACE,
    time: { now: () => (now() + aheadMs) as EpochMs, after },
    // Meanwhile nobody says what time it is.
    send: async (request) => {
      await sleep(home.server.time, 5 * SECOND_MS);
      return send(request);
    },
  });
  await home.server.passTo(40 * HOUR);
  home.draw();
  await home.server.passTo(43 * HOUR);
  aheadMs = 240 * HOUR_MS;

  await home.server.passTo(48 * HOUR + (1.1 * HOUR) / PACE);

  expect(home.standing()).not.toContain('taken back by ada');
});

test('a boost that was taken back without a word is no reason to show a post', async () => {
  const home = await aHomeOfThreeDays();
  const boosts = () => home.all('select server_id from arrivals where booster_key is not null');
  const standing = () =>
    home.count('arrivals where booster_key is not null and removed_at_ms is null');
  const { send } = home.deps();
  let isTakenBack = false;
  home.run({
    pace: PACE,
    send: async (request) => {
      const answer = await send(request);
      const id = String(boosts()[0]?.server_id);
      if (!isTakenBack || !request.url.includes(id)) return answer;
      if (request.url.includes(`/${id}`)) return Response.json({ error: 'gone' }, { status: 404 });
      const all = (await answer.json()) as { id: string }[];
      return Response.json(all.filter((one) => one.id !== id));
    },
  });
  await home.server.passTo(40 * HOUR);
  home.draw();
  const before = standing();
  isTakenBack = true;

  await home.server.passTo(40 * HOUR + (1.1 * HOUR) / PACE);

  expect([before, standing()]).toEqual([1, 0]);
  expect(
    home.count("candidates join statuses using (status_key) where statuses.uri like '%far%'"),
  ).toBe(0);
});

test('one by one, every boost of an edition is asked about, however many there are', async () => {
  const far = Array.from({ length: 45 }, (_, nth) =>
    aPost(`far${nth}`, aPerson(`stranger${nth}`, { isFollowed: false }), at(nth)),
  );
  // So many boosts lie between two of one post that the server does not group them.
  const boosts = [ada, bob].flatMap((booster, by) =>
    far.map((one, nth): WorldEvent => {
      const atMs = at(60 + 60 * by + nth);
      return { kind: 'boost', atMs, id: `b${by}-${nth}`, booster, post: one };
    }),
  );
  const own = ['m1', 'm2'].map((id, nth) => posted(aPost(id, bob, at(200 + nth))));
  const home = await anOwnersHome([...far.map((one) => posted(one)), ...boosts, ...own], {
    faults: { withoutBatch: true },
    homeLimit: 2,
    historyMs: 240 * HOUR_MS,
  });
  const standing = () =>
    home.all(
      'select server_id from arrivals where booster_key is not null and removed_at_ms is null',
    );
  let gone: readonly string[] = [];
  const { send } = home.deps();
  home.run({
    pace: PACE,
    send: async (request) => {
      const id = new URL(request.url).pathname.split('/').at(-1) ?? '';
      return gone.includes(id) ? missing() : send(request);
    },
  });
  await home.server.passTo(10 * HOUR);
  const nowMs = home.server.time.now() as EpochMs;
  drawEdition({ database: home.database, feed: MORNING, seed: 'x', nowMs, dryRun: false });
  const before = standing().map(({ server_id }) => String(server_id));
  gone = before.filter((_, nth) => nth % 5 === 4); // the others tell that nobody lets them all go

  await home.server.passTo(20 * HOUR);

  const after = standing().map(({ server_id }) => String(server_id));
  expect([before.length, gone.length]).toEqual([90, 18]);
  expect(after).toEqual(before.filter((id) => !gone.includes(id)));
});

test('one status over which the server fails keeps no other from being asked about', async () => {
  const home = await aHomeOfThreeDays();
  const { send } = home.deps();
  const ofOne = () => String(home.server.statusOf('m2').id);
  let failed = 0;
  home.run({
    pace: PACE,
    send: async (request) => {
      const isAsked = request.url.includes('/statuses') && request.url.includes(ofOne());
      const isOver = isAsked && home.server.time.now() > at(40 * HOUR);
      if (isOver) failed += 1;
      return isOver ? new Response('', { status: 500 }) : send(request);
    },
  });
  await home.server.passTo(72 * HOUR);
  home.draw();

  await home.server.passTo(72 * HOUR + HOUR / PACE);

  expect(home.standing().sort()).toEqual(['edited', 'm1 by bob', 'm2 by bob', 'm3 by bob']);
  expect(failed).toBeLessThan(100); // now and then, not each time of thirty hours
});

test('an edition that begins with two over which the server fails is asked about all the same', async () => {
  const home = await aHomeOfThreeDays();
  const { send } = home.deps();
  let first: readonly string[] = [];
  home.run({
    pace: PACE,
    send: async (request) =>
      request.url.includes('/statuses') && first.some((id) => request.url.includes(id))
        ? new Response('', { status: 500 })
        : send(request),
  });
  await home.server.passTo(40 * HOUR);
  home.draw();
  first = home.all(FIRST_TWO).map(({ server_id }) => String(server_id));

  await home.server.passTo(48 * HOUR + (1.1 * HOUR) / PACE);

  expect(first).toHaveLength(2);
  expect(home.standing()).not.toContain('taken back by ada');
});

/** Of an edition, and not what is taken back: that a server fails over it proves nothing. */
const FIRST_TWO = `
  select server_id
    from entries join statuses using (status_key) join server_ids using (status_key)
   where statuses.uri not like '%taken%'
   order by position limit 2`;

test('under cron the next run asks, the one after it of what was gone, and none then', async () => {
  const home = await aHomeOfThreeDays();
  const runOnce = async () => {
    const asked: string[] = [];
    const { send } = home.deps();
    const once = ingestOnce(
      home.deps({
        send: (request) => {
          asked.push(decodeURIComponent(new URL(request.url).search));
          return send(request);
        },
      }),
    );
    await home.server.passTo((home.server.time.now() - at(0)) / MINUTE_MS + 10);
    await once;
    return asked.filter((search) => search.includes('id[]=')).length;
  };
  const running = home.run({ pace: PACE });
  await home.server.passTo(72 * HOUR);
  running.stop.abort();
  home.draw();

  await runOnce();
  const standing = home.standing();
  const doubted = await runOnce();
  const again = await runOnce();

  expect(standing).toHaveLength(4);
  expect([doubted, again]).toEqual([1, 0]);
});
