import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { openLife, openMachine } from '../simulator/sim_client.ts';
import { aHome, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** A post every fifteen seconds: a home of eighty turns over in twenty minutes. */
const EVENTS = Array.from({ length: 480 }, (_, nth) => posted(post(`p${nth}`, 5 + nth * 0.25)));
const due = (minutes: number) => EVENTS.filter(({ atMs }) => atMs < at(minutes)).length;

/** A process that is stopped for an hour, on a machine whose clock is set before or meanwhile. */
function aStoppedProcess() {
  const home = aHome(EVENTS, { homeLimit: 80 });
  const { server } = home;
  const { database, random } = home.deps();
  const machine = openMachine(server.time);
  const signal = new AbortController().signal;
  const needs = { database, server, told: server.time, machine, random, pace: 1, signal };
  const life = openLife(needs);
  ingest(life.deps).catch(() => {});
  const set = (aheadMs: number) => machine.setClock('set', aheadMs);
  return {
    ...home,
    set,
    async stopFor(hourMs: number): Promise<void> {
      machine.stop();
      await server.passTo(31);
      server.dropSockets();
      await server.passTo(90);
      set(hourMs);
      machine.goOn();
    },
    kill: life.kill,
  };
}

test.each([
  { clock: 'was set back a day before, and is right again', beforeMs: -DAY_MS, afterMs: 0 },
  { clock: 'was set back a day meanwhile', beforeMs: 0, afterMs: -DAY_MS },
  { clock: 'was set forward an hour meanwhile', beforeMs: 0, afterMs: HOUR_MS },
  { clock: 'stood still', beforeMs: 0, afterMs: -HOUR_MS, isUnseen: true }, // a virtual machine's
])('what passed while nothing ran is told where its clock $clock', async (way) => {
  const { beforeMs, afterMs, isUnseen = false } = way;
  const home = aStoppedProcess();
  await home.server.passTo(29.9);
  home.set(beforeMs);
  await home.server.passTo(30.1);
  await home.stopFor(afterMs);

  await home.server.passTo(123);

  const [hole] = home.all('select from_ms, to_ms, state from holes');
  expect(hole?.state).toBe('crawled');
  expect(Number(hole?.from_ms)).toBeLessThanOrEqual(at(30));
  expect(Number(hole?.to_ms)).toBeGreaterThanOrEqual(at(68));
  expect(home.count('arrivals')).toBe(due(123));
  expect(home.count(`arrivals where arrived_at_ms > ${at(123) + MINUTE_MS}`)).toBe(0);
  const early = home.count(`arrivals where arrived_at_ms < entered_at_ms - ${MINUTE_MS}`);
  expect(early > 0).toBe(isUnseen); // what came before a second answer said so, too
  expect(home.count(`statuses where counts_at_ms > ${at(123) + MINUTE_MS}`)).toBe(0);
  home.kill();
});
