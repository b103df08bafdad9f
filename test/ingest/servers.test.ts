import { expect, test } from 'vitest';
import { type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import type { ToldTime } from '../../src/core/told_time.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aHome, answering, at, plain, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

test('a server that does not stream is polled, and its outages are filled in all the same', async () => {
  const events = Array.from({ length: 30 }, (_, nth) => posted(post(`p${nth}`, 5 + nth * 5)));
  const { server, deps, run, all, count } = aHome(events);
  run({ send: answering(deps(), plain) });

  await server.passTo(60);
  server.stop();
  await server.passTo(80);
  const away = all('select state, to_ms from holes');
  server.start();
  await server.passTo(180);

  expect(away).toEqual([{ state: 'open', to_ms: null }]);
  expect([count('statuses'), count('arrivals')]).toEqual([30, 30]);
  expect(all('select state, recovered from holes')).toEqual([{ state: 'swept', recovered: 4 }]);
  expect(count('snapshots where age_class = 0')).toBeGreaterThan(0);
});

test('a deaf stream loses nothing: the poll hears what it does not say', async () => {
  const { server, run, all } = aHome([posted(post('p', 10)), posted(post('q', 20))], {
    faults: { deaf: true },
  });
  run();

  await server.passTo(30);

  expect(all('select how from arrivals')).toEqual([{ how: 'sweep' }, { how: 'sweep' }]);
});

test('a stream that refuses a good token is done without', async () => {
  const { server, deps, run, count } = aHome([posted(post('p', 10))]);
  run({
    openSocket: (url, headers, ears) =>
      deps().openSocket(`${url}&x=1`, { ...headers, authorization: 'Bearer no' }, ears),
  });

  await server.passTo(30);

  expect(count('arrivals')).toBe(1);
});

test('a token that is revoked while the stream is up ends ingest, and it asks no more', async () => {
  const { server, deps, run } = aHome([posted(post('p', 90))]);
  let asked = 0;
  const { done } = run({
    send: answering(deps(), () => {
      asked += 1;
      return undefined;
    }),
  });
  await server.passTo(10);

  server.faults.refuse401 = true;
  await server.passTo(12);
  const askedAtEnd = asked;
  await server.passTo(60);

  await expect(done).rejects.toMatchObject({ code: 'unauthorized' });
  expect(asked).toBe(askedAtEnd);
});

test('a proxy’s error page is waited out', async () => {
  const { server, run, count } = aHome([posted(post('p', 10)), posted(post('q', 20))]);
  server.faults.status502 = true;
  run();

  await server.passTo(30);
  server.faults.status502 = false;
  await server.passTo(40);

  expect(count('arrivals')).toBe(2);
});

test('frames that come twice are stored once', async () => {
  const events = [10, 11, 12, 13].map((minutes) => posted(post(`p${minutes}`, minutes)));
  const { server, run, count } = aHome(events, { faults: { duplicateEvery: 1 } });
  run();

  await server.passTo(30);

  expect([count('statuses'), count('arrivals'), count('candidates')]).toEqual([4, 4, 4]);
});

test('one bad status is refused with a reason and counted, and the rest goes in', async () => {
  const events = [10, 11, 12].map((minutes) => posted(post(`p${minutes}`, minutes)));
  const { server, deps, run, all, count } = aHome(events, { faults: { deaf: true } });
  const broken: IngestDeps['send'] = async (request) => {
    const answer = await deps().send(request);
    if (!request.url.includes('/timelines/home')) return answer;
    const page = (await answer.json()) as Record<string, unknown>[];
    return Response.json(page.map((one, nth) => (nth === 1 ? { ...one, created_at: '?' } : one)));
  };
  await server.passTo(20);
  run({ send: broken });

  await server.passTo(21);

  expect(count('arrivals')).toBe(2);
  const [refused] = all('select reason, times from refused');
  expect(refused?.reason).toBe('status has no usable created_at');
  expect(Number(refused?.times)).toBeGreaterThan(0);
});

test('a status that vanished without a word is found out when its counts are due', async () => {
  const events: WorldEvent[] = [
    posted(post('p', 10)),
    posted(post('q', 11)),
    { kind: 'delete', atMs: at(30), postId: 'p' },
  ];
  const { server, run, count } = aHome(events, { faults: { silentDeletes: true } });
  run();

  await server.passTo(90);

  expect(count('statuses where deleted_at_ms is not null')).toBe(1);
  expect(count('candidates')).toBe(1);
});

test('a deletion that comes before its status wins over it', async () => {
  const { server, deps, run, count } = aHome([posted(post('p', 10)), posted(post('q', 11))]);
  let first: string | undefined;
  const hasty: IngestDeps['openSocket'] = (url, headers, ears) =>
    deps().openSocket(url, headers, {
      ...ears,
      frame(text) {
        const frame = JSON.parse(text) as { event: string; payload: string };
        first ??= (JSON.parse(frame.payload) as { id: string }).id;
        ears.frame(JSON.stringify({ event: 'delete', payload: first }));
        ears.frame(text);
      },
    });
  const noHome = answering(deps(), ({ pathname }) =>
    pathname === '/api/v1/timelines/home' ? Response.json([]) : undefined,
  );
  run({ openSocket: hasty, send: noHome });

  await server.passTo(20);

  expect(count('arrivals')).toBe(1);
});

test('what the owner did in another app is noted once', async () => {
  const { server, run, all, count } = aHome([posted(post('p', 10)), posted(post('q', 11))]);
  run();
  await server.passTo(20);

  const [first] = all('select uri from statuses order by created_at_ms');
  server.act('favourite', String(first?.uri));
  await server.passTo(60);

  expect(all('select kind, undone_at_ms from actions')).toEqual([
    { kind: 'favourite', undone_at_ms: null },
  ]);
  expect(count('candidates')).toBe(1); // it needs no second look
});

test('who was unfollowed is followed no more at the next reading of the list', async () => {
  const { server, deps, run, all } = aHome([]);
  let hasLeft = false;
  const send: IngestDeps['send'] = async (request) => {
    const answer = await deps().send(request);
    if (!hasLeft || !request.url.includes('/following')) return answer;
    return Response.json(((await answer.json()) as unknown[]).slice(1));
  };
  run({ send });
  await server.passTo(10);

  hasLeft = true;
  await server.passTo(6 * 60 + 10);

  expect(all('select count(ended_at_ms) as ended, count(*) as known from follows')).toEqual([
    { ended: 1, known: 2 },
  ]);
});

test('a token that may not read the follow list still brings the home', async () => {
  const { server, deps, run, count } = aHome([posted(post('p', 10))]);
  const forbidden = () =>
    Response.json({ error: 'outside the authorized scopes' }, { status: 403 });
  run({
    send: answering(deps(), ({ pathname }) =>
      pathname.endsWith('/following') ? forbidden() : undefined,
    ),
  });

  await server.passTo(30);

  expect(count('arrivals')).toBe(1);
});

test('the end of a small home proves that nothing was missed', async () => {
  const { server, deps, run, count } = aHome([posted(post('old', 1)), posted(post('p', 10))]);
  const { stop, done } = run();
  await server.passTo(20);
  stop.abort();
  await done;

  await server.passTo(3 * 24 * 60);
  await settle(server, ingestOnce(deps()));

  expect(count('holes')).toBe(0);
});

test('a cron that runs too seldom says so, and fills the hole from people’s pages', async () => {
  const events = Array.from({ length: 60 }, (_, nth) => posted(post(`p${nth}`, nth)));
  const { server, deps, all, count } = aHome(events, { homeLimit: 20 });
  await server.passTo(10);
  await settle(server, ingestOnce(deps()));
  await server.passTo(58);
  const warned: string[] = [];
  const log = { info: () => {}, warn: (event: string) => warned.push(event) };

  const { holesLeft } = await settle(server, ingestOnce(deps({ log })));

  const [hole] = all('select state, from_ms, to_ms from holes');
  expect([holesLeft, warned]).toEqual([1, ['ingest.runs_too_far_apart']]);
  expect(hole).toMatchObject({ state: 'crawled', from_ms: at(10) - 15 * MINUTE_MS });
  expect(Math.round((Number(hole?.to_ms) - at(0)) / MINUTE_MS)).toBe(39);
  expect(count('statuses')).toBe(59);
});

test('once, with the server away, gives up after five minutes and says why', async () => {
  const { server, deps } = aHome([posted(post('p', 1))]);
  await server.passTo(10);
  server.stop();

  const once = ingestOnce(deps());
  once.catch(() => {});
  await server.passTo(20);

  await expect(once).rejects.toMatchObject({ code: 'upstream' });
});

/** Lets told time pass until `work` is done. */
async function settle<T>(server: { readonly time: ToldTime }, work: Promise<T>): Promise<T> {
  await server.time.passTo((server.time.now() + MINUTE_MS) as EpochMs);
  return work;
}
