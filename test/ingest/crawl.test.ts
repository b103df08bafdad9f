import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/core/clock.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering, at, missing } from '../support/ingest_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const six = people(6);
const [p0, p1] = six as [(typeof six)[0], (typeof six)[0]];
const aPostAMinute = () => inTurn(six, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 });
const stranger = aPerson('stranger', { isFollowed: false });

test('a hole that the home cannot reach over is filled author by author', async () => {
  const home = await aWatchedHome(six, aPostAMinute(), { homeLimit: 40 });
  await throughAnOutage(home);

  await home.server.passTo(170);

  expect([home.count('statuses'), home.count('arrivals')]).toEqual([120, 120]);
  const [hole] = home.all('select * from holes');
  expect(hole).toMatchObject({ state: 'crawled', from_ms: at(35) });
  expect(hole?.recovered).toBe(home.count("arrivals where how = 'crawl'"));
  expect(Number(hole?.recovered)).toBeGreaterThan(15);
  expect(home.count('crawl_turns')).toBe(0);
});

test('what cannot be proven is named: grouped boosts, and strangers by tag', async () => {
  const lost: WorldEvent[] = [
    { kind: 'boost', atMs: at(55), id: 'b1', booster: p0, post: aPost('old', p1, at(-600)) },
    posted(aPost('tagged', stranger, at(60), { tags: ['birds'] })),
  ];
  const events = [...aPostAMinute(), ...lost];
  const home = await aWatchedHome([...six, stranger], events, {
    homeLimit: 40,
    world: { followedTags: ['birds'] },
  });
  await throughAnOutage(home);

  await home.server.passTo(170);

  const unproven = JSON.parse(String(home.all('select unproven from holes')[0]?.unproven));
  expect(unproven).toEqual([
    'boosts that your server grouped away',
    'posts of strangers that #birds no longer list',
  ]);
  // What can be had of both is here all the same.
  expect(home.count("statuses where uri like '%stranger%'")).toBe(1);
  expect(home.count('arrivals where booster_key is not null')).toBe(1);
});

test('a server that does not tell of followed tags leaves their strangers unproven', async () => {
  const home = await aWatchedHome(six, aPostAMinute(), { homeLimit: 40 });
  const hidden = (url: URL) => (url.pathname.endsWith('/followed_tags') ? missing() : undefined);
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.plain(), hidden) }),
  });

  await home.server.passTo(170);

  expect(JSON.parse(String(home.all('select unproven from holes')[0]?.unproven))).toEqual([
    'boosts that your server grouped away',
    'posts of strangers under tags that you follow',
  ]);
});

test('the rules of the home hold for what is found on people’s own pages', async () => {
  const question = aPost('question', stranger, at(45));
  const own = aPost('own', p0, at(60));
  const events = [
    ...aPostAMinute(),
    posted(question),
    posted(aPost('to_stranger', p0, at(61), { replyTo: question })),
    posted(own),
    posted(aPost('to_self', p0, at(62), { replyTo: own })),
    posted(aPost('to_friend', p1, at(63), { replyTo: own })),
    posted(aPost('mentions_muted', p1, at(64), { mentions: [six[5] as typeof p0] })),
  ];
  const home = await aWatchedHome([...six, stranger], events, { homeLimit: 40 });
  const running = home.run();
  await home.server.passTo(49);
  home.server.elsewhere.refuse('mute', six[5] as typeof p0);
  running.stop.abort();
  await throughAnOutage(home);

  await home.server.passTo(170);

  const kept = home
    .all("select json_extract(body, '$.content') as content from payloads")
    .map(({ content }) => String(content));
  const has = (id: string) => kept.some((content) => content.includes(`>${id} by`));
  expect(['own', 'to_self', 'to_friend'].map(has)).toEqual([true, true, true]);
  expect(['question', 'to_stranger', 'mentions_muted'].map(has)).toEqual([false, false, false]);
});

test('who is stopped in the middle asks nobody twice', async () => {
  const authors = people(30);
  const events = inTurn(authors, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 });
  const home = await aWatchedHome(authors, events, { homeLimit: 40 });
  const { stop, done } = await throughAnOutage(home);
  const settled = () => home.count("crawl_turns where outcome = 'read'");
  const { send } = home.plain();
  stop.abort();
  await done;
  const first = home.run({
    send: async (request) => {
      if (settled() === 12) first.stop.abort();
      return send(request);
    },
  });
  await home.server.passTo(120);
  expect(settled()).toBe(12);

  home.run();
  await home.server.passTo(170);

  expect(home.all('select state from holes order by from_ms limit 1')).toEqual([
    { state: 'crawled' },
  ]);
  expect(home.count('statuses')).toBe(120);
  const asked = home.pagesAsked().map(({ path }) => path);
  expect(asked).toHaveLength(30);
  expect(new Set(asked).size).toBe(30);
});

