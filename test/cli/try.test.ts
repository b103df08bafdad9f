import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { DriftlineError } from '../../src/core/errors.ts';
import type { Allowed } from '../support/allow.ts';
import { aPerson, aPost, SMALL_WORLD_STARTS_MS } from '../support/small_world.ts';
import { aTrial, hasty, tryAndLeave } from '../support/trial.ts';
import { wallTime } from '../support/wall_time.ts';

/** Of time, as `stats` tells it. */
interface Stretch {
  readonly from: string;
  readonly to: string;
}

test('within a minute an edition of the own home is there, for about ninety requests', async () => {
  const trial = await aTrial({ follows: 5_000, posts: 800 });
  const startedMs = wallTime.now();

  const { exitCode, said, told, page } = await tryAndLeave(trial, [], { type: 'discard' });

  expect(exitCode).toBe(0);
  expect(wallTime.now() - startedMs).toBeLessThan(60 * SECOND_MS);
  expect(said).toMatch(/^Your first edition: \d+ posts out of 800 unseen posts, \d+ second/);
  expect(told).toContain('800 entries of your home');
  expect(told).toContain('5,000 people whom you follow');
  expect(page).toContain('TRIAL');
  expect(page).toContain('by ada</p>');
  const reads = trial.requests.filter((url) => url.includes('/api/'));
  expect(reads.length).toBeGreaterThan(80);
  expect(reads.length).toBeLessThan(100);
}, 90_000);

test('what came by boosts that the owner hides is in no edition of it', async () => {
  const loud = aPerson('loud');
  const stranger = aPerson('stranger', { isFollowed: false });
  const far = aPost('far', stranger, SMALL_WORLD_STARTS_MS);
  const atMs = SMALL_WORLD_STARTS_MS + MINUTE_MS;
  const boost = { kind: 'boost', atMs, id: 'b', booster: loud, post: far } as const;
  const trial = await aTrial({ more: [loud, stranger], events: [boost] });
  trial.server.elsewhere.showBoosts(loud, false);

  const { page } = await tryAndLeave(trial, [], { type: 'discard' });

  expect(page).toContain('by ada</p>');
  expect(page).not.toContain('far by stranger');
  const asked = trial.requests.filter((url) => url.includes('/relationships'));
  expect(asked.map((url) => new URL(url).searchParams.getAll('id[]').length)).toEqual([1]);
});

test('who discards it leaves nothing: the access is void and the folders gone', async () => {
  const trial = await aTrial();
  const before = readdirSync(trial.line.home);

  const { told, token } = await tryAndLeave(trial, [], { type: 'discard' });

  expect(told).toContain('The access is revoked, and everything is deleted.');
  expect(await trial.isGood(token)).toBe(false);
  expect(existsSync(trial.folder)).toBe(false);
  expect(readdirSync(trial.line.home)).toEqual(before);
});

test('who keeps it has their own Driftline, logged in, with what was read and drawn', async () => {
  const trial = await aTrial();

  const { said, told, token } = await tryAndLeave(trial, [], { type: 'keep' });
  const { stdout } = await trial.line.run(['stats', '--json']);
  const { arrivals, editions, follows, holes } = JSON.parse(stdout);
  const again = await trial.line.run(['ingest', '--once', '--json'], {
    env: { DRIFTLINE_PACE: '100' },
  });

  expect(said).toContain('Kept: ');
  expect(told).not.toMatch(/Nobody can be asked|Keep it, or revoke/); // it was answered already
  expect([arrivals, editions, follows]).toEqual([30, 1, 3]);
  const [week] = holes.map((hole: Stretch) => Date.parse(hole.to) - Date.parse(hole.from));
  expect(Math.round(week / DAY_MS)).toBe(7); // left for whatever runs next
  expect(JSON.parse(again.stdout)).toEqual({ entries: 30, arrived: 0 });
  expect(await trial.isGood(token)).toBe(true);
  expect(statSync(trial.line.credentialsFile).mode & 0o777).toBe(0o600);
  expect(existsSync(trial.folder)).toBe(false);
});

test('Ctrl-C asks on a terminal', async () => {
  const trial = await aTrial();

  const { exitCode, told } = await tryAndLeave(trial, [], { type: 'keep', isTerminal: true });

  expect(exitCode).toBe(0);
  expect(told).toContain('Keep it, or revoke and delete?');
  expect(existsSync(trial.line.credentialsFile)).toBe(true);
});

test('Ctrl-C with nobody to ask deletes, and says so', async () => {
  const trial = await aTrial();

  const { told, token } = await tryAndLeave(trial, [], {});

  expect(told).toContain('Nobody can be asked here, so it is not kept (--keep does).');
  expect(await trial.isGood(token)).toBe(false);
  expect(existsSync(trial.folder)).toBe(false);
});

test('who does not answer in time has not kept it', async () => {
  const trial = await aTrial();

  const { exitCode, told } = await tryAndLeave(trial, [], { isTerminal: true, time: hasty });

  expect(exitCode).toBe(0);
  expect(told).toContain('The access is revoked, and everything is deleted.');
}, 20_000);

