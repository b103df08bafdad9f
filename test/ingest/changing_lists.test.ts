import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { at } from '../support/ingest_home.ts';

const five = people(5);
const MINUTES = { fromMinutes: 10, toMinutes: 60, everyMinutes: 0.2 };
/** Somebody posts every twelve seconds: more often than a list is polled. */
const posts = inTurn(five, MINUTES);

type Lists = { id: string; title: string; isExclusive: boolean; members: readonly string[] }[];

function listNamed(id: string, isExclusive: boolean, members = ['p3', 'p4']): Lists[number] {
  return { id, title: `list ${id}`, isExclusive, members };
}

test.each<[string, Lists, (lists: Lists) => void]>([
  ['is deleted', [listNamed('7', true)], (lists) => lists.splice(0)],
  [
    'is deleted beside others',
    [listNamed('7', true), listNamed('8', true, ['p0']), listNamed('9', true, ['p1'])],
    (lists) => lists.splice(0, 1),
  ],
  [
    'is exclusive no more',
    [listNamed('7', true)],
    ([list]) => Object.assign(list as object, { isExclusive: false }),
  ],
  [
    'becomes exclusive',
    [listNamed('7', false)],
    ([list]) => Object.assign(list as object, { isExclusive: true }),
  ],
  ['is made', [], (lists) => lists.push(listNamed('7', true))],
  [
    'loses a member',
    [listNamed('7', true)],
    ([list]) => Object.assign(list as object, { members: ['p3'] }),
  ],
  [
    'gets a member',
    [listNamed('7', true)],
    ([list]) => Object.assign(list as object, { members: ['p2', 'p3', 'p4'] }),
  ],
])('where a list %s meanwhile, all that was said arrives', async (_, lists, change) => {
  const home = await aWatchedHome(five, posts, { world: { lists } });
  home.run();
  await home.server.passTo(41.98);

  change(lists);
  await home.server.passTo(110);

  expect(home.count('statuses')).toBe(posts.length);
  expect(home.count("holes where state = 'open'")).toBe(0);
});

test('one that is exclusive no more is read once more, though it is noticed at once', async () => {
  const lists = [listNamed('7', true)];
  const home = await aWatchedHome(five, posts, { world: { lists } });
  home.run();
  await home.server.passTo(40.1); // nine seconds before it is asked which lists there are

  Object.assign(lists[0] as object, { isExclusive: false });
  await home.server.passTo(42);

  const asked = home.asked.filter(({ path }) => path.includes('/timelines/list/7'));
  expect(asked.at(-1)?.atMs).toBeLessThan(at(40.5));
  await home.server.passTo(110);
  expect(home.count('statuses')).toBe(posts.length);
});

test('after a clock was set forward, a list that is made is noticed as soon as ever', async () => {
  const lists: Lists[number][] = [];
  const home = await aWatchedHome(five, posts, { world: { lists } });
  const { now, after } = home.server.time;
  let aheadMs = 0;
  home.run({ time: { now: () => (now() + aheadMs) as EpochMs, after } });
  await home.server.passTo(20.2); // the next to ask is whoever reads lists
  aheadMs = DAY_MS;
  await home.server.passTo(41.98);

  lists.push(listNamed('7', true));
  await home.server.passTo(110);

  expect(home.count('statuses')).toBe(posts.length);
});

test.each([
  ['nothing was said leaves no hole', 40, []],
  ['something was said leaves one that is told', 41.9, [{ state: 'crawled', recovered: 1 }]],
])('a list that is deleted after %s', async (_, minutes, holes) => {
  const others = inTurn(five.slice(0, 3), MINUTES);
  const listed = inTurn(five.slice(3), {
    fromMinutes: 20.05, // none of the moments of the others
    toMinutes: minutes + 0.1,
    everyMinutes: minutes - 20,
  });
  const lists = [listNamed('7', true)];
  const home = await aWatchedHome(five, [...others, ...listed], { world: { lists } });
  home.run();
  await home.server.passTo(42.2);

  lists.splice(0);
  await home.server.passTo(110);

  expect(home.all('select state, recovered from holes')).toEqual(holes);
  expect(home.count('statuses')).toBe(others.length + listed.length);
});
