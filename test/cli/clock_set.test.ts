import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS, isoOf, MINUTE_MS } from '../../src/core/clock.ts';
import { CLOCK_AHEAD, openIngestState } from '../../src/store/ingest_state.ts';
import { openLogins } from '../../src/store/logins.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { allow } from '../support/allow.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { people } from '../support/crawled_home.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';
import { aPost, posted, SMALL_WORLD_STARTS_MS, smallWorld } from '../support/small_world.ts';
import { at, nightsFrom } from '../support/told_nights.ts';
import { wallTime } from '../support/wall_time.ts';

const NOON_MS = hours(12);

/** Four posts of four people, and a clock that can be set. */
async function aMachine() {
  const clock = { nowMs: NOON_MS as number };
  const time = { now: () => clock.nowMs as EpochMs, after: wallTime.after };
  const line = aCommandLine({ time });
  const posts = ['ada', 'bea', 'cy', 'dee'].map((by, nth) =>
    lineOf(hours(nth), 'update', statusJson({ id: `${nth + 1}`, by, atMs: hours(nth) })),
  );
  await line.run(['import', '-'], { stdin: () => inputOf(posts.join('\n')) });
  return { ...line, clock };
}

test('an edition drawn while the clock was a month ahead is not the latest for a month', async () => {
  const { run, json, clock } = await aMachine();
  clock.nowMs += 30 * DAY_MS;
  await run(['rank', '--size', '2', '--no-pictures']);
  clock.nowMs -= 30 * DAY_MS;

  await run(['rank', '--size', '2', '--no-pictures']);
  const { last_edition, editions } = await json('stats');
  const shown = await run(['edition']);

  expect(editions).toBe(2);
  expect(last_edition).toMatchObject({ edition: 2, drawn_at: isoOf(NOON_MS) });
  expect(shown.stdout).toMatch(/\b2\b/);
  const { checks } = JSON.parse((await run(['doctor', '--json'])).stdout);
  const edition = checks.find(({ name }: { name: string }) => name === 'edition');
  expect(edition.detail).toMatch(/^edition 2 was drawn just now, with/);
});

test.each([
  [0, 4],
  [2_000 * DAY_MS, 0],
])('where the server says that the clock is %d ms ahead, %d posts go', async (aheadMs, gone) => {
  const { databaseFile, run, json, clock } = await aMachine();
  const database = openDatabase(databaseFile);
  for (const { loginKey } of openLogins(database).all())
    openIngestState(database).set(loginKey, CLOCK_AHEAD, String(aheadMs), NOON_MS);
  database.close();

  // Of who was never seen the best would stay for its last chance.
  await run(['seen', '--from', isoOf(hours(-1))]);
  clock.nowMs += 2_000 * DAY_MS;
  const { pruned } = await json('prune');

  expect(pruned).toBe(gone);
});

test('what a clock says alone lets nothing go, until the server is heard again', async () => {
  const { databaseFile, run, json, clock } = await aMachine();
  const hear = (atMs: number) => {
    const database = openDatabase(databaseFile);
    openIngestState(database).set(1, 'last_heard', 'poll', atMs as EpochMs);
    database.close();
  };
  hear(NOON_MS);
  await run(['seen', '--from', isoOf(hours(-1))]); // nobody waits for a last chance
  clock.nowMs += 2_000 * DAY_MS;

  const unheard = await json('prune');
  const { checks } = JSON.parse((await run(['doctor', '--offline', '--json'])).stdout);
  hear(clock.nowMs);
  const heard = await json('prune');

  expect([unheard.pruned, heard.pruned]).toEqual([0, 4]);
  const keeping = checks.find(({ name }: { name: string }) => name === 'keeping');
  expect(keeping).toMatchObject({ ok: true });
});

