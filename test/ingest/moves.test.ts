import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { LEFT_SERVER } from '../../src/core/hole_words.ts';
import { type BackfillNews, backfill } from '../../src/ingest/backfill.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { openCrawls } from '../../src/store/crawls.ts';
import { openHoles } from '../../src/store/holes.ts';
import { openLogins } from '../../src/store/logins.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { ada, aHome, answering, at, bob, post } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

test('who is followed during an outage is read for its hole', async () => {
  const six = people(6);
  const fresh = aPerson('fresh', { isFollowed: false });
  const events = [
    ...inTurn(six, { fromMinutes: 10, toMinutes: 200, everyMinutes: 1 }),
    ...Array.from({ length: 10 }, (_, nth) =>
      posted(aPost(`fresh${nth}`, fresh, at(61 + nth) + 30_000)),
    ),
  ];
  const home = await aWatchedHome([...six, fresh], events, { homeLimit: 40 });
  home.run();
  await home.server.passTo(50);
  home.server.stop();
  await home.server.passTo(60);
  home.server.elsewhere.follow(fresh, true);
  await home.server.passTo(180);
  home.server.start();
  await home.server.passTo(300);

  const ofFresh = `arrivals join statuses using (status_key)
    join accounts on account_key = author_key where handle like 'fresh@%'`;
  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count(ofFresh)).toBe(10);
});

test('a home that became empty has no new hole at each reconnect', async () => {
  const two = people(2);
  const said = inTurn(two, { fromMinutes: 1, toMinutes: 20, everyMinutes: 2 });
  const home = await aWatchedHome(two, said);
  home.run();
  await home.server.passTo(30);
  for (const person of two) home.server.elsewhere.follow(person, false);
  for (const minutes of [50, 80, 110, 140]) {
    await home.server.passTo(minutes);
    home.server.dropSockets();
  }
  await home.server.passTo(160);

  // At the first it cannot be told from a home that was trimmed.
  expect(home.count('holes')).toBeLessThanOrEqual(1);
});

test('another account of the same server is not let into the books of the first', async () => {
  const home = aHome([posted(post('p', 5))]);
  await home.server.passTo(10);
  await ingestOnce(home.deps());
  const other = answering(home.deps(), ({ pathname }) =>
    pathname.endsWith('/verify_credentials')
      ? Response.json({
          ...{ id: '999', username: 'alt', acct: 'alt', url: 'http://home.invalid/@alt' },
          ...{ display_name: '', bot: false, followers_count: 0, statuses_count: 0 },
        })
      : undefined,
  );
  const before = home.all('select server, owner_id, acct from logins');

  await expect(ingestOnce({ ...home.deps(), send: other })).rejects.toThrow(
    /this database is @owner@.*, and the login is @alt@.*--db/,
  );
  expect(home.all('select server, owner_id, acct from logins')).toEqual(before);
});

test('who set their server up anew, under the same name, has their books go on', async () => {
  const home = aHome([posted(post('p', 5)), posted(post('q', 15))]);
  await home.server.passTo(10);
  await ingestOnce(home.deps());
  const { owner_id: ownerId } = home.all('select owner_id from logins')[0] as { owner_id: string };
  const { send } = home.deps();
  const anew: IngestDeps['send'] = async (request) => {
    const url = request.url.replaceAll('999', ownerId);
    const answer = await send(new Request(url, request));
    const text = (await answer.text()).replaceAll(ownerId, '999');
    return new Response(text, { status: answer.status, headers: answer.headers });
  };
  await home.server.passTo(20);

  await ingestOnce({ ...home.deps(), send: anew });

  expect(home.all('select owner_id from logins')).toEqual([{ owner_id: '999' }]);
  expect([home.count('arrivals'), home.count('follows where ended_at_ms is null')]).toEqual([2, 2]);
});

test('the holes of a server that was left end there, and hide nobody’s posts', async () => {
  const home = aHome([posted(post('p', 5)), posted(post('q', 50))]);
  const { database } = home.deps();
  const left = openLogins(database).findOrAdd({
    ...{
      server: 'https://left.example',
      ownerId: '7',
      acct: 'me@left.example',
      atMs: at(0) as never,
    },
  });
  database.connection.exec(
    `insert into holes (login_key, from_ms, to_ms, state, noticed_at_ms)
     values (${left.loginKey}, ${at(1)}, null, 'open', ${at(1)})`,
  );
  await home.server.passTo(10);
  await ingestOnce(home.deps());

  expect(home.all('select state, to_ms, unproven from holes')).toEqual([
    { state: 'crawled', to_ms: at(10), unproven: expect.stringContaining('you left that server') },
  ]);
});

