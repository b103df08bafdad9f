import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { CLOCK_AHEAD, openIngestState, STREAM_SHUT } from '../../src/store/ingest_state.ts';
import { takeIngestLock } from '../../src/store/lock.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome as aStore, hours } from '../support/entries.ts';
import { aHome, answering, at, plain, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

test('a stream that does not open is told once, until it does; what comes is polled', async () => {
  const events = Array.from({ length: 20 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const { server, deps, run, all, count } = aHome(events);
  let isShut = true;
  const told: string[] = [];
  const log = {
    info: () => {},
    warn: (event: string, fields?: object) => void told.push(`${event} ${JSON.stringify(fields)}`),
  };
  const openSocket: ReturnType<typeof deps>['openSocket'] = (url, headers, ears) => {
    if (!isShut) return server.line.openSocket(url, headers, ears);
    queueMicrotask(() => ears.closed({ httpStatus: 502 }));
    return { terminate: () => {} };
  };
  const noted = () => all(`select value from ingest_state where name = '${STREAM_SHUT}'`);
  run({ openSocket, log });

  await server.passTo(30);
  const shut = noted();
  isShut = false;
  await server.passTo(32);

  expect(told).toEqual(['ingest.stream_shut {"why":"it answers 502"}']);
  expect([shut, noted()]).toEqual([[{ value: 'it answers 502' }], [{ value: '' }]]);
  expect(count('arrivals')).toBe(20);
});

test('a server that wants to be asked nothing for a day is listened to again after an outage', async () => {
  const events = Array.from({ length: 60 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const { server, deps, run, count } = aHome(events);
  let isTooMuch = false;
  const tooMany = { status: 429, headers: { 'retry-after': '86400' } };
  const send = answering(deps(), () =>
    isTooMuch ? Response.json({ error: 'Too many requests' }, tooMany) : undefined,
  );
  run({ send });
  await server.passTo(10);
  isTooMuch = true;
  await server.passTo(12);
  server.stop();
  await server.passTo(30); // many connections fail
  server.start();

  await server.passTo(70);

  expect(count(`arrivals where entered_at_ms > ${at(31)}`)).toBe(33);
});

test.each([
  ['a day', 86_400, undefined, 5],
  ['a minute, on a host of its own', 60, 'wss://stream.example', 0],
])(
  'a door that says "too often" for %s keeps the home unread for no longer than a window',
  async (_, seconds, streaming, minutes) => {
    const events = Array.from({ length: 20 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
    const { server, deps, run, all, count } = aHome(events);
    const headers = new Headers({ 'retry-after': String(seconds) });
    const doors: number[] = [];
    const polls: number[] = [];
    const openSocket: ReturnType<typeof deps>['openSocket'] = (_url, _headers, ears) => {
      doors.push(server.time.now());
      queueMicrotask(() => ears.closed({ httpStatus: 429, headers }));
      return { terminate: () => {} };
    };
    const send: ReturnType<typeof deps>['send'] = async (request) => {
      const answer = await deps().send(request);
      if (request.url.includes('/timelines/home')) polls.push(server.time.now());
      if (streaming === undefined || !request.url.includes('/instance')) return answer;
      const told = (await answer.json()) as { configuration: object };
      return Response.json({
        ...told,
        configuration: { ...told.configuration, urls: { streaming } },
      });
    };
    run({ openSocket, send });

    await server.passTo(40);

    const gaps = polls.slice(1).map((atMs, nth) => (atMs - (polls[nth] as number)) / MINUTE_MS);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(minutes + 0.5);
    expect(count('arrivals')).toBe(20);
    const apart = doors.slice(1).map((atMs, nth) => (atMs - (doors[nth] as number)) / SECOND_MS);
    for (const one of apart) expect(one).toBeGreaterThanOrEqual(seconds);
    expect(all(`select value from ingest_state where name = '${STREAM_SHUT}'`)).toEqual([
      { value: 'it answers 429' },
    ]);
  },
);

test('doctor says of a running Driftline that its stream does not open', async () => {
  const line = aCommandLine({ time: toldTime(hours(10)) });
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  const { database, login } = aStore(line.databaseFile);
  const state = openIngestState(database);
  const note = (name: string, value: string) =>
    state.set(login.loginKey, name, value, hours(10) as EpochMs);
  const lock = takeIngestLock(line.databaseFile);
  const streamNow = async () => {
    const { checks } = JSON.parse((await line.run(['doctor', '--json', '--offline'])).stdout);
    return checks.find(({ name }: { readonly name: string }) => name === 'stream');
  };

  note('last_heard', 'poll');
  note(CLOCK_AHEAD, '0');
  note(STREAM_SHUT, 'it answers 502');
  const shut = await streamNow();
  note(STREAM_SHUT, '');
  const open = await streamNow();
  lock.release();
  database.close();

  expect(shut).toMatchObject({
    ok: true,
    detail: expect.stringContaining(
      'nothing comes by its stream (it answers 502), so it is polled',
    ),
  });
  expect(open.detail).not.toContain('stream');
});

test('a server that comes to stream while Driftline runs is streamed within the hour', async () => {
  const home = aHome([posted(post('before', 30)), posted(post('after', 90.1))]);
  const isOld = () => home.server.time.now() < at(40);
  home.run({ send: answering(home.deps(), (url) => (isOld() ? plain(url) : undefined)) });

  await home.server.passTo(100);

  const how = home.all('select how from arrivals order by arrival_key').map((row) => row.how);
  expect(how).toEqual(['sweep', 'stream']);
  expect(home.all('select state from holes')).toEqual([]);
});