test.each([
  [
    'back a day',
    '2026-11-24T12:00:00Z',
    ['2026-11-24T12:01', '2026-11-25T05:30', '2026-11-26T05:30'],
  ],
  [
    'forward a month',
    '2026-12-25T12:00:00Z',
    ['2026-12-25T12:11', '2026-12-26T05:30', '2026-12-27T05:30'],
  ],
])('a clock that is set %s is gone by at once, and no night is missed', async (_, set, nights) => {
  let offMs = 0;
  // Heard by the server's clock, as ingest does.
  const lastHeardMs = () => time.now() - offMs;
  const { drawn, kept, time, sleepUntil, pass, end } = nightsFrom('2026-11-24T12:00:00Z', {
    lastHeardMs,
  });
  await pass(DAY_MS + MINUTE_MS);
  const before = drawn.length;

  offMs = at(set) - time.now();
  sleepUntil(at(set));
  await pass(2 * DAY_MS);
  await end();

  expect(before).toBe(2);
  expect(drawn.slice(before).map((night) => night.slice(0, 16))).toEqual(nights);
  expect(kept.slice(1)).toHaveLength(nights.length);
});

test('a clock that was a month ahead for an hour costs no night once it is set right', async () => {
  let offMs = 0;
  const { drawn, kept, time, sleepUntil, pass, end } = nightsFrom('2026-11-24T12:00:00Z', {
    lastHeardMs: () => time.now() - offMs,
  });
  await pass(DAY_MS);
  offMs = 30 * DAY_MS;
  sleepUntil(time.now() + offMs);
  await pass(HOUR_MS);
  const ahead = drawn.at(-1);
  const keptAhead = kept.length;

  sleepUntil(time.now() - offMs);
  offMs = 0;
  await pass(2 * DAY_MS);
  await end();

  expect(ahead).toMatch(/^2026-12-25/);
  expect(drawn.slice(3).map((night) => night.slice(0, 16))).toEqual([
    '2026-11-25T13:01', // in the place of the one from the future
    '2026-11-26T05:30',
    '2026-11-27T05:30',
  ]);
  expect(kept.length - keptAhead).toBeGreaterThanOrEqual(2);
});

test.each([30 * MINUTE_MS, 2 * HOUR_MS])(
  'a clock that is set back over the hour, by %d ms, leaves the night one edition',
  async (backMs) => {
    const { drawn, time, sleepUntil, pass, end } = nightsFrom('2026-11-24T12:00:00Z');
    await pass(at('2026-11-25T05:31:10Z') - time.now());

    sleepUntil(time.now() - backMs);
    await pass(DAY_MS + 3 * HOUR_MS);
    await end();

    expect(drawn.slice(1).map((night) => night.slice(0, 16))).toEqual([
      '2026-11-25T05:30',
      '2026-11-26T05:30',
    ]);
  },
);

/** Two people's posts on a server whose clock is right, and a machine that is `behindMs` behind. */
async function aMachineBehind(behindMs: number) {
  const authors = people(2);
  const posts = authors.map((author, nth) =>
    posted(aPost(`m${nth}`, author, SMALL_WORLD_STARTS_MS - (nth + 1) * HOUR_MS)),
  );
  const server = await aServerForOneTest(smallWorld(authors, posts), { historyMs: DAY_MS });
  const aheadMs = server.time.now() - wallTime.now() - behindMs;
  const time = { now: () => (wallTime.now() + aheadMs) as EpochMs, after: wallTime.after };
  const line = aCommandLine({ time, env: { DRIFTLINE_PACE: '8' } });
  await line.run(['login', server.url], { openBrowser: allow });
  await line.run(['ingest', '--once']);
  return line;
}

test.each([2 * MINUTE_MS, 5 * HOUR_MS])(
  'what came in is drawn from where the machine is %d ms behind its server',
  async (behindMs) => {
    const { run, json } = await aMachineBehind(behindMs);

    await run(['rank', '--no-pictures']);
    const { stdout } = await run(['doctor', '--offline']);

    const { last_edition } = await json('stats');
    expect(last_edition).toMatchObject({ edition: 1, size: 2 });
    expect(stdout).toMatch(/not well {2}clock: this machine is \d \w+ behind the server/);
  },
);
