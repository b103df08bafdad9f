import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { openStats } from '../../src/store/stats.ts';
import { answering, at, bob, post } from '../support/ingest_home.ts';
import { anOwnersHome, owner } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const DAYS = 24 * 60;
const stranger = aPerson('stranger', { isFollowed: false });
/** Before the home begins: nobody has them but the server. */
const older = Array.from({ length: 60 }, (_, nth) =>
  aPost(`old${nth}`, stranger, at(-9 * DAYS + nth), { tags: ['birds'] }),
);
const long = { historyMs: 10 * DAYS * MINUTE_MS };

test('favourites and bookmarks of before are acts from the start, as early as they can be', async () => {
  const home = await anOwnersHome(
    [...older.map((one) => posted(one)), posted(post('p', 10))],
    long,
  );
  for (const { id } of older) home.server.act('favourite', home.uriOf(id));
  home.server.act('bookmark', home.uriOf('old7'));
  home.run();

  await home.server.passTo(5);

  expect(home.count("actions where kind = 'favourite'")).toBe(60);
  expect(home.acts()).toContainEqual({ kind: 'bookmark', is_undone: 0, uri: home.uriOf('old7') });
  const [spread] = home.all('select min(at_ms) as first, max(at_ms) as last from actions');
  expect(spread).toEqual({ first: older[0]?.createdMs, last: older[59]?.createdMs });
  // Taste knows their author and tags; they are no candidates and no arrivals.
  expect(home.count('statuses where came_home = 0')).toBe(60);
  expect(home.count('status_tags')).toBe(60);
  expect([home.count('arrivals'), home.count('candidates')]).toEqual([0, 0]);
});

test('what was favoured during a pause is read to its end, whatever the home tells of it', async () => {
  const home = await anOwnersHome([...older.map((one) => posted(one)), posted(post('p', 1))], long);
  const favoured = () => home.count("actions where kind = 'favourite'");
  home.server.act('favourite', home.uriOf('old0'));
  const first = home.run();
  await home.server.passTo(15);
  first.stop.abort();
  const before = favoured();

  // More than a page of them, the last one of what stands in the home.
  for (const { id } of older.slice(1)) home.server.act('favourite', home.uriOf(id));
  home.server.act('favourite', home.uriOf('p'));
  home.run();
  await home.server.passTo(45);

  expect([before, favoured()]).toEqual([1, 61]);
});

test('a failure over the favourites is mended before the first draw would be made', async () => {
  const home = await anOwnersHome([posted(post('p', 1))], long);
  let failures = 1;
  const failing = (url: URL) => {
    if (url.pathname !== '/api/v1/favourites' || failures === 0) return undefined;
    failures -= 1;
    return new Response('', { status: 502 });
  };
  home.run({ send: answering(home.deps(), failing) });

  await home.server.passTo(3);

  expect([failures, openStats(home.database).firstReading()?.isWhole]).toEqual([0, true]);
});

test('bookmarks and own posts are asked for also while favourites cannot be', async () => {
  const home = await anOwnersHome(
    [...older.map((one) => posted(one)), posted(post('p', 10))],
    long,
  );
  home.server.act('bookmark', home.uriOf('old7'));
  let isAway = true;
  const away = (url: URL) =>
    isAway && url.pathname === '/api/v1/favourites' ? new Response('', { status: 502 }) : undefined;
  home.run({ send: answering(home.deps(), away) });
  const known = () => openStats(home.database).firstReading()?.isWhole;

  await home.server.passTo(5);
  const meanwhile = [home.acts().length, known()];
  isAway = false;
  await home.server.passTo(20);

  expect([...meanwhile, known()]).toEqual([1, false, true]);
});

test('once, for cron, they are there before the first draw', async () => {
  const home = await anOwnersHome(
    [...older.map((one) => posted(one)), posted(post('p', -1))],
    long,
  );
  home.server.act('favourite', home.uriOf('old3'));
  const once = ingestOnce(home.deps());
  await home.server.passTo(2);
  await once;

  expect(home.count('actions')).toBe(1);
  home.offered('p');
  expect(
    home.all("select lift_micro > 0 as is_up from topic_signals where subject = 'birds'"),
  ).toEqual([{ is_up: 1 }]);
});

