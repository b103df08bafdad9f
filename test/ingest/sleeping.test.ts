import { expect, test } from 'vitest';
import { ingest } from '../../src/ingest/ingest.ts';
import { openLife, openMachine } from '../simulator/sim_client.ts';
import { aHome, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** A post every six seconds: the home of 800 turns over in eighty minutes. */
const EVENTS = Array.from({ length: 2_800 }, (_, nth) => posted(post(`p${nth}`, 5 + nth * 0.1)));

/** A home whose answers are on their way for as long as they are kept, each with its `Date`. */
function aHomeOfASleeper({ saysDate = true } = {}) {
  const home = aHome(EVENTS);
  const machine = openMachine(home.server.time);
  const { send } = home.deps();
  const onTheirWay: (() => void)[] = [];
  const way = { isLong: false };
  const slowly = async (request: Request) => {
    const answer = await send(request);
    const headers = new Headers(answer.headers);
    headers.delete('date');
    if (saysDate) headers.set('date', new Date(home.server.time.now()).toUTCString());
    const body = await answer.text();
    if (way.isLong) await new Promise<void>((come) => onTheirWay.push(come));
    return new Response(body, { status: answer.status, headers });
  };
  const time = { now: home.server.time.now, after: machine.time.after };
  home.run({ time, send: slowly });
  return {
    ...home,
    /** Sleeps with what was asked for within the half minute before still on its way. */
    async sleepFrom(minutes: number, toMinutes: number) {
      way.isLong = true;
      await home.server.passTo(minutes);
      machine.sleep();
      home.server.wire.isCut = true;
      const asked = onTheirWay.length;
      await home.server.passTo(toMinutes);
      home.server.wire.isCut = false;
      way.isLong = false;
      for (const come of onTheirWay) come(); // read before any timer runs
      await new Promise((read) => setImmediate(read));
      machine.wake();
      return asked;
    },
  };
}

test('an answer that was on its way as the machine fell asleep hides no hole', async () => {
  const home = aHomeOfASleeper();
  await home.server.passTo(20);
  const asked = await home.sleepFrom(20.6, 200);

  await home.server.passTo(240);

  expect(asked).toBeGreaterThan(0);
  const [hole] = home.all('select from_ms, to_ms, state from holes');
  expect(Number(hole?.from_ms)).toBeLessThanOrEqual(at(20.6));
  expect(Number(hole?.to_ms)).toBeGreaterThan(at(100));
  expect(hole?.state).toBe('crawled');
  expect(home.count('arrivals')).toBe(EVENTS.filter(({ atMs }) => atMs < at(240)).length);
});

test('after a sleep the stream is believed again, also where no answer says what time it is', async () => {
  const home = aHomeOfASleeper({ saysDate: false });
  await home.server.passTo(20);
  await home.sleepFrom(20.6, 60);

  await home.server.passTo(70);

  const streamed = `arrivals where how = 'stream' and arrived_at_ms > ${at(64)}`;
  expect(home.count(streamed)).toBeGreaterThan(50);
});

test('who is killed while it reads what waited as it was stopped has not heard since', async () => {
  const home = aHome(EVENTS);
  const { server } = home;
  const machine = openMachine(server.time);
  const { database, random } = home.deps();
  const stop = new AbortController();
  const needs = { database, server, told: server.time, machine, random, pace: 1 };
  const life = openLife({ ...needs, signal: stop.signal });
  ingest(life.deps).catch(() => {});
  await server.passTo(20.68); // what came is written
  machine.stop();
  await server.passTo(21);
  machine.receive(life.kill); // once it has read the frames that wait in the socket
  server.dropSockets();
  await server.passTo(180);
  machine.goOn();
  home.run();

  await server.passTo(220);

  const [hole] = home.all('select from_ms, state from holes');
  expect(hole?.state).toBe('crawled');
  expect(Number(hole?.from_ms)).toBeLessThanOrEqual(at(20.68));
  stop.abort();
});
