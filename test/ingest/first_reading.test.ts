import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { answering, at } from '../support/ingest_home.ts';

const thirty = people(30);
const posts = inTurn(thirty, { fromMinutes: 10, toMinutes: 700, everyMinutes: 1 });

/** A home of 200, of which the first sweep reads two pages; then the server is away for a while. */
async function brokenOff(untilMinutes: number, more: Parameters<typeof aWatchedHome>[2] = {}) {
  const home = await aWatchedHome(thirty, posts, { homeLimit: 200, ...more });
  await home.server.passTo(300);
  let pages = 0;
  let isAway = false;
  const line = home.deps();
  home.run({
    send: answering(line, ({ pathname, searchParams }) => {
      if (pathname.endsWith('/home') && !searchParams.has('min_id')) pages += 1;
      if (pages > 2) isAway = true;
      return isAway ? new Response('', { status: 502 }) : undefined;
    }),
    openSocket(url, headers, ears) {
      if (!isAway && pages === 0) return line.openSocket(url, headers, ears);
      line.time.after(1, () => ears.closed({ httpStatus: 502 }));
      return { terminate() {} };
    },
  });
  await home.server.passTo(301);
  home.server.dropSockets();
  await home.server.passTo(untilMinutes);
  isAway = false;
  pages = Number.NEGATIVE_INFINITY;
  return home;
}

test('what the first sweep could not read, and fell out meanwhile, is told and filled', async () => {
  const home = await brokenOff(600);

  await home.server.passTo(601.5);
  const holes = home.all('select from_ms, to_ms, detail from holes order by from_ms');
  await home.server.passTo(690);

  expect(holes[0]).toMatchObject({ detail: 'the first reading of the home broke off' });
  expect(holes[0]?.from_ms).toBeLessThan(at(141));
  expect(holes[0]?.to_ms).toBeGreaterThan(at(220) - 2 * MINUTE_MS);
  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }, { state: 'crawled' }]);
  expect(home.count(`statuses where created_at_ms between ${at(100)} and ${at(600)}`)).toBe(500);
});

test('a first sweep that broke off is no hole where the home still held the rest', async () => {
  const home = await brokenOff(310);

  await home.server.passTo(340);

  expect(home.all(`select detail from holes where detail like 'the first%'`)).toEqual([]);
  expect(home.count(`statuses where created_at_ms between ${at(110)} and ${at(330)}`)).toBe(220);
});