test('acts elsewhere are followed, and their undoing too, also of what is no more in the home', async () => {
  const events = [posted(post('p', 10)), posted(post('q', 11)), posted(post('r', 12))];
  const home = await anOwnersHome([...older.map((one) => posted(one)), ...events], {
    ...long,
    homeLimit: 1,
  });
  home.run();
  await home.server.passTo(20);

  home.server.act('favourite', home.uriOf('p'));
  home.server.act('favourite', home.uriOf('old5'));
  home.server.act('bookmark', home.uriOf('q'));
  home.server.act('reblog', home.uriOf('old6'));
  await home.server.passTo(40);
  const done = home.acts();
  const waiting = home.offered('p', 'q', 'r');
  home.server.act('favourite', home.uriOf('p'), true);
  home.server.act('bookmark', home.uriOf('q'), true);
  home.server.act('reblog', home.uriOf('old6'), true);
  await home.server.passTo(60);

  const act = (kind: string, id: string, is_undone = 0) => ({
    kind,
    is_undone,
    uri: home.uriOf(id),
  });
  expect(done).toHaveLength(4);
  expect(done).toEqual(
    expect.arrayContaining([
      act('favourite', 'p'),
      act('favourite', 'old5'),
      act('bookmark', 'q'),
      act('reblog', 'old6'),
    ]),
  );
  expect(waiting).toEqual(['r']);
  expect(home.acts().filter(({ is_undone }) => is_undone === 0)).toEqual([
    act('favourite', 'old5'),
  ]);
  expect(home.offered('p', 'q', 'r')).toEqual(['p', 'q', 'r']);
});

test('an act is undone and done again as often as the owner likes', async () => {
  const home = await anOwnersHome([posted(post('p', 10))]);
  home.run();
  await home.server.passTo(20);

  for (const [nth, undo] of [false, true, false].entries()) {
    home.server.act('favourite', home.uriOf('p'), undo);
    await home.server.passTo(35 + 15 * nth);
  }

  expect(
    home
      .acts()
      .map(({ is_undone }) => is_undone)
      .sort(),
  ).toEqual([0, 1]);
});

test('answers count for what they answer, also where only the server has that', async () => {
  const far = aPost('far', stranger, at(5));
  const hers = post('hers', 6);
  const own = aPost('own', owner, at(7));
  const events: WorldEvent[] = [
    posted(far),
    posted(hers),
    posted(own),
    posted(aPost('to far', owner, at(20), { replyTo: far })),
    posted(aPost('to her', owner, at(21), { replyTo: hers })),
    posted(aPost('to self', owner, at(22), { replyTo: own })),
    { kind: 'delete', atMs: at(60), postId: 'to her' },
  ];
  const home = await anOwnersHome(events);
  home.run();
  await home.server.passTo(40);
  const answered = home.acts();
  const waiting = home.offered('hers');

  await home.server.passTo(80);

  const reply = (id: string, is_undone: number) => ({
    kind: 'reply',
    is_undone,
    uri: home.uriOf(id),
  });
  expect(answered).toHaveLength(2);
  expect(answered).toEqual(expect.arrayContaining([reply('far', 0), reply('hers', 0)]));
  expect(home.all("select at_ms from actions where kind = 'reply' order by at_ms")).toEqual([
    { at_ms: at(20) },
    { at_ms: at(21) },
  ]);
  expect(waiting).toEqual([]);
  expect(home.acts()).toContainEqual(reply('hers', 1));
  expect(home.offered('hers')).toEqual(['hers']);
});

test('what was favoured before it came home is no candidate when it comes', async () => {
  const early = aPost('early', stranger, at(-60));
  const events: WorldEvent[] = [
    posted(early),
    { kind: 'boost', atMs: at(30), id: 'b', booster: bob, post: early },
  ];
  const home = await anOwnersHome(events, long);
  home.server.act('favourite', home.uriOf('early'));
  home.run();
  await home.server.passTo(20);
  const before = home.count('arrivals');

  await home.server.passTo(40);

  expect([before, home.count('arrivals'), home.count('candidates')]).toEqual([0, 1, 0]);
  expect(home.count('statuses where came_home = 1')).toBe(1);
});
