import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import type { DemoFaults } from '../../src/demo/server_faults.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { aHome, answering, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** Posts that turn a home of eighty, a tenth of Mastodon's, over in forty minutes. */
const FLOOD = Array.from({ length: 300 }, (_, nth) => posted(post(`p${nth}`, 5 + nth * 0.5)));
const HOME_LIMIT = 80;

test('a stream that only pings proves nothing while nothing else is answered', async () => {
  const faults: DemoFaults = {};
  const { server, run, all, count } = aHome(FLOOD, { faults, homeLimit: HOME_LIMIT });
  run();
  await server.passTo(30);
  Object.assign(faults, { deaf: true, status502: true });
  await server.passTo(100); // the home has turned over nearly twice
  Object.assign(faults, { deaf: false, status502: false });

  await server.passTo(170);

  expect(all('select state, from_ms from holes')).toMatchObject([
    { state: 'crawled', from_ms: expect.closeTo(at(15), -5) },
  ]);
  expect(count('arrivals')).toBe(FLOOD.length);
});

test.each([
  ['stands', () => {}],
  ['breaks off', (dropSockets: () => void) => dropSockets()],
])(
  'one that was deaf, spoke again until the home had turned over, and %s, is told by its silence',
  async (_, end) => {
    const faults: DemoFaults = {};
    const { server, run, all, count } = aHome(FLOOD, { faults, homeLimit: HOME_LIMIT });
    run();
    await server.passTo(30);
    Object.assign(faults, { deaf: true, status502: true });
    await server.passTo(60);
    faults.deaf = false;
    await server.passTo(109.9);
    end(server.dropSockets);
    await server.passTo(110);
    faults.status502 = false;

    await server.passTo(170);

    expect(all("select state, from_ms, to_ms from holes where state <> 'swept'")).toMatchObject([
      { state: 'crawled', from_ms: expect.closeTo(at(15), -5), to_ms: expect.closeTo(at(60), -5) },
    ]);
    expect(count('arrivals')).toBe(FLOOD.length);
  },
);

test('a silence in which nobody posted leaves no hole', async () => {
  const isQuiet = (atMs: number) => atMs > at(30) && atMs < at(60);
  const events = FLOOD.filter(({ atMs }) => !isQuiet(atMs));
  const faults: DemoFaults = {};
  const { server, run, all, count } = aHome(events, { faults, homeLimit: HOME_LIMIT });
  run();
  await server.passTo(29);
  faults.status502 = true;
  await server.passTo(110);
  faults.status502 = false;
  await server.passTo(110.6); // a poll has come through
  const supposed = count("holes where detail like 'the stream was silent%'");

  await server.passTo(170);

  expect(supposed).toBe(1);
  expect(all('select * from holes')).toEqual([]);
  expect(count('arrivals')).toBe(events.length);
});

test('one that was not deaf while nothing else was answered leaves no hole', async () => {
  const faults: DemoFaults = {};
  const { server, run, count } = aHome(FLOOD, { faults, homeLimit: HOME_LIMIT });
  run();
  await server.passTo(30);
  faults.status502 = true;
  await server.passTo(100);
  faults.status502 = false;

  await server.passTo(170);

  expect(count('holes')).toBe(0);
  expect(count('arrivals')).toBe(FLOOD.length);
});

