import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { type BackfillNews, backfill, beginStretch } from '../../src/ingest/backfill.ts';
import { openCrawls } from '../../src/store/crawls.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { answering, at } from '../support/ingest_home.ts';

const DAY = 24 * 60;
const twelve = people(12);
/** A post every half an hour for nine days: a page of forty holds ten days of each of twelve. */
const nineDays = () => inTurn(twelve, { fromMinutes: -9 * DAY, toMinutes: 0, everyMinutes: 30 });
const lastDays = (days: number) => days * 48;

/** Lets told time pass until `work` is done. */
async function settle<T>(home: Awaited<ReturnType<typeof aWatchedHome>>, work: Promise<T>) {
  const { time } = home.server;
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  done.catch(() => {});
  for (let minute = 0; minute < 120 && !isDone; minute += 1)
    await time.passTo((time.now() + MINUTE_MS) as EpochMs);
  return done;
}

test('from an empty database a week is read back, with an estimate first', async () => {
  const home = await aWatchedHome(twelve, nineDays(), { homeLimit: 40 });
  const news: BackfillNews[] = [];

  const done = await settle(
    home,
    backfill(home.deps(), { days: 7, onNews: (one) => news.push(one) }),
  );

  expect(done).toEqual({ found: lastDays(7) - 40, read: 12, failing: [] });
  expect(home.count('arrivals')).toBe(lastDays(7));
  expect(home.all('select state, from_ms from holes')).toEqual([
    { state: 'crawled', from_ms: expect.closeTo(at(0) - 7 * DAY_MS, -5) },
  ]);
  expect(news[0]).toMatchObject({
    kind: 'estimate',
    estimate: { people: 12, minutes: 1, perWindow: 199, windowMinutes: 5 },
  });
  const { read } = news.findLast(({ kind }) => kind === 'progress') as { read: number };
  expect(read).toBe(12);
});

test.each([
  [3, ['boosts that your server grouped away', 'what your server had let go for its age']],
  [30, ['boosts that your server grouped away']],
])('of a week at a server that keeps %i days it is told what is unproven', async (days, told) => {
  const home = await aWatchedHome(twelve, nineDays(), {
    homeLimit: 40,
    faults: { letsGoAfterMs: days * DAY_MS },
  });

  await settle(home, backfill(home.deps(), { days: 7, onNews: () => {} }));

  const [hole] = home.all('select state, unproven from holes');
  expect(hole?.state).toBe('crawled');
  expect(JSON.parse(String(hole?.unproven))).toEqual(told);
});

test('what the owner favoured and bookmarked is known after it, for the first draw', async () => {
  const home = await aWatchedHome(twelve, nineDays(), { homeLimit: 40 });
  const uri = (name: string) => String(home.server.statusOf(name).uri);
  home.server.act('favourite', uri(`m${(-3 * DAY).toFixed(2)}`));
  home.server.act('bookmark', uri('m-30.00'));
  const acts = () => home.all('select kind from actions order by kind').map(({ kind }) => kind);

  await settle(home, backfill(home.deps(), { days: 2, onNews: () => {} }));

  expect(acts()).toEqual(['bookmark', 'favourite']);
});

test.each([500, 404])('a server that answers %s to favourites is read back', async (status) => {
  const home = await aWatchedHome(twelve, nineDays(), { homeLimit: 40 });
  const send = answering(home.plain(), ({ pathname }) =>
    pathname.endsWith('/favourites') ? Response.json({ error: 'no' }, { status }) : undefined,
  );

  const done = await settle(home, backfill(home.deps({ send }), { days: 2, onNews: () => {} }));

  const failing = status === 500 ? ['favourites'] : [];
  expect(done).toEqual({ found: lastDays(2) - 40, read: 12, failing });
});

test('who is muted is read back as little as the home would show them', async () => {
  const home = await aWatchedHome(twelve, nineDays(), { homeLimit: 40 });
  home.server.elsewhere.refuse('mute', twelve[0] as (typeof twelve)[0]);

  await settle(home, backfill(home.deps(), { days: 7, onNews: () => {} }));

  expect(home.count('refusals_of_people')).toBe(1);
  expect(
    home.count(
      "arrivals join statuses using (status_key) where how = 'crawl' and uri like '%/p0/%'",
    ),
  ).toBe(0);
});

