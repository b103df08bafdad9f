import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering } from '../support/ingest_home.ts';

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
