import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { aHome, answering, missing, plain, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** What stands before a server says while that restarts, and what a guard says to a busy reader. */
const PAGES = {
  'a proxy': () => new Response('404 page not found\n', { status: 404 }),
  'a guard': () =>
    new Response('<!doctype html><title>Attention required</title>', {
      status: 403,
      headers: { 'content-type': 'text/html' },
    }),
} as const;
const each = test.each(Object.entries(PAGES));

const forty = Array.from({ length: 40 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
const stored = ({ count }: Pick<ReturnType<typeof aHome>, 'count'>) => [
  count('statuses where deleted_at_ms is null'),
  count('payloads'),
  count('candidates'),
];

each('a page of %s buries no post that is asked for alone', async (_, page) => {
  const home = aHome(forty, { homeLimit: 3 });
  let isAway = false;
  home.run({ send: answering(home.deps(), (url) => (isAway ? page() : plain(url))) });
  await home.server.passTo(60);
  isAway = true;
  await home.server.passTo(90);
  isAway = false;
  await home.server.passTo(200);

  expect(stored(home)).toEqual([40, 40, 40]);
});

test('a 401 that is a page, over a server that is being mended, is waited out', async () => {
  const home = aHome(forty);
  let isMended = true;
  const page = () =>
    new Response('<html><head><title>401 Authorization Required</title></head></html>', {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="back soon"' },
    });
  const { done } = home.run({
    send: answering(home.deps(), () => (isMended ? undefined : page())),
  });
  let ended: unknown = 'goes on';
  done.catch((error) => {
    ended = error;
  });
  await home.server.passTo(10);
  isMended = false;
  home.server.dropSockets();
  await home.server.passTo(30);
  isMended = true;
  await home.server.passTo(60);

  expect(ended).toBe('goes on');
  expect(stored(home)).toEqual([40, 40, 40]);
});

test('the API’s own word that a post is gone buries it', async () => {
  const home = aHome(forty, { homeLimit: 3 });
  const gone = (url: URL) => (url.pathname.startsWith('/api/v1/statuses/') ? missing() : undefined);
  let isGone = false;
  home.run({ send: answering(home.deps(), (url) => (isGone && gone(url)) || plain(url)) });
  await home.server.passTo(60);
  isGone = true;
  await home.server.passTo(90);

  expect(home.count('statuses where deleted_at_ms is not null')).toBeGreaterThan(0);
});

test.each([
  ['in batches', false],
  ['one by one', true],
])('a post that is sent in pieces is there, asked %s', async (_, isPlain) => {
  const home = aHome(forty.slice(0, 10), { homeLimit: 3 });
  const { send } = home.deps();
  let isBroken = false;
  home.run({
    async send(request) {
      const url = new URL(request.url);
      const answer = (isPlain ? plain(url) : undefined) ?? (await send(request));
      if (!isBroken || !/^\/api\/v1\/statuses\b/.test(url.pathname) || !answer.ok) return answer;
      const spoil = (status: object) => ({ ...status, account: null });
      const json = (await answer.json()) as object | readonly object[];
      return Response.json(Array.isArray(json) ? json.map(spoil) : spoil(json));
    },
  });
  await home.server.passTo(60);
  isBroken = true;
  await home.server.passTo(75);
  isBroken = false;
  await home.server.passTo(150);

  expect(stored(home)).toEqual([10, 10, 10]);
});

each('a page of %s where an author was asked for is waited out by the crawl', async (_, page) => {
  const five = people(5);
  const said = inTurn(five, { fromMinutes: 10, toMinutes: 130, everyMinutes: 2 });
  const home = await aWatchedHome(five, said, { homeLimit: 3 });
  let isAway = true;
  const asked: string[] = [];
  const strays = ({ pathname }: URL) => {
    const owner = home.all('select owner_id from logins')[0]?.owner_id;
    const isAuthors = /\/accounts\/\d+\/statuses/.test(pathname) && !pathname.includes(`${owner}`);
    if (!isAway || !isAuthors) return undefined;
    asked.push(pathname);
    return page();
  };
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.deps(), strays) }),
  });
  await home.server.passTo(140);
  expect(asked.length).toBeGreaterThan(0);
  isAway = false;

  await home.server.passTo(400);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count('statuses')).toBe(60);
});

each('a page of %s in the place of the home ends nothing', async (_, page) => {
  const home = aHome([posted(post('p', 10)), posted(post('q', 30))]);
  let isAway = false;
  home.run({ send: answering(home.deps(), () => (isAway ? page() : undefined)) });
  await home.server.passTo(20);
  isAway = true;
  home.server.dropSockets();
  await home.server.passTo(25);
  isAway = false;
  await home.server.passTo(60);

  expect(home.count('arrivals')).toBe(2);
});

each('ingest that begins behind a page of %s waits, and streams then', async (_, page) => {
  const home = aHome([posted(post('p', 10)), posted(post('q', 30))]);
  let isAway = true;
  home.run({ send: answering(home.deps(), () => (isAway ? page() : undefined)) });
  await home.server.passTo(5);
  isAway = false;
  await home.server.passTo(60);

  expect(home.all('select how from arrivals')).toEqual([{ how: 'stream' }, { how: 'stream' }]);
});

test('a server that lists nobody for a moment unfollows nobody', async () => {
  const home = aHome(forty.slice(0, 5));
  let isOdd = false;
  const nobody = ({ pathname }: URL) =>
    isOdd && pathname.endsWith('/following') ? Response.json([]) : undefined;
  home.run({ send: answering(home.deps(), nobody) });
  await home.server.passTo(60);
  const follows = () => home.count('follows where ended_at_ms is null');
  const before = follows();
  isOdd = true;
  await home.server.passTo(7 * 60);
  const during = follows();
  isOdd = false;
  await home.server.passTo(14 * 60);

  expect(before).toBeGreaterThan(0);
  expect([during, follows()]).toEqual([before, before]);
});
