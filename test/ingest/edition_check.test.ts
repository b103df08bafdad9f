import { expect, test } from 'vitest';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { at, bob, post } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const HOUR = HOUR_MS / MINUTE_MS;
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
  home.run();
  await home.server.passTo(72 * HOUR);
  const drawn = home.draw();
  expect(home.standing()).toContain('taken back by ada');

  await home.server.passTo(72 * HOUR + 2);

  expect(drawn).toBe(5);
  expect(home.standing().sort()).toEqual(['edited', 'm1 by bob', 'm2 by bob', 'm3 by bob']);
});

test('what is taken back while an edition is read is gone from it within the hour or so', async () => {
  const home = await aHomeOfThreeDays();
  home.run();
  await home.server.passTo(40 * HOUR);
  home.draw();
  await home.server.passTo(47 * HOUR);
  const before = home.standing();

  await home.server.passTo(49 * HOUR + 5);

  expect(before).toContain('taken back by ada');
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

  await home.server.passTo(41 * HOUR + 5);

  expect([before, standing()]).toEqual([1, 0]);
  expect(
    home.count("candidates join statuses using (status_key) where statuses.uri like '%far%'"),
  ).toBe(0);
});

test('under cron the next run asks, and none after it', async () => {
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
  const running = home.run();
  await home.server.passTo(72 * HOUR);
  running.stop.abort();
  home.draw();

  await runOnce();
  const standing = home.standing();
  const again = await runOnce();

  expect(standing).toHaveLength(4);
  expect(again).toBe(0);
});
