import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering, at, missing } from '../support/ingest_home.ts';

const six = people(6);
const aPostAMinute = inTurn(six, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 });

const pageOf = (home: Awaited<ReturnType<typeof aWatchedHome>>, name: string) =>
  `/api/v1/accounts/${
    home.all(`select server_id from account_ids join accounts using (account_key)
               where handle like '${name}@%'`)[0]?.server_id
  }/statuses`;

test('one author over whose page the server fails keeps nobody else from being read', async () => {
  const home = await aWatchedHome(six, aPostAMinute, { homeLimit: 40 });
  let first: string | undefined; // whoever is read first; the owner's own page is asked for always
  let failures = 0;
  const failing = ({ pathname }: URL) => {
    const isOfAuthor = /^\/api\/v1\/accounts\/[^/]+\/statuses$/.test(pathname);
    const owner = String(home.all('select owner_id from logins')[0]?.owner_id);
    if (!isOfAuthor || pathname.includes(`/${owner}/`)) return undefined;
    first ??= pathname;
    if (pathname !== first) return undefined;
    failures += 1;
    return new Response('', { status: 500 });
  };
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.plain(), failing) }),
  });

  await home.server.passTo(190);

  const [hole] = home.all('select state, unproven from holes');
  expect(hole?.state).toBe('crawled');
  expect(JSON.parse(String(hole?.unproven))).toContainEqual(expect.stringContaining('pages fail'));
  expect(home.count("arrivals where how = 'crawl'")).toBeGreaterThan(10);
  expect(failures).toBe(3);
});

test('who is gone from the server is told as what a filled hole cannot prove', async () => {
  const home = await aWatchedHome(six, aPostAMinute, { homeLimit: 40 });
  const isGone = ({ pathname }: URL) => (pathname === pageOf(home, 'p2') ? missing() : undefined);
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.plain(), isGone) }),
  });

  await home.server.passTo(170);

  const [hole] = home.all('select state, unproven from holes');
  expect(hole?.state).toBe('crawled');
  expect(JSON.parse(String(hole?.unproven))).toContain(
    'one person whose posts your server no longer shows',
  );
});

test('an author’s page that is empty for a moment is asked for again', async () => {
  const home = await aWatchedHome(six, aPostAMinute, { homeLimit: 40 });
  const empty = ({ pathname }: URL) =>
    pathname === pageOf(home, 'p2') && home.server.time.now() < at(113)
      ? Response.json([])
      : undefined;
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.plain(), empty) }),
  });

  await home.server.passTo(170);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect([home.count('statuses'), home.count('arrivals')]).toEqual([120, 120]);
});

test('whose page stays empty is told as one whom the server no longer shows', async () => {
  const home = await aWatchedHome(six, aPostAMinute, { homeLimit: 40 });
  const empty = ({ pathname }: URL) =>
    pathname === pageOf(home, 'p2') ? Response.json([]) : undefined;
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.plain(), empty) }),
  });

  await home.server.passTo(170);

  const [hole] = home.all('select state, unproven from holes');
  expect(hole?.state).toBe('crawled');
  expect(JSON.parse(String(hole?.unproven))).toContain(
    'one person whose posts your server no longer shows',
  );
});
