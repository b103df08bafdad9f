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
