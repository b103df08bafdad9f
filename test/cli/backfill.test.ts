import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { openDemoServer } from '../../src/demo/server.ts';
import { takeIngestLock } from '../../src/store/lock.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aPerson, aPost, posted, smallWorld } from '../support/small_world.ts';
import { wallTime } from '../support/wall_time.ts';

/** A command line that is logged in to a server where four people have posted for three days. */
async function loggedIn({ aheadMs = 0, followedTags = [] as readonly string[] } = {}) {
  const people = ['ada', 'bob', 'cleo', 'dan'].map((name) => aPerson(name));
  const nowMs = Date.now();
  const events = Array.from({ length: 72 }, (_, hour) => {
    const author = people[hour % 4] as (typeof people)[0];
    return posted(aPost(`h${hour}`, author, nowMs - (hour + 0.5) * HOUR_MS));
  }).reverse();
  const server = await openDemoServer({
    world: { ...smallWorld(people, events), followedTags },
    time: wallTime,
    log: silentLog,
    historyMs: 4 * DAY_MS,
    homeLimit: 10,
  });
  onTestFinished(server.close);
  const env = { DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: server.token };
  const time = { ...wallTime, now: () => (wallTime.now() + aheadMs) as EpochMs };
  return { server, ...aCommandLine({ time, env: { ...env, DRIFTLINE_PACE: '60' } }) };
}

test('backfill says how long it will take, reads, and names what cannot be proven', async () => {
  const { run } = await loggedIn();

  const said = await run(['backfill', '--days', '2']);
  const stats = JSON.parse((await run(['stats', '--json'])).stdout);

  expect(said.exitCode).toBe(0);
  expect(said.stderr).toContain('About 1 minute: 4 requests for 4 people, 199 in 5 minutes.');
  expect(said.stderr).toContain('100 % read');
  expect(said.stdout).toMatch(/^38 arrivals found\.\n/);
  expect(said.stdout).toContain('what cannot be proven: boosts that your server grouped away');
  expect(stats.arrivals).toBe(48);
});

test('tags are told apart from people, and that they may take more', async () => {
  const { run } = await loggedIn({ followedTags: ['birds'] });

  const { stderr } = await run(['backfill', '--days', '2']);

  expect(stderr).toContain('5 requests for 4 people and 1 tag, 199 in 5 minutes.\n');
  expect(stderr).toContain('A busy tag takes more: the first page of each tells.\n');
});

test('backfill --json is one document, and a second one finds everything here', async () => {
  const { run } = await loggedIn();

  const first = JSON.parse((await run(['backfill', '--days', '2', '--json'])).stdout);
  const again = JSON.parse((await run(['backfill', '--days', '2', '--json'])).stdout);

  expect(first).toMatchObject({
    complete: true,
    found: 38,
    read: 4,
    holes: [{ state: 'crawled', recovered: 38, unproven: [expect.any(String)] }],
  });
  expect(again).toMatchObject({ complete: true, found: 0, read: 0 });
});

test('whom the owner likes best is read first, also before anything was drawn', async () => {
  const { run, server } = await loggedIn();
  for (const post of ['h2', 'h6']) server.act('favourite', String(server.statusOf(post).uri));
  const pages: string[] = [];
  const noting: typeof fetch = (...args) => {
    const { pathname } = new URL((args[0] as Request).url);
    if (/\/accounts\/[^/]+\/statuses$/.test(pathname)) pages.push(pathname);
    return fetch(...args);
  };

  await run(['backfill', '--days', '2'], { fetch: noting });

  const cleo = (server.statusOf('h2').account as { readonly id: string }).id;
  expect(pages.slice(1)).toHaveLength(4); // the first is the owner’s own
  expect(pages[1]).toBe(`/api/v1/accounts/${cleo}/statuses`);
});

test('Ctrl-C ends a backfill well, and the same command goes on', async () => {
  const { run } = await loggedIn();
  const stop = new AbortController();
  let asked = 0;
  const fetchUntilStopped: typeof fetch = (...args) => {
    if (String((args[0] as Request).url).includes('/statuses?')) asked += 1;
    if (asked === 4) stop.abort(); // the first is the owner’s own
    return fetch(...args);
  };

  const cut = await run(['backfill', '--days', '2', '--json'], {
    stopped: stop.signal,
    fetch: fetchUntilStopped,
  });
  const rest = JSON.parse((await run(['backfill', '--days', '2', '--json'])).stdout);

  const { holes, ...soFar } = JSON.parse(cut.stdout);
  expect(cut.exitCode).toBe(0);
  expect(soFar).toEqual({ complete: false, found: holes[0].recovered, read: 2, failing: [] });
  expect(soFar.found).toBeGreaterThan(0);
  expect(cut.stderr).toContain('The same command goes on where it ended');
  expect(rest).toMatchObject({ complete: true, read: 2 });
});

test('beside a Driftline that is running, it is left to that one', async () => {
  const { run, databaseFile } = await loggedIn();
  await run(['ingest', '--once']);
  mkdirSync(dirname(databaseFile), { recursive: true });
  const lock = takeIngestLock(databaseFile);
  onTestFinished(lock.release);

  const said = await run(['backfill', '--days', '2']);
  const again = JSON.parse((await run(['backfill', '--days', '2', '--json'])).stdout);
  const { holes } = JSON.parse((await run(['stats', '--json'])).stdout);

  expect(said.exitCode).toBe(0);
  expect(said.stdout).toContain('The Driftline that is running reads the last 2 days now');
  expect(said.stdout).toContain('up to 4 people, about 1 minute');
  expect(again).toEqual({ handed_over: true, is_new: false, days: 2 });
  expect(holes).toMatchObject([{ state: 'open', recovered: 0 }]);
});

test.each([400, -400])('a clock that is %d days off reads the same days', async (daysAhead) => {
  const { run, databaseFile } = await loggedIn({ aheadMs: daysAhead * DAY_MS });

  const said = await run(['backfill', '--days', '2']);
  const again = await run(['backfill', '--days', '1']);
  const lock = takeIngestLock(databaseFile);
  onTestFinished(lock.release);
  const handedOver = await run(['backfill', '--days', '3']);

  expect(said.stdout).toMatch(/^38 arrivals found\.\n.*: every author is read/);
  expect(again.stdout).toMatch(/^0 arrivals found\.\n.*: every author is read/);
  expect(handedOver.stdout).toContain('The Driftline that is running reads the last 3 days now');
});

test('a wrong number of days is wrong usage; a server that refuses is a failure', async () => {
  const { run, server } = await loggedIn();

  const wrong = await run(['backfill', '--days', 'many']);
  server.faults.refuse401 = true;
  const refused = await run(['backfill']);

  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
  expect(wrong.stderr).toContain('--days must be a number of days, 1 to 400');
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('driftline login');
});