test('--keep keeps without asking, and not over a Driftline that is there', async () => {
  const trial = await aTrial();

  const first = await tryAndLeave(trial, ['--keep'], {});
  const second = await trial.line.run(['try', trial.server.url, '--keep']);
  const third = await tryAndLeave(trial, [], {});

  expect(first.said).toContain('Kept: ');
  expect(second).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--keep') });
  expect(third.told).toContain('Only to look at: your own Driftline');
  expect(existsSync(trial.folder)).toBe(false);
  expect(existsSync(trial.line.databaseFile)).toBe(true);
});

test('it is kept also by whom a login was broken off before, whose app stays known', async () => {
  const trial = await aTrial();
  const apps = join(trial.line.home, '.config/driftline/apps.json');
  const brokenOff = await trial.line.run(['login', trial.server.url], {
    openBrowser: async () => {
      throw new DriftlineError('unauthorized', 'not now');
    },
  });
  const [known] = JSON.parse(readFileSync(apps, 'utf8'));
  const elsewhere = { ...known, server: 'https://elsewhere.example' };
  writeFileSync(apps, JSON.stringify([elsewhere]), { mode: 0o600 });

  const { exitCode, said, token } = await tryAndLeave(trial, [], { type: 'keep' });

  expect(brokenOff.exitCode).not.toBe(0);
  expect(exitCode).toBe(0);
  expect(said).toContain('Kept: ');
  expect(await trial.isGood(token)).toBe(true);
  const servers = JSON.parse(readFileSync(apps, 'utf8')).map((app: typeof known) => app.server);
  expect(servers).toEqual([elsewhere.server, trial.server.url]);
  expect(existsSync(trial.folder)).toBe(false);
});

test('it is not kept where the owner logged in meanwhile, not even a part of it', async () => {
  const trial = await aTrial();
  const { credentialsFile, databaseFile } = trial.line;
  const logIn = () => trial.line.run(['login', trial.server.url]);

  const { exitCode, told, token } = await tryAndLeave(trial, [], { type: 'keep', onPage: logIn });

  expect(exitCode).not.toBe(0);
  expect(told).toContain(`was begun meanwhile (${credentialsFile})`);
  expect(await trial.isGood(token)).toBe(false);
  expect(existsSync(databaseFile)).toBe(false);
  const own = JSON.parse(readFileSync(credentialsFile, 'utf8')) as Allowed;
  expect(await trial.isGood(own.token)).toBe(true);
});

test('what was slid on the page of a trial is kept with it', async () => {
  const trial = await aTrial();
  const slide = (url: string) =>
    fetch(new URL('/feeds/morning', url), {
      method: 'POST',
      headers: { origin: url.replace(/\/$/, '') },
      body: new URLSearchParams({ age: '2' }),
      redirect: 'manual',
    });

  await tryAndLeave(trial, ['--keep'], { onPage: slide });

  const sliders = join(trial.line.home, '.config/driftline/sliders.toml');
  expect(readFileSync(sliders, 'utf8')).toContain('[feeds.morning.exponents]\nfreshness = 0.25');
  expect(statSync(sliders).mode & 0o777).toBe(0o600);
});

test('a server that goes away in the middle leaves nothing behind', async () => {
  const trial = await aTrial();
  const breaking: typeof fetch = async (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    if (pathname === '/api/v1/timelines/home') return new Response('<html>', { status: 502 });
    return fetch(input);
  };

  const { exitCode, stderr } = await trial.line.run(['try', trial.server.url], {
    fetch: breaking,
  });

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/answered 502/);
  expect(stderr).toContain('The access is revoked, and everything is deleted.');
  expect(existsSync(trial.folder)).toBe(false);
});

test.each([
  ['filters', '/api/v2/filters'],
  ['whom you follow', '/following'],
])('a server that fails over one thing is tried all the same: %s', async (what, path) => {
  const trial = await aTrial();
  const failing: typeof fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    if (pathname.endsWith(path)) return Response.json({ error: 'oh' }, { status: 500 });
    return fetch(input, init);
  };

  const { exitCode, said, told } = await tryAndLeave(trial, [], {
    type: 'discard',
    time: hasty,
    fetch: failing,
  });

  expect(exitCode).toBe(0);
  expect(told).toContain(`done without: ${what} (your server is well, and fails over that)`);
  expect(said).toMatch(/^Your first edition: \d+ posts out of 30 unseen posts/);
});

test('what a trial left that was killed is revoked and deleted by the next', async () => {
  const trial = await aTrial();
  await tryAndLeave(trial, ['--keep'], {});
  const { credentialsFile, databaseFile } = trial.line;
  const left = JSON.parse(readFileSync(credentialsFile, 'utf8')) as Allowed;
  mkdirSync(join(trial.folder, 'driftline'), { recursive: true });
  const place = join(trial.folder, 'driftline/credentials.json');
  writeFileSync(place, readFileSync(credentialsFile), { mode: 0o600 });
  expect(existsSync(databaseFile)).toBe(true);

  const { told } = await tryAndLeave(trial, ['--discard'], {});

  expect(told).toContain(
    'A trial before this one was cut short, and ends now. The access is revoked,',
  );
  expect(await trial.isGood(left.token)).toBe(false);
  expect(existsSync(trial.folder)).toBe(false);
});
