import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { openHoles } from '../../src/store/holes.ts';
import { people } from '../support/crawled_home.ts';
import { aServerInProcess } from '../support/demo_server.ts';
import { listening } from '../support/listening.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { SMALL_WORLD_STARTS_MS, smallWorld } from '../support/small_world.ts';

test('a hole that takes longer than the five minutes of --once is no trouble', async () => {
  const server = aServerInProcess(smallWorld(people(500), []), { rateLimits: 'real' });
  const database = aNewDatabase();
  const warned: string[] = [];
  const warn = (event: string, fields: { readonly why?: unknown } = {}) =>
    warned.push(`${event} ${fields.why}`);
  const deps = listening(server, database, { ...server.line, log: { info: () => {}, warn } });
  const sweep = async () => {
    let isDone = false;
    const done = ingestOnce(deps).finally(() => {
      isDone = true;
    });
    for (let minute = 0; minute < 10 && !isDone; minute += 1)
      await server.time.passTo((server.time.now() + MINUTE_MS) as EpochMs);
    return done;
  };
  await sweep();
  openHoles(database).add({
    loginKey: 1,
    fromMs: (SMALL_WORLD_STARTS_MS - 7 * DAY_MS) as EpochMs,
    toMs: (SMALL_WORLD_STARTS_MS - DAY_MS) as EpochMs,
    noticedAtMs: server.time.now(),
    state: 'open',
    detail: '',
  });

  await sweep();
  server.close();
  database.close();

  expect(warned.filter((line) => line.startsWith('ingest.try_again'))).toEqual([]);
});
