import { expect, test } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { at } from '../support/ingest_home.ts';

test('what a cron has no time to read is read by the next', async () => {
  const authors = people(20);
  const events = inTurn(authors, { fromMinutes: 10, toMinutes: 100, everyMinutes: 1 });
  const { server, plain, deps, all, pagesAsked } = await aWatchedHome(authors, events, {
    homeLimit: 20,
  });
  const slow: IngestDeps['send'] = async (request) => {
    if (/\d\/statuses/.test(request.url))
      await new Promise<void>((done) => server.time.after(25 * SECOND_MS, done));
    return plain().send(request);
  };
  const runOnce = async () => {
    const once = ingestOnce(deps({ send: slow }));
    await server.passTo((server.time.now() - at(0)) / MINUTE_MS + 8);
    await once;
  };
  await server.passTo(20);
  await runOnce();
  await server.passTo(80);

  await runOnce();
  const [hole] = all('select state from holes');
  const asked = pagesAsked().length;
  await runOnce();

  expect(hole?.state).toBe('open');
  expect(asked).toBeGreaterThan(8);
  expect(asked).toBeLessThan(14);
  expect(all('select distinct state from holes')).toEqual([
    { state: 'crawled' },
    { state: 'swept' },
  ]);
  expect(pagesAsked()).toHaveLength(20);
});

test('a rate limit that lets nothing more through ends it after five minutes, with what it has', async () => {
  const { server, plain, deps, count } = await aWatchedHome(people(2), aPostAMinute());
  const limited: IngestDeps['send'] = async (request) =>
    request.url.includes('/favourites')
      ? new Response('', { status: 429, headers: { 'retry-after': '3600' } })
      : plain().send(request);
  await server.passTo(40);
  const once = ingestOnce(deps({ send: limited }));
  let endedMs = 0;
  const ended = once.then((mended) => {
    endedMs = server.time.now();
    return mended;
  });

  await server.passTo(60);

  expect(await ended).toMatchObject({ holesLeft: 0 });
  expect(endedMs - at(40)).toBeLessThanOrEqual(5 * MINUTE_MS + 5 * SECOND_MS);
  expect(count('arrivals')).toBe(30);
});

test.each([
  ['at all', /./],
  ['for its home', /timelines/],
])('a server that takes requests and never answers %s is named as that', async (_, unanswered) => {
  const { server, plain, deps } = await aWatchedHome(people(2), aPostAMinute());
  const hangs: IngestDeps['send'] = (request) =>
    unanswered.test(request.url)
      ? new Promise((_answer, fail) => {
          request.signal.addEventListener('abort', () => fail(request.signal.reason));
        })
      : plain().send(request);
  await server.passTo(40);
  const once = ingestOnce(deps({ send: hangs }));
  once.catch(() => {});

  await server.passTo(50);

  await expect(once).rejects.toMatchObject({
    code: 'upstream',
    message: expect.stringMatching(/did not answer within 30 s$/),
  });
});

function aPostAMinute() {
  return inTurn(people(2), { fromMinutes: 10, toMinutes: 40, everyMinutes: 1 });
}