test('who is stopped goes on where they ended, and asks for no page twice', async () => {
  const talkers = people(3);
  const events = inTurn(talkers, { fromMinutes: -9 * DAY, toMinutes: 0, everyMinutes: 30 });
  const home = await aWatchedHome(talkers, events, { homeLimit: 40 });
  const stop = new AbortController();
  const { send } = home.plain();
  let pages = 0;
  const cut = home.deps({
    signal: stop.signal,
    send: async (request) => {
      if (request.url.includes('/statuses?')) pages += 1;
      if (pages > 5) stop.abort(); // the first is the owner’s own
      return send(request);
    },
  });
  const quietly = { days: 7, onNews: () => {} };
  await expect(settle(home, backfill(cut, quietly))).rejects.toThrow(/aborted/);
  const before = home.pagesAsked().length;

  await settle(home, backfill(home.deps(), quietly));

  const asked = home.pagesAsked().map(({ path }) => path);
  expect(before).toBe(4);
  expect(asked.length).toBeGreaterThan(6);
  expect(new Set(asked).size).toBe(asked.length);
  expect(home.count('arrivals')).toBeGreaterThanOrEqual(lastDays(7));
});

test('what is here is not read again; more days reach further back', async () => {
  const home = await aWatchedHome(twelve, nineDays(), { homeLimit: 40 });
  const onNews = () => {};
  await settle(home, backfill(home.deps(), { days: 3, onNews }));
  home.asked.splice(0);

  const again = await settle(home, backfill(home.deps(), { days: 3, onNews }));
  const askedAgain = home.pagesAsked().length;
  const further = await settle(home, backfill(home.deps(), { days: 5, onNews }));

  expect([again.found, askedAgain]).toEqual([0, 0]);
  expect(further.found).toBeGreaterThan(90);
  expect(home.count('arrivals')).toBeGreaterThanOrEqual(lastDays(5) - 1);
});

test('it keeps within the budget: no request is one too many', async () => {
  const many = people(450);
  const events = inTurn(many, { fromMinutes: -2 * DAY, toMinutes: 0, everyMinutes: 6 });
  const over: string[] = [];
  const home = await aWatchedHome(many, events, {
    rateLimits: 'real',
    homeLimit: 100,
    witness: { overLimit: (path) => over.push(path) },
  });
  const news: BackfillNews[] = [];
  const told: { readonly atMs: number; readonly minutes: number }[] = [];
  const startedMs = home.server.time.now();
  const onNews = (one: BackfillNews) => {
    news.push(one);
    if (one.kind === 'progress')
      told.push({ atMs: home.server.time.now(), minutes: one.left.minutes });
  };

  await settle(home, backfill(home.deps(), { days: 2, onNews }));

  expect(over).toEqual([]);
  expect(home.count('arrivals')).toBe(480);
  const [first] = news.filter(({ kind }) => kind === 'estimate');
  const estimate = first?.kind === 'estimate' ? first.estimate.minutes : 0;
  const tookMinutes = (home.server.time.now() - startedMs) / MINUTE_MS;
  expect(estimate).toBeGreaterThanOrEqual(10);
  expect(Math.abs(estimate - tookMinutes)).toBeLessThanOrEqual(3);
  const endMs = home.server.time.now();
  const errors = told.map(({ atMs, minutes }) => minutes - (endMs - atMs) / MINUTE_MS);
  expect(Math.min(...errors)).toBeGreaterThan(-1);
  expect(Math.max(...errors)).toBeLessThanOrEqual(3); // no request takes any time here
});

test('an ingest that is running fills what it is told of', async () => {
  const home = await aWatchedHome(twelve, nineDays(), { homeLimit: 40 });
  home.run();
  await home.server.passTo(5);
  const loginKey = 1;
  const knownSinceMs = openCrawls(home.database).heardSinceMs(loginKey) as EpochMs;

  const isNew = beginStretch(home.database, loginKey, {
    days: 2,
    nowMs: home.server.time.now(),
    knownSinceMs,
  });
  await home.server.passTo(10);

  expect(isNew).toBe(true);
  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count('arrivals')).toBe(lastDays(2) - 1); // five minutes have passed
});
