import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { at } from '../support/ingest_home.ts';

const six = people(6);

/** The delivery of that post runs late, and enters the home below what it holds. */
function delivering(nth: number, lateMinutes: number) {
  let delivered = 0;
  return { lateBy: () => (delivered++ === nth ? lateMinutes * MINUTE_MS : 0) };
}

test('what entered the home in a hole, long after its id, is found on its author’s page', async () => {
  const posts = inTurn(six, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 });
  // Said in the thirtieth minute, delivered in the sixtieth: the hole begins in the 35th.
  const home = await aWatchedHome(six, posts, { homeLimit: 40, faults: delivering(20, 30) });
  await throughAnOutage(home);

  await home.server.passTo(170);

  const hole = { state: 'crawled', from_ms: at(35) };
  expect(home.all('select state, from_ms from holes')).toEqual([hole]);
  expect(home.count('arrivals')).toBe(120);
});

test('what entered a home without end, deep down, is found by the next deep audit', async () => {
  const posts = inTurn(six, { fromMinutes: 20, toMinutes: 130, everyMinutes: 0.05 });
  const endless = { ids: 'ulid', homeLimit: 1e9 } as const;
  const home = await aWatchedHome(six, posts, { ...endless, faults: delivering(200, 40) });
  const found = () => home.count("statuses where uri like '%m30.00%'");
  await throughAnOutage(home);

  await home.server.passTo(116);
  expect(found()).toBe(0); // the repair reached no further than the loss
  await home.server.passTo(170);

  expect(found()).toBe(1);
  expect(home.count('arrivals')).toBe(posts.length);
});

/** But for the frame with these words, everything is streamed. */
function deafTo(words: string, { openSocket }: Pick<IngestDeps, 'openSocket'>) {
  const ear: IngestDeps['openSocket'] = (url, headers, ears) =>
    openSocket(url, headers, {
      ...ears,
      frame: (text) => text.includes(words) || ears.frame(text),
    });
  return { openSocket: ear };
}

test('what entered some pages below the top, and was not streamed, is found in five minutes', async () => {
  const posts = inTurn(six, { fromMinutes: 10, toMinutes: 60, everyMinutes: 0.1 });
  // Said in the twentieth minute, delivered in the 28th: eighty stand above it.
  const home = await aWatchedHome(six, posts, { faults: delivering(100, 8) });
  home.run(deafTo('m20.00 by', home.server));
  const found = () => home.count("statuses where uri like '%m20.00%'");

  await home.server.passTo(28.5);
  const before = found();
  await home.server.passTo(34);

  expect([before, found()]).toEqual([0, 1]);
});

test('what entered further down is found within the margin that a hole has', async () => {
  const posts = inTurn(six, { fromMinutes: 10, toMinutes: 70, everyMinutes: 0.1 });
  // Said in the twentieth minute, delivered in the 41st: 210 stand above it.
  const home = await aWatchedHome(six, posts, { faults: delivering(100, 21) });
  home.run(deafTo('m20.00 by', home.server));
  const found = () => home.count("statuses where uri like '%m20.00%'");

  await home.server.passTo(42);
  const before = found();
  await home.server.passTo(56.2); // a hole that began now would begin when it was delivered

  expect([before, found()]).toEqual([0, 1]);
});
