import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { tellBeginning } from '../../src/cli/first_edition.ts';
import { openSession } from '../../src/cli/session.ts';
import { DAY_MS, type EpochMs, SECOND_MS, type Time } from '../../src/core/clock.ts';
import { disk } from '../../src/store/disk.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import type { LastEdition } from '../../src/store/stats.ts';
import { allow } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { people } from '../support/crawled_home.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { drawHere } from '../support/draw_here.ts';
import { aPost, posted, SMALL_WORLD_STARTS_MS, smallWorld } from '../support/small_world.ts';
import { wallTime } from '../support/wall_time.ts';

const PATIENCE = { timeout: 50 * SECOND_MS, interval: 100 };

/** More than the 800 that a home holds. */
const POSTS = 1_200;

/** Forty people who posted all week. */
function aLongWeek() {
  const authors = people(40);
  const events = Array.from({ length: POSTS }, (_, nth) => {
    const author = authors[nth % 40] as (typeof authors)[number];
    const atMs = SMALL_WORLD_STARTS_MS - 6 * DAY_MS + (nth * 6 * DAY_MS) / POSTS;
    return posted(aPost(`m${nth}`, author, atMs));
  });
  return smallWorld(authors, events);
}

/** Logged in at a server of a long week, and run as if on a terminal. */
async function aBeginning(onServed: (url: string) => Promise<unknown> = async () => {}) {
  const server = await aServerForOneTest(aLongWeek(), {
    rateLimits: 'real',
    historyMs: 10 * DAY_MS,
  });
  await server.passTo(5);
  // The server's world is told, and stands: this machine agrees with it about the hour.
  const aheadMs = server.time.now() - wallTime.now();
  const now = () => (wallTime.now() + aheadMs) as EpochMs;
  const time: Time = { now, after: wallTime.after };
  const stopping = new AbortController();
  const line = aCommandLine({
    time,
    drawAside: drawHere,
    stopped: stopping.signal,
    env: { DRIFTLINE_PACE: '8' },
  });
  await line.run(['login', server.url], { openBrowser: allow });
  const startedMs = wallTime.now();
  let told = '';
  const write = async (text: string) => {
    told += text;
  };
  const stdout = {
    write: async (text: string) => {
      const url = /Reading at (\S+)/.exec(text)?.[1];
      if (url !== undefined) await onServed(url);
    },
    isTerminal: false,
    columns: 80,
  };
  const stderr = { write, isTerminal: true, columns: 80 };
  const running = line.run(['run', '--port', '0'], { stdout, stderr });
  await expect.poll(() => told, PATIENCE).toContain('Your first edition:');
  const tookMs = wallTime.now() - startedMs;
  const end = async () => {
    stopping.abort(new DOMException('stopped by the owner', 'AbortError'));
    await running;
  };
  return { line, tookMs, end, told: () => told };
}

test('run right after login has a first edition within a minute, and says what comes', {
  timeout: 120 * SECOND_MS,
}, async () => {
  const { tookMs, end, told } = await aBeginning();

  const url = /Read it: (\S+)/.exec(told())?.[1] as string;
  const notice = async () =>
    /<aside class="notice".*?<\/aside>/s.exec(await (await fetch(url)).text())?.[0];
  await expect
    .poll(notice, PATIENCE)
    .toMatch(/more posts by \d+ people are here\.<\/p><form method="post" action="\/draw">/);
  await end();

  expect(tookMs).toBeLessThan(60 * SECOND_MS);
  expect(told()).toMatch(/^Reading your home, whom you follow and your last favourites/m);
  expect(told()).toContain(
    'reads the last 7 days of the 40 people you follow, those you like best',
  );
  expect(told()).toMatch(/about \d+ minutes? at your server’s rate limit/);
});

test('who draws by hand while the home is read has the first edition and the week all the same', {
  timeout: 120 * SECOND_MS,
}, async () => {
  const draw = async (url: string) =>
    fetch(new URL('/draw', url), { method: 'POST', headers: { origin: new URL(url).origin } });

  const { line, end, told } = await aBeginning(draw);
  await end();
  const { editions, last_edition } = await line.json('stats');

  expect(editions).toBe(2);
  expect(last_edition.size).toBeGreaterThan(0);
  expect(told()).toContain(
    'reads the last 7 days of the 40 people you follow, those you like best',
  );
});

