import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering, at } from '../support/ingest_home.ts';

const five = people(5);
const MINUTES = { fromMinutes: 10, toMinutes: 130, everyMinutes: 2 };
const list = { id: '7', title: 'news', isExclusive: true, members: ['p3', 'p4'] };

test('a server that does not say who is on a list keeps no hole of the home open', async () => {
  const home = await aWatchedHome(five, inTurn(five, MINUTES), { world: { lists: [list] } });
  const failing = ({ pathname }: URL) =>
    pathname === '/api/v1/lists/7/accounts' ? new Response('', { status: 500 }) : undefined;
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.deps(), failing) }),
  });

  await home.server.passTo(160);

  expect(home.all("select state from holes where state = 'open'")).toEqual([]);
  expect(home.count('statuses')).toBe(60);
});

test('who was taken off it meanwhile is read as soon as it says so', async () => {
  const changing = { ...list, members: ['p3', 'p4'] };
  const home = await aWatchedHome(five, inTurn(five, MINUTES), { world: { lists: [changing] } });
  const failing = ({ pathname }: URL) =>
    pathname === '/api/v1/lists/7/accounts' && home.server.time.now() < at(140)
      ? new Response('', { status: 500 })
      : undefined;
  const { stop, done } = home.run();
  await home.server.passTo(50);
  stop.abort();
  await done.catch(() => {});
  await home.server.passTo(80);
  changing.members = ['p4'];
  await home.server.passTo(110);
  home.run({ send: answering(home.deps(), failing) });
  await home.server.passTo(139);
  const meanwhile = home.count('statuses');

  await home.server.passTo(230);

  expect(meanwhile).toBeLessThan(60);
  expect(home.count('statuses')).toBe(60);
  expect(home.count("holes where state = 'open'")).toBe(0);
});
