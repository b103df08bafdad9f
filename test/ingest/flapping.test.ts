import { expect, test } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { at } from '../support/ingest_home.ts';

/** A proxy cuts the stream every twenty seconds, between these minutes. */
const CUT_FROM = 30;
const CUT_UNTIL = 60;

test('a stream that is cut every 20 s brings everything within a poll, inside the limit', {
  timeout: 120_000,
}, async () => {
  const forty = people(40);
  const posts = inTurn(forty, { fromMinutes: 1, toMinutes: 60, everyMinutes: 0.03 });
  const entered = new Map<string, number>();
  const home = await aWatchedHome(forty, posts, {
    homeLimit: 800,
    witness: { entered: (id, atMs) => entered.set(id, atMs) },
  });
  const warned: string[] = [];
  const log = { info: () => {}, warn: (event: string) => void warned.push(event) };
  home.run({ log });
  await home.server.passTo(CUT_FROM);
  for (let atMs = 0; atMs < (CUT_UNTIL - CUT_FROM) * MINUTE_MS; atMs += 20 * SECOND_MS)
    home.server.time.after(atMs, home.server.dropSockets);
  await home.server.passTo(CUT_UNTIL + 8);

  const arrived = home.all('select server_id, arrived_at_ms from arrivals');
  const latenessMs = arrived
    .filter(({ server_id }) => (entered.get(String(server_id)) ?? 0) >= at(CUT_FROM))
    .map((one) => Number(one.arrived_at_ms) - (entered.get(String(one.server_id)) as number));
  expect(arrived).toHaveLength(posts.length);
  expect(Math.max(...latenessMs)).toBeLessThanOrEqual(31 * SECOND_MS);
  expect(warned).not.toContain('ingest.waits_for_the_rate_limit');
  expect(home.all("select * from holes where state <> 'swept'")).toEqual([]);
});

test('a stream that breaks off again and again in a pause has little wait for its end', async () => {
  const twenty = people(20);
  const posts = inTurn(twenty, { fromMinutes: 1, toMinutes: 160, everyMinutes: 0.5 });
  const home = await aWatchedHome(twenty, posts, { homeLimit: 400 });
  home.run();
  await home.server.passTo(20);
  home.server.dropSockets(); // all of it is read
  await home.server.passTo(30);
  home.server.faults.pausedUntilMs = at(150);
  for (let minute = 31; minute < 150; minute += 3)
    home.server.time.after(at(minute) - at(30), home.server.dropSockets);

  await home.server.passTo(152);

  const tops = home.asked.filter(
    ({ path, atMs }) =>
      path.includes('/timelines/home') && !path.includes('max_id') && atMs >= at(150),
  );
  expect(tops.length).toBeGreaterThan(0);
  expect(tops.length).toBeLessThan(10);
});

test('soon after a sweep a break has the top read, and its hole lasts until the next', async () => {
  const twenty = people(20);
  const posts = inTurn(twenty, { fromMinutes: 1, toMinutes: 45, everyMinutes: 0.05 });
  const home = await aWatchedHome(twenty, posts, { homeLimit: 400 });
  const lasting = () =>
    home
      .all('select from_ms from holes where to_ms is null')
      .map(({ from_ms }) => (Number(from_ms) - at(0)) / MINUTE_MS);
  const pagesBelow = (minutes: number) =>
    home.asked.filter(
      ({ path, atMs }) => path.includes('/home') && path.includes('max_id') && atMs >= at(minutes),
    ).length;
  home.run();
  await home.server.passTo(31.2);
  home.server.dropSockets();
  await home.server.passTo(31.9);
  const afterFirst = { lasting: lasting(), pages: pagesBelow(31.2) };
  home.server.dropSockets();
  await home.server.passTo(34.6);
  const afterSecond = { lasting: lasting(), pages: pagesBelow(31.9) };
  await home.server.passTo(37.6);

  expect(afterFirst).toEqual({ lasting: [], pages: 10 });
  expect(afterSecond.pages).toBeLessThan(10);
  expect(afterSecond.lasting).toEqual([34.5 - 15]); // the last poll read the home down to the first
  expect({ lasting: lasting(), pages: pagesBelow(34.6) >= 10 }).toEqual({
    lasting: [],
    pages: true,
  });
});
