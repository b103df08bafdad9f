import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering, at } from '../support/ingest_home.ts';

const six = people(6);
const CRAWLED = /v1\/accounts$|\/verify_credentials$/;

/** At which ages, in minutes, posts were asked for alone since then. */
function agesAsked(
  { all, asked }: Awaited<ReturnType<typeof aWatchedHome>>,
  sinceMinutes: number,
): readonly number[] {
  const born = new Map(
    all('select server_id, born_ms from server_ids join statuses using (status_key)').map(
      ({ server_id, born_ms }) => [server_id, Number(born_ms)],
    ),
  );
  return asked.flatMap(({ path, atMs }) => {
    const bornMs = born.get(/^\/api\/v1\/statuses\/(\d+)$/.exec(path)?.[1] ?? '');
    return bornMs === undefined || atMs < at(sinceMinutes) ? [] : [(atMs - bornMs) / MINUTE_MS];
  });
}

/** Requests for one post each, in the minute in which most were made. */
function mostInAMinute(
  { asked }: Awaited<ReturnType<typeof aWatchedHome>>,
  fromMinutes: number,
  toMinutes: number,
): number {
  const counts = new Map<number, number>();
  for (const { path, atMs } of asked) {
    if (!/^\/api\/v1\/statuses\/\d+$/.test(path)) continue;
    const minute = Math.floor(atMs / MINUTE_MS);
    if (atMs >= at(fromMinutes) && atMs < at(toMinutes))
      counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

test('without batches counts leave their requests to a crawl, as long as there is time', async () => {
  const events = [
    ...inTurn(six, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 }),
    ...inTurn(six, { fromMinutes: 20, toMinutes: 21, everyMinutes: 0.02 }),
  ];
  const faults = { withoutBatch: true };
  const home = await aWatchedHome(six, events, { homeLimit: 40, faults });
  let isWaiting = true; // the crawl is not let on: the server seems to be away
  const held = ({ pathname }: URL) =>
    isWaiting && home.server.time.now() > at(60) && CRAWLED.test(pathname)
      ? new Response('', { status: 503 })
      : undefined;
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.plain(), held) }),
  });
  await home.server.passTo(205);
  const agesOfWaiting = agesAsked(home, 110);
  isWaiting = false;

  await home.server.passTo(300);

  expect(agesOfWaiting.length).toBeGreaterThan(20);
  expect(Math.min(...agesOfWaiting)).toBeGreaterThan(149);
  expect(mostInAMinute(home, 110, 205)).toBe(20);
  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  // Nobody came too late for the age of an hour.
  expect(
    home.all('select count(distinct status_key) as posts from snapshots where age_class = 0'),
  ).toEqual([{ posts: 169 }]);
});
