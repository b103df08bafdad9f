import { expect, test } from 'vitest';
import { aHome, answering, at, missing, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

test('a server that comes to answer for several statuses at once is asked so within the hour', async () => {
  const posts = Array.from({ length: 8 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const deleted = (nth: number, minutes: number) =>
    ({ kind: 'delete', atMs: at(minutes), postId: `p${nth}` }) as const;
  const early = [0, 1, 2].map((nth) => deleted(nth, 30));
  const late = [3, 4, 5].map((nth) => deleted(nth, 90));
  const events = [...posts, ...early, ...late];
  const home = aHome(events);
  const isOld = () => home.server.time.now() < at(50);
  const asked: { readonly atMs: number; readonly ids: number }[] = [];
  const send = answering(home.deps(), (url) => {
    if (url.pathname === '/api/v2/instance' && isOld()) return missing();
    const isOne = /^\/api\/v1\/statuses\/\d+$/.test(url.pathname);
    const isList = url.pathname === '/api/v1/statuses';
    const ids = isOne ? 1 : url.searchParams.getAll('id[]').length;
    if (isOne || isList) asked.push({ atMs: home.server.time.now(), ids });
    return isList && isOld() ? missing() : undefined;
  });
  home.run({ send });

  await home.server.passTo(100);

  const most = (fromMinutes: number, toMinutes: number) =>
    Math.max(
      ...asked
        .filter(({ atMs }) => atMs >= at(fromMinutes) && atMs < at(toMinutes))
        .map(({ ids }) => ids),
    );
  expect(most(1, 60)).toBe(1);
  expect(most(61, 100)).toBeGreaterThan(1);
  expect(home.count('statuses where deleted_at_ms is not null')).toBe(6);
});

test('one that was set back is asked for each alone: nothing waits for what it has no more', async () => {
  const events = [
    posted(post('p', 5)),
    posted(post('q', 6)),
    posted(post('r', 7)),
    { kind: 'delete', atMs: at(31), postId: 'r' } as const,
  ];
  const home = aHome(events, { homeLimit: 2 });
  const isOld = () => home.server.time.now() >= at(30);
  const together: number[] = [];
  const send = answering(home.deps(), ({ pathname }) => {
    if (!isOld()) return undefined;
    if (pathname === '/api/v1/statuses') together.push(home.server.time.now());
    return pathname === '/api/v2/instance' || pathname === '/api/v1/statuses'
      ? missing()
      : undefined;
  });
  home.run({ send });

  await home.server.passTo(35);
  const payloads = home.count('payloads');
  await home.server.passTo(170);

  expect([payloads, home.count('departures')]).toEqual([2, 0]);
  expect(home.all('select distinct status_key from snapshots where age_class = 0')).toHaveLength(2);
  expect(together.filter((atMs) => atMs > at(125))).toEqual([]);
});
