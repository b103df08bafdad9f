import { expect, test } from 'vitest';
import { type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { backfill } from '../../src/ingest/backfill.ts';
import { firstLook, type LookNews } from '../../src/ingest/first_look.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { answering } from '../support/ingest_home.ts';

const DAY = 24 * 60;
const twelve = people(12);
const threeDays = () => inTurn(twelve, { fromMinutes: -3 * DAY, toMinutes: 0, everyMinutes: 30 });

/** A home whose server is well and fails over some of what is asked of it. */
async function aHomeThatFails() {
  const home = await aWatchedHome(twelve, threeDays(), { homeLimit: 40 });
  let failing = /never/;
  let timesLeft = 0;
  const failOver = (path: RegExp, times = Number.POSITIVE_INFINITY) => {
    failing = path;
    timesLeft = times;
  };
  const send = answering(home.plain(), ({ pathname }) => {
    if (!failing.test(pathname) || timesLeft === 0) return undefined;
    timesLeft -= 1;
    return Response.json({ error: 'oh' }, { status: 500 });
  });
  const settle = async <T>(work: Promise<T>): Promise<T> => {
    const { time } = home.server;
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => {});
    for (let minute = 0; minute < 60 && !isDone; minute += 1)
      await time.passTo((time.now() + MINUTE_MS) as EpochMs);
    return done;
  };
  const deps = () => home.deps({ send });
  const readBack = () => settle(backfill(deps(), { days: 2, onNews: () => {} }));
  return { ...home, failOver, settle, readBack, failingDeps: deps };
}

/** Of 96, forty are in the home, and one is older by the time that it was tried again. */
const FOUND = 55;

test.each([
  ['filters', /\/filters$/],
  ['mutes', /\/mutes$/],
  ['blocked servers', /\/domain_blocks$/],
  ['how you follow people', /\/relationships$/],
])('a backfill goes on without what the server fails over, and says so: %s', async (what, path) => {
  const home = await aHomeThatFails();
  home.failOver(path);

  const done = await home.readBack();

  expect(done).toEqual({ found: FOUND, read: 12, failing: [what] });
});

test('a backfill reads whom it knows where the server fails over the follow list', async () => {
  const home = await aHomeThatFails();
  await home.settle(backfill(home.failingDeps(), { days: 1, onNews: () => {} }));
  home.failOver(/\/following$/);

  const done = await home.readBack();

  expect(done).toEqual({ found: 47, read: 12, failing: ['whom you follow'] });
});

test('one that never told who is followed fails a backfill, which goes on afterwards', async () => {
  const home = await aHomeThatFails();
  home.failOver(/\/following$/);
  await expect(home.readBack()).rejects.toThrow(/answered 500 to .*following/);
  const open = home.count("holes where state = 'open'");
  home.failOver(/never/);

  const done = await home.readBack();

  expect([open, home.count("holes where state = 'open'")]).toEqual([1, 0]);
  expect(done).toEqual({ found: FOUND, read: 12, failing: [] });
});

test('what the server tells at the end of a backfill is read then', async () => {
  const home = await aHomeThatFails();
  home.failOver(/\/following$/, 3);

  const done = await home.readBack();

  expect(done).toEqual({ found: FOUND, read: 12, failing: [] });
});

test.each([
  ['filters', /\/filters$/, ['home', 'follows', 'favourites']],
  ['whom you follow', /\/following$/, ['home', 'favourites']],
  ['favourites', /\/favourites$/, ['home', 'follows']],
])('a first look is had without what the server fails over: %s', async (what, path, kinds) => {
  const home = await aHomeThatFails();
  home.failOver(path);
  const news: LookNews[] = [];

  await home.settle(firstLook(home.failingDeps(), (one) => news.push(one)));

  expect(news.map(({ kind }) => kind).sort()).toEqual([...kinds, 'failing'].sort());
  expect(news.at(-1)).toEqual({ kind: 'failing', what: [what] });
});
