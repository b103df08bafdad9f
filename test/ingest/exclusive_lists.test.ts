import { expect, test } from 'vitest';
import { checkDatabase } from '../../src/cli/doctor_checks.ts';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering, at } from '../support/ingest_home.ts';
import { aPost, posted } from '../support/small_world.ts';

const five = people(5);
const listed = five.slice(3);
const world = {
  lists: [
    { id: '7', title: 'news', isExclusive: true, members: listed.map(({ id }) => id) },
    { id: '8', title: 'friends', isExclusive: false, members: ['p0'] },
  ],
};
const MINUTES = { fromMinutes: 10, toMinutes: 130, everyMinutes: 2 };
const everyTwoMinutes = inTurn(five, MINUTES);

test('who is on an exclusive list never reaches the home, and arrives all the same', async () => {
  const home = await aWatchedHome(five, everyTwoMinutes, { world });
  home.run();

  await home.server.passTo(135);

  expect([home.count('statuses'), home.count('arrivals')]).toEqual([60, 60]);
  expect(home.count("arrivals where how = 'sweep'")).toBe(24);
  expect(home.asked.filter(({ path }) => path.includes('/timelines/list/8'))).toEqual([]);
});

test('what enters a list far below its top is found when that is read whole', async () => {
  const everyMinute = inTurn(listed, { ...MINUTES, everyMinutes: 1 });
  const home = await aWatchedHome(five, everyMinute, { world });
  const { send } = home.deps();
  const isLate = (status: object) => JSON.stringify(status).includes('m20.00 by');
  /** The job that enters one post runs when eighty stand above it. */
  const overloaded = async (request: Request) => {
    const answer = await send(request);
    const isOfList = new URL(request.url).pathname === '/api/v1/timelines/list/7';
    if (!isOfList || home.server.time.now() > at(100)) return answer;
    const page: readonly object[] = await answer.json();
    return Response.json(page.filter((status) => !isLate(status)));
  };
  home.run({ send: overloaded });

  await home.server.passTo(95);
  const before = home.count('statuses');
  await home.server.passTo(135);

  expect([before, home.count('statuses')]).toEqual([84, 120]);
});

test('a list that reaches over an outage fills it as the home does', async () => {
  const home = await aWatchedHome(five, everyTwoMinutes, { world });
  await throughAnOutage(home);

  await home.server.passTo(135);

  expect(home.all('select state from holes')).toEqual([{ state: 'swept' }]);
  expect(home.count('statuses')).toBe(60);
});

test('where no list comes for the lists, those that there were are read on', async () => {
  const home = await aWatchedHome(five, everyTwoMinutes, { world });
  let isWrong = false;
  const wrong = ({ pathname }: URL) =>
    isWrong && pathname === '/api/v1/lists' ? Response.json({ error: 'later' }) : undefined;
  home.run({ send: answering(home.deps(), wrong) });
  await home.server.passTo(15);
  isWrong = true;

  await home.server.passTo(135);

  expect(home.count('statuses')).toBe(60);
  expect(home.all("select value from ingest_state where name = 'exclusive_lists'")).toEqual([
    { value: '["7"]' },
  ]);
});

test('a server that never sends a list of lists has its holes swept all the same', async () => {
  const home = await aWatchedHome(people(3), inTurn(people(3), MINUTES));
  const wrong = ({ pathname }: URL) =>
    pathname === '/api/v1/lists' ? Response.json({ error: 'later' }) : undefined;
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.deps(), wrong) }),
  });

  await home.server.passTo(135);

  expect(home.all('select state from holes')).toEqual([{ state: 'swept' }]);
});

test('a list over which the server fails keeps no hole of the home open', async () => {
  const home = await aWatchedHome(five, everyTwoMinutes, { world });
  const failing = (url: URL) =>
    url.pathname.includes('/timelines/list/7') ? new Response('', { status: 500 }) : undefined;
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.deps(), failing) }),
  });

  await home.server.passTo(160);

  // What its members said is on their own pages.
  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count("arrivals where how = 'crawl'")).toBeGreaterThan(0);
});

