import { expect, test } from 'vitest';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aHome, answering, at, plain, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

test('a home that is put together anew proves nothing until it is whole', async () => {
  const events = Array.from({ length: 90 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const { server, deps, run, all, count } = aHome(events);
  let isWhole = true;
  let asked = 0;
  const send: IngestDeps['send'] = async (request) => {
    const answer = await deps().send(request);
    if (isWhole || !request.url.includes('/timelines/home')) return answer;
    asked += 1;
    const page = (await answer.json()) as readonly unknown[];
    const half = page.filter((_, nth) => nth % 2 === 0);
    return Response.json(half, { status: 206, headers: { 'mastodon-async-refresh': 'retry=5' } });
  };
  run({ send });
  await server.passTo(30);
  server.stop();
  await server.passTo(60);
  isWhole = false;
  server.start();
  await server.passTo(90);
  const meanwhile = all('select state, to_ms from holes');
  isWhole = true;

  await server.passTo(91);
  const aMinuteLater = all('select state from holes');
  await server.passTo(120);

  expect(meanwhile).toEqual([{ state: 'open', to_ms: expect.any(Number) }]); // the stream is back
  expect(aMinuteLater).toEqual([{ state: 'swept' }]);
  expect(asked).toBeLessThan(200); // in half an hour
  expect(all('select state from holes')).toEqual([{ state: 'swept' }]);
  expect(count('arrivals')).toBe(90);
});

test.each(['86400', '0'])(
  'a home that is to be asked again after %s s is polled on',
  async (retry) => {
    const events = Array.from({ length: 30 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
    const { server, deps, run, count } = aHome(events);
    let asked = 0;
    const plainSend = answering(deps(), plain);
    const send: IngestDeps['send'] = async (request) => {
      const isAtWork = server.time.now() > at(10) && server.time.now() < at(15);
      if (!isAtWork || !request.url.includes('/timelines/home')) return plainSend(request);
      asked += 1;
      const headers = { 'mastodon-async-refresh': `retry=${retry}` };
      return Response.json([], { status: 206, headers });
    };
    run({ send });

    await server.passTo(36);

    expect(count('arrivals')).toBe(30);
    expect(asked).toBeLessThan(60);
  },
);

test('pages of which nothing has a name do not make the home empty, and prove nothing', async () => {
  const events = Array.from({ length: 90 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const { server, deps, run, all, count } = aHome(events);
  let isWrong = false;
  run({
    send: answering(deps(), ({ pathname }) =>
      isWrong && pathname.endsWith('/timelines/home') ? Response.json([{}]) : undefined,
    ),
  });
  await server.passTo(30);
  server.stop();
  await server.passTo(60);
  isWrong = true;
  server.start();
  await server.passTo(62.5);
  const meanwhile = all('select state, to_ms from holes');
  isWrong = false;

  await server.passTo(120);

  expect(meanwhile).toEqual([{ state: 'open', to_ms: null }]);
  expect(all('select state, recovered > 25 as is_found from holes')).toEqual([
    { state: 'swept', is_found: 1 },
  ]);
  expect(count('arrivals')).toBe(90);
});

test('a home that is never whole was not polled, where nothing else tells what comes', async () => {
  const events = Array.from({ length: 110 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const { server, deps, run, all, count } = aHome(events, { homeLimit: 20 });
  let isWhole = true;
  const cold = { status: 206, headers: { 'mastodon-async-refresh': 'retry=5' } };
  const send = answering(deps(), (url) =>
    isWhole || !url.pathname.endsWith('/home') ? plain(url) : Response.json([], cold),
  );
  run({ send });
  await server.passTo(30);
  isWhole = false; // as Pixelfed's is for a moment, which does not stream
  await server.passTo(90);
  isWhole = true;

  await server.passTo(115);

  const [hole] = all('select state, from_ms from holes');
  expect(hole?.state).toBe('crawled');
  expect(Number(hole?.from_ms)).toBeLessThanOrEqual(at(30));
  expect(count('arrivals')).toBe(110);
});

test('while a home that nothing else tells of is put together, it is told that nothing comes', async () => {
  const events = Array.from({ length: 110 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const { server, deps, run, all } = aHome(events, { homeLimit: 20 });
  const told: string[] = [];
  let isWhole = true;
  const cold = { status: 206, headers: { 'mastodon-async-refresh': 'retry=5' } };
  run({
    send: answering(deps(), (url) =>
      isWhole || !url.pathname.endsWith('/home') ? plain(url) : Response.json([], cold),
    ),
    onNews: ({ kind }) => void (kind === 'swept' ? undefined : told.push(kind)),
  });
  await server.passTo(30);
  isWhole = false;

  await server.passTo(90);
  const meanwhile = all('select from_ms, to_ms, state from holes');
  isWhole = true;
  await server.passTo(100);

  expect(meanwhile).toEqual([{ from_ms: expect.any(Number), to_ms: null, state: 'open' }]);
  expect(Number(meanwhile[0]?.from_ms)).toBeLessThanOrEqual(at(30));
  expect(told).toEqual(['down', 'up']);
});

test('a pause that a server asks for hides no hole, where nothing else tells what comes', async () => {
  const events = Array.from({ length: 700 }, (_, nth) => posted(post(`p${nth}`, 5 + nth / 10)));
  const { server, deps, run, all, count } = aHome(events, { homeLimit: 100 });
  let isTooMuch = false;
  const tooMany = { status: 429, headers: { 'retry-after': '1800' } };
  const send = answering(deps(), (url) => {
    if (!isTooMuch) return plain(url);
    isTooMuch = false;
    return Response.json({ error: 'Too many requests' }, tooMany);
  });
  run({ send });
  await server.passTo(29.2); // both the poll and the audit that are due next wait for its end
  isTooMuch = true;

  await server.passTo(80);

  const [hole] = all('select state, from_ms from holes');
  expect(hole?.state).toBe('crawled');
  expect(Number(hole?.from_ms)).toBeLessThanOrEqual(at(29));
  expect(count('arrivals')).toBe(700);
});
