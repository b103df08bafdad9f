import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering, missing } from '../support/ingest_home.ts';

const six = people(6);
const aPostAMinute = inTurn(six, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 });

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
  const suspended = () =>
    `/api/v1/accounts/${
      home.all(`select server_id from account_ids join accounts using (account_key)
                 where handle like 'p2@%'`)[0]?.server_id
    }/statuses`;
  const isGone = ({ pathname }: URL) => (pathname === suspended() ? missing() : undefined);
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