test('a hole of a server whose clock was ahead does not end before it begins', async () => {
  const home = aHome([posted(post('p', 5))]);
  const { database } = home.deps();
  const other = { server: 'https://left.example', ownerId: '7', acct: 'me@left.example' };
  const left = openLogins(database).findOrAdd({ ...other, atMs: at(0) as never });
  database.connection.exec(
    `insert into holes (login_key, from_ms, to_ms, state, noticed_at_ms)
     values (${left.loginKey}, ${at(60)}, null, 'open', ${at(75)})`,
  );
  await home.server.passTo(10);

  await ingestOnce(home.deps());

  expect(home.all('select from_ms, to_ms from holes')).toEqual([
    { from_ms: at(60), to_ms: at(75) },
  ]);
});

test('who comes back has a hole of what came since, too, where one lasted as they left', async () => {
  const six = people(6);
  const posts = inTurn(six, { fromMinutes: 1, toMinutes: 400, everyMinutes: 1 });
  const home = await aWatchedHome(six, posts, { homeLimit: 40 });
  const line = home.deps();
  await home.server.passTo(30);
  await ingestOnce(home.deps());
  const noHome = ({ pathname }: URL) =>
    pathname.endsWith('/home') ? new Response('', { status: 502 }) : undefined;
  const failed = ingestOnce({ ...line, send: answering(line, noHome) }).catch(() => 'failed');
  await home.server.passTo(40);
  const holes = openHoles(line.database);
  holes.inUse(99, at(45) as EpochMs);
  await home.server.passTo(390);

  await ingestOnce(home.deps());

  expect(await failed).toBe('failed');
  expect(home.count('arrivals')).toBe(389);
});

test('who comes back goes on with a crawl where it ended', async () => {
  const six = people(6);
  const posts = inTurn(six, { fromMinutes: -9 * 24 * 60, toMinutes: 0, everyMinutes: 60 });
  const home = await aWatchedHome(six, posts, { homeLimit: 40 });
  const { database } = home.deps();
  const stop = new AbortController();
  const onNews = (news: BackfillNews) => {
    if (news.kind === 'progress' && news.read >= 2) stop.abort(new Error('stopped'));
  };
  const first = backfill({ ...home.deps(), signal: stop.signal }, { days: 7, onNews });
  await expect(first).rejects.toThrow();
  const settled = home.count("crawl_turns where outcome not in ('unasked', 'waiting')");
  const holes = openHoles(database);
  const nowMs = home.server.time.now();
  holes.inUse(99, nowMs);
  openCrawls(database).tidy(nowMs); // as the crawls of the other server do

  holes.inUse(1, nowMs);
  const after = home.count("crawl_turns where outcome not in ('unasked', 'waiting')");
  holes.inUse(99, nowMs);
  openCrawls(database).tidy((nowMs + 8 * DAY_MS) as EpochMs);

  expect(settled).toBeGreaterThan(0);
  expect(after).toBe(settled);
  expect(home.count('crawl_turns')).toBe(0);
});

test('who comes back to a server that they left has its late holes filled after all', async () => {
  const home = aHome([posted(post('p', 5)), posted(post('q', 50))]);
  const { database } = home.deps();
  await home.server.passTo(60);
  await ingestOnce(home.deps());
  for (const [fromMs, toMs] of [
    [at(20), at(55)],
    [at(0) - 30 * DAY_MS, at(0) - 29 * DAY_MS],
  ])
    database.connection.exec(
      `insert into holes (login_key, from_ms, to_ms, state, noticed_at_ms, unproven)
       values (1, ${fromMs}, ${toMs}, 'crawled', ${toMs}, '["${LEFT_SERVER}"]')`,
    );

  await ingestOnce(home.deps());

  const holes = home.all(
    `select state, unproven from holes where from_ms <= ${at(20)} order by from_ms desc`,
  );
  expect(holes).toEqual([
    { state: 'swept', unproven: '[]' },
    { state: 'crawled', unproven: `["${LEFT_SERVER}"]` },
  ]);
});

test('where somebody went is asked for again when the server fails over it', async () => {
  const old = aPost('old', ada, at(0) - 5 * DAY_MS); // no counts of it are due
  const events = [posted(old, at(10)), posted(aPost('his', bob, at(15)))];
  const home = await anOwnersHome(events, { historyMs: 6 * DAY_MS, homeLimit: 1 });
  let failures = 0;
  const failing = ({ pathname }: URL) => {
    if (!/^\/api\/v1\/accounts\/\d+$/.test(pathname) || failures > 0) return undefined;
    failures += 1;
    return new Response('', { status: 503 });
  };
  home.run({ send: answering(home.deps(), failing) });
  await home.server.passTo(20);

  home.server.elsewhere.move(ada, bob);
  await home.server.passTo(8 * 60);

  const [profile] = home.all("select profile from accounts where handle like 'ada@%'");
  expect(failures).toBe(1);
  expect(JSON.parse(String(profile?.profile)).moved?.username).toBe('bob');
});