test('a draw where nothing has come in is refused, and takes the place of no first edition', async () => {
  const line = aCommandLine();
  disk.makeFolder(dirname(line.databaseFile));
  openDatabase(line.databaseFile).close();

  const said = await line.run(['rank', '--no-pictures']);
  const dry = await line.run(['rank', '--dry-run']);

  expect([said.exitCode, dry.exitCode]).toEqual([1, 1]);
  expect(said.stderr).toContain('nothing has come in yet: "driftline run"');
  expect(await line.json('stats')).toMatchObject({ editions: 0 });
});

const NOTHING = {
  lastEdition: () => undefined,
  hasCandidates: () => false,
  firstReading: () => ({ homeReadMs: 0, isWhole: true }),
};
const NO_WEEK = { begin: () => undefined };

test('who cannot be logged in is promised no first edition', async () => {
  let told = '';
  const write = async (text: string) => {
    told += text;
  };
  const line = aCommandLine({ stderr: { write, isTerminal: true, columns: 100 } });
  const surroundings = line.surroundings();
  const session = openSession(new Command(), surroundings);
  const begin = () =>
    tellBeginning(
      { stats: NOTHING, filling: NO_WEEK, url: '', isBeginning: true },
      session,
      surroundings,
    );
  const credentials = JSON.stringify({ server: 'https://example.social', token: 'a-token' });
  disk.writePrivate(line.credentialsFile, credentials);

  begin();
  const before = told;
  chmodSync(line.credentialsFile, 0o644);
  begin();

  expect(before).toMatch(/^Reading your home, whom you follow and your last favourites/);
  expect(told).toBe(before);
});

test.each([
  ['before it starts', -20, '90 seconds after the start', 110],
  ['while it waits for that', 70, '20 seconds after the login', 20],
])(
  'the first edition of who logs in %s is counted from what came last',
  (_, atS, words, sinceS) => {
    const said: string[] = [];
    const write = async (text: string) => void said.push(text);
    let nowMs = SMALL_WORLD_STARTS_MS as EpochMs;
    const time: Time = { now: () => nowMs, after: () => () => {} };
    const line = aCommandLine({ time, stderr: { write, isTerminal: true, columns: 100 } });
    const surroundings = line.surroundings();
    const logged: unknown[] = [];
    const info = (_event: string, fields: unknown) => void logged.push(fields);
    const session = { ...openSession(new Command(), surroundings), log: { info, warn: info } };
    const stats = { ...NOTHING, lastEdition: () => ({ size: 3 }) as LastEdition };

    const beginning = tellBeginning(
      { stats, filling: NO_WEEK, url: 'http://here/', isBeginning: true },
      session,
      surroundings,
    );
    const login = { server: 'https://example.social', token: 'a-token' };
    const loggedIn = { ...login, logged_in_at_ms: nowMs + atS * SECOND_MS };
    disk.writePrivate(line.credentialsFile, JSON.stringify(loggedIn));
    nowMs = (nowMs + 90 * SECOND_MS) as EpochMs;
    beginning.drawn();

    expect(said.at(-1)).toBe(`Your first edition: 3 posts, ${words}. Read it: http://here/\n`);
    expect(logged).toEqual([{ posts: 3, seconds: 90, seconds_after_login: sinceS }]);
  },
);

test('where the first edition did not wait for the follows, the week before is told of later', () => {
  let told = '';
  const write = async (text: string) => {
    told += text;
  };
  const line = aCommandLine({ stderr: { write, isTerminal: true, columns: 100 } });
  const surroundings = line.surroundings();
  const session = openSession(new Command(), surroundings);
  const weeks = [undefined, 'The week is read.'];
  const filling = { begin: () => weeks.shift() };
  const stats = { ...NOTHING, hasCandidates: () => true };
  const needs = { stats, filling, url: '' };

  const beginning = tellBeginning({ ...needs, isBeginning: true }, session, surroundings);
  beginning.look();
  const untold = weeks.length;
  beginning.drawn();
  beginning.look();
  const before = told;
  // Started again meanwhile.
  tellBeginning({ ...needs, isBeginning: false }, session, surroundings).look();

  expect([untold, before, told]).toEqual([2, '', 'The week is read.\n']);
});