test('who has not posted since is not asked', async () => {
  const authors = people(60);
  const talking = authors.slice(0, 7);
  const events = [
    // Everybody has said something, days ago.
    ...authors.map((author) => posted(aPost(`old ${author.id}`, author, at(0) - 3 * DAY_MS))),
    ...inTurn(talking, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 }),
  ];
  const home = await aWatchedHome(authors, events, { homeLimit: 40 });
  await throughAnOutage(home);

  await home.server.passTo(170);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count('statuses')).toBeGreaterThanOrEqual(120);
  expect(home.pagesAsked()).toHaveLength(7);
  // sixty people, forty in a request
  expect(home.asked.filter(({ path }) => path.includes('/accounts?id[]='))).toHaveLength(2);
});

test('a server without batches is asked by its follow list instead', async () => {
  const authors = people(12);
  const events = [
    ...authors.map((author) => posted(aPost(`old ${author.id}`, author, at(0) - 3 * DAY_MS))),
    ...inTurn(authors.slice(0, 6), { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 }),
  ];
  const home = await aWatchedHome(authors, events, { homeLimit: 40 });
  const without = (url: URL) => (url.pathname === '/api/v1/accounts' ? missing() : undefined);
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.plain(), without) }),
  });

  await home.server.passTo(170);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.pagesAsked()).toHaveLength(6);
});

test('several holes are filled from one look at each page', async () => {
  const home = await aWatchedHome(six, aPostAMinute(), { homeLimit: 20 });
  const { stop, done } = home.run({
    send: answering(home.plain(), (url) =>
      /accounts(\/\d+\/statuses)?$/.test(url.pathname)
        ? Response.json({ error: 'busy' }, { status: 502 })
        : undefined,
    ),
  });
  for (const minutes of [30, 80]) {
    await home.server.passTo(minutes);
    home.server.stop();
    await home.server.passTo(minutes + 30);
    home.server.start();
  }
  await home.server.passTo(125);
  expect(home.all('select state from holes')).toEqual([{ state: 'open' }, { state: 'open' }]);
  stop.abort();
  await done;

  home.asked.splice(0);
  home.run();
  await home.server.passTo(170);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }, { state: 'crawled' }]);
  expect(home.count('statuses')).toBe(120);
  expect(home.pagesAsked()).toHaveLength(6);
});

test('a crawl keeps to its share, and leaves the rest to polls and other apps', async () => {
  const authors = people(330);
  const events = inTurn(authors, { fromMinutes: 10, toMinutes: 130, everyMinutes: 0.5 });
  const over: string[] = [];
  const home = await aWatchedHome(authors, events, {
    homeLimit: 40,
    rateLimits: 'real',
    witness: { overLimit: (path) => over.push(path) },
  });
  await throughAnOutage(home);

  await home.server.passTo(170);

  expect(over).toEqual([]);
  expect(home.asked.filter(({ status }) => status === 429)).toEqual([]);
  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count('statuses')).toBe(240);
  const perWindow = new Map<number, number>();
  for (const { atMs } of home.pagesAsked()) {
    const window = Math.floor(atMs / (5 * MINUTE_MS));
    perWindow.set(window, (perWindow.get(window) ?? 0) + 1);
  }
  expect(Math.max(...perWindow.values())).toBeLessThanOrEqual(126);
  expect(perWindow.size).toBeGreaterThanOrEqual(3);
});

test('a hole that ends while another is read waits for a plan of its own', async () => {
  const home = await aWatchedHome(six, aPostAMinute(), { homeLimit: 40 });
  await throughAnOutage({
    ...home,
    run: () =>
      home.run({
        send: async (request) => {
          // The last page of the first hole is on its way when a second one is found.
          const isLast = home.count("crawl_turns where outcome = 'waiting'") === 1;
          if (isLast && home.count('holes') === 1)
            home.all(`insert into holes (login_key, from_ms, to_ms, state, noticed_at_ms)
                      values (1, ${at(-60)}, ${at(0)}, 'open', ${at(120)}) returning 1`);
          return home.plain().send(request);
        },
      }),
  });

  await home.server.passTo(170);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }, { state: 'crawled' }]);
  // Two holes, and six people who were read for each.
  expect(home.pagesAsked()).toHaveLength(12);
});