test('one that was deaf for less than the home reaches leaves the hole that was filled', async () => {
  const events = Array.from({ length: 60 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const faults: DemoFaults = {};
  const { server, run, all, count } = aHome(events, { faults });
  run();
  await server.passTo(30);
  Object.assign(faults, { deaf: true, status502: true });
  await server.passTo(50);
  Object.assign(faults, { deaf: false, status502: false });

  await server.passTo(70);

  expect(all('select state, recovered from holes')).toEqual([{ state: 'swept', recovered: 20 }]);
  expect(count('arrivals')).toBe(60);
});

test('one that was deaf, spoke again, and was lost before a poll came, is told from the last poll on', async () => {
  const events: readonly WorldEvent[] = [
    ...Array.from({ length: 60 }, (_, nth) => posted(post(`p${nth}`, 5 + nth))),
    { kind: 'delete', atMs: at(52), postId: 'p35' }, // it came while the stream was deaf
  ];
  const faults: DemoFaults = {};
  const { server, run, all, count } = aHome(events, { faults });
  run();
  await server.passTo(30);
  Object.assign(faults, { deaf: true, status502: true });
  await server.passTo(50);
  faults.deaf = false;
  await server.passTo(58);
  server.dropSockets();
  await server.passTo(62);
  faults.status502 = false;

  await server.passTo(80);

  expect(all('select state, from_ms from holes')).toMatchObject([
    { state: 'swept', from_ms: expect.closeTo(at(15), -5) },
  ]);
  expect(count('arrivals')).toBe(59);
});

test('a loss that a poll tells of begins at the last frame, not at the poll before it', async () => {
  const faults: DemoFaults = {};
  const { server, run, all, count } = aHome(FLOOD, { faults, homeLimit: HOME_LIMIT });
  run();
  await server.passTo(30.02);
  faults.status502 = true;
  await server.passTo(31.2); // 70 s in which the stream alone spoke
  faults.deaf = true;
  await server.passTo(100);
  Object.assign(faults, { deaf: false, status502: false });

  await server.passTo(170);

  expect(all('select from_ms from holes')).toEqual([{ from_ms: expect.closeTo(at(16), -4) }]);
  expect(count('arrivals')).toBe(FLOOD.length);
});

test('frames that come a minute after their entries are no deaf stream', async () => {
  const faults: DemoFaults = { frameLateBy: () => MINUTE_MS };
  const { server, run, count } = aHome(FLOOD, { faults, homeLimit: HOME_LIMIT });
  run();
  await server.passTo(30);
  faults.status502 = true;
  await server.passTo(100); // the home has turned over nearly twice
  faults.status502 = false;

  await server.passTo(170);

  expect(count('holes')).toBe(0);
  expect(count('arrivals')).toBe(FLOOD.length);
});

test('one that was deaf for longer than a repair reaches back over is told from the last poll on', async () => {
  const faults: DemoFaults = {};
  const { server, run, all, count } = aHome(FLOOD, { faults, homeLimit: HOME_LIMIT });
  run();
  await server.passTo(30);
  faults.status502 = true;
  await server.passTo(35);
  faults.deaf = true;
  await server.passTo(55);
  faults.deaf = false;
  await server.passTo(90);
  server.dropSockets();
  faults.status502 = false; // the home reaches back to the fifty-first minute

  await server.passTo(170);

  const [hole] = all('select state, from_ms from holes');
  expect(hole?.state).toBe('crawled');
  expect(Number(hole?.from_ms)).toBeLessThanOrEqual(at(35));
  expect(count('arrivals')).toBe(FLOOD.length);
});

const PAUSED = 'one that was deaf in a pause that the server asked for, and spoke again, is told';

test.each([
  { homeLimit: 100, speaksAt: 55 },
  { homeLimit: 30, speaksAt: 58 }, // one page is all of it
])(`${PAUSED}, in a home of $homeLimit`, async ({ homeLimit, speaksAt }) => {
  const events = Array.from({ length: 700 }, (_, nth) => posted(post(`q${nth}`, 5 + nth / 10)));
  const { server, deps, run, all, count } = aHome(events, { homeLimit });
  let isTooMuch = false;
  const tooMany = { status: 429, headers: { 'retry-after': '1800' } };
  const send = answering(deps(), () => {
    if (!isTooMuch) return undefined;
    isTooMuch = false;
    return Response.json({ error: 'Too many requests' }, tooMany);
  });
  run({ send });
  await server.passTo(29.2);
  isTooMuch = true;
  server.faults.deaf = true;
  await server.passTo(speaksAt);
  server.faults.deaf = false;

  await server.passTo(80);

  const [hole] = all('select state, from_ms from holes');
  expect(hole?.state).toBe('crawled');
  expect(Number(hole?.from_ms)).toBeLessThanOrEqual(at(29.5));
  expect(count('arrivals')).toBe(700);
});
