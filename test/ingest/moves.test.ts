import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import { LEFT_SERVER } from '../../src/core/hole_words.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
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