test.each([
  ['a poll', 75],
  ['an audit', 69.9],
])(
  'what passed through a list that failed is told where %s comes first, and crawled',
  async (_, untilMinutes) => {
    const [loud] = listed as [(typeof listed)[0]];
    const flood = Array.from({ length: 1_200 }, (_, nth) =>
      posted(aPost(`flood${nth}`, loud, at(21) + nth * 2_500)),
    );
    const home = await aWatchedHome(five, [...everyTwoMinutes, ...flood], { world });
    const failing = (url: URL) => {
      const isOver = home.server.time.now() > at(20) && home.server.time.now() < at(untilMinutes);
      const isList = url.pathname.includes('/timelines/list/7');
      return isOver && isList ? new Response('', { status: 500 }) : undefined;
    };
    home.run({ send: answering(home.deps(), failing) });

    await home.server.passTo(170);

    expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
    expect(home.count('statuses')).toBe(60 + 1_200);
  },
);

test('a list that does not leaves a hole, whatever the home reaches, and it is crawled', async () => {
  const [loud] = listed as [(typeof listed)[0]];
  const flood = Array.from({ length: 1_200 }, (_, nth) =>
    posted(aPost(`flood${nth}`, loud, at(51) + nth * 2_500)),
  );
  const home = await aWatchedHome(five, [...everyTwoMinutes, ...flood], { world });
  await throughAnOutage(home);

  await home.server.passTo(150);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count('statuses')).toBe(60 + 1_200);
});

test('what somebody said who was taken off a list in an outage is read from their page', async () => {
  const list = { id: '7', title: 'news', isExclusive: true, members: ['p3', 'p4'] };
  const home = await aWatchedHome(five, everyTwoMinutes, { world: { lists: [list] } });
  home.run();
  await home.server.passTo(50);
  home.server.stop();
  await home.server.passTo(80);
  list.members = ['p4'];
  await home.server.passTo(110);
  home.server.start();
  await home.server.passTo(170);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count('statuses')).toBe(60);
});

test('a list that turned over between two polls leaves a hole, and it is crawled', async () => {
  const [loud] = listed as [(typeof listed)[0]];
  const flood = Array.from({ length: 1_500 }, (_, nth) =>
    posted(aPost(`flood${nth}`, loud, at(60) + 20_000 + nth * 5)),
  );
  const home = await aWatchedHome(five, [...everyTwoMinutes, ...flood], { world });
  home.run();

  await home.server.passTo(100);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(
    home.count("statuses join accounts on account_key = author_key where handle like 'p3@%'"),
  ).toBeGreaterThanOrEqual(1_500);
});

test('what a list held that is deleted in an outage is read from its members’ pages', async () => {
  const lists = [...world.lists];
  const home = await aWatchedHome(five, everyTwoMinutes, { world: { lists } });
  home.run();
  await home.server.passTo(50);
  home.server.stop();
  await home.server.passTo(110);
  lists.splice(0);
  home.server.start();

  await home.server.passTo(180);

  expect(home.count('statuses')).toBe(60);
  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
});

test('a list that is deleted meanwhile ends nothing', async () => {
  const lists = [...world.lists];
  const home = await aWatchedHome(five, everyTwoMinutes, { world: { lists } });
  home.run();
  await home.server.passTo(60);

  lists.splice(0);
  await home.server.passTo(135);

  expect(home.count('statuses')).toBe(60);
});

test('a login that may not read the lists is told that their members are missing', async () => {
  const home = await aWatchedHome(five, everyTwoMinutes, { world });
  const outside = { error: 'This action is outside the authorized scopes' };
  const narrow = (url: URL) =>
    /\/lists?\b/.test(url.pathname) ? Response.json(outside, { status: 403 }) : undefined;
  home.run({ send: answering(home.deps(), narrow) });

  await home.server.passTo(135);

  const { database, server } = home;
  const checks = checkDatabase(database, { nowMs: server.time.now() });
  expect(home.count('statuses')).toBe(36);
  expect(checks.find(({ name }) => name === 'rights')).toMatchObject({
    ok: false,
    detail: 'the server does not tell: exclusive lists',
  });
});
