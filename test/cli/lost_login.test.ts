import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Check } from '../../src/cli/doctor_checks.ts';
import { type EpochMs, HOUR_MS, SECOND_MS } from '../../src/core/clock.ts';
import { type Allowed, allow } from '../support/allow.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { aPerson, postsOf, smallWorld } from '../support/small_world.ts';
import { wallTime } from '../support/wall_time.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const ada = aPerson('ada');
const PATIENCE = { timeout: 30 * SECOND_MS, interval: 100 };

interface Health {
  readonly ok: boolean;
  readonly troubles: readonly { readonly what: string; readonly remedy: string }[];
}

/** `driftline run` as it is installed, logged in to a server with ten posts to come. */
async function aRun(pace = '100') {
  const server = await aServerForOneTest(smallWorld([ada], postsOf(ada, 10)));
  await server.passTo(5);
  const line = aCommandLine({ env: { DRIFTLINE_PACE: pace } });
  await line.run(['login', server.url], { openBrowser: allow });
  const child = spawn(process.execPath, [MAIN, 'run', '--port', '0'], {
    env: { HOME: line.home, PATH: process.env.PATH, DRIFTLINE_PACE: pace },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = await addressOf(child);
  const health = async () => (await (await fetch(`${url}health`)).json()) as Health;
  const arrivals = async () => {
    const { stdout } = await line.run(['stats', '--json']);
    return (JSON.parse(stdout) as { readonly arrivals: number }).arrivals;
  };
  const kept = () => JSON.parse(readFileSync(line.credentialsFile, 'utf8')) as Allowed;
  return { server, line, child, url, health, arrivals, kept };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (piece) => {
      said += piece;
      const url = /Reading at (\S+) until/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', () => reject(new Error(`it ended: ${said}`)));
  });
}

test('run outlives a revoked login, says so with the remedy, and picks up the next', async () => {
  const { server, line, child, url, health, arrivals, kept } = await aRun();
  await expect.poll(arrivals, PATIENCE).toBe(5);
  const { token, client_id, client_secret } = kept();
  const isOnLinux = existsSync(`/proc/${child.pid}/cmdline`);
  const args = isOnLinux ? readFileSync(`/proc/${child.pid}/cmdline`, 'utf8') : '';

  await fetch(`${server.url}/oauth/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token, client_id, client_secret }),
  });
  const lost = 'Nothing new comes in';
  await expect.poll(async () => (await health()).troubles[0]?.what, PATIENCE).toBe(lost);
  const [trouble] = (await health()).troubles;
  const drawn = await fetch(`${url}draw`, {
    method: 'POST',
    headers: { origin: url.replace(/\/$/, '') },
    redirect: 'manual',
  });
  const page = await (await fetch(url)).text();
  await server.passTo(10);
  await line.run(['login', server.url], { openBrowser: allow });
  await expect.poll(async () => (await health()).ok, PATIENCE).toBe(true);
  await expect.poll(arrivals, PATIENCE).toBe(10);

  expect(trouble?.remedy).toMatch(/^The login was revoked at .+: type driftline login .+\. It is/);
  // The first of its own may be there by then.
  expect([drawn.status, drawn.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/e\/[12]$/),
  ]);
  expect(page).toContain('The login was revoked at');
  expect(page).toContain('by ada</p>'); // posts, as ever
  expect(args).not.toContain(token);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
}, 90_000);

test('a login with more rights reaches a run without its losing a beat', async () => {
  const { server, line, health, arrivals, kept } = await aRun();
  await expect.poll(arrivals, PATIENCE).toBe(5);
  const { token: former } = kept();

  const { stdout } = await line.run(['login', server.url, '--act'], { openBrowser: allow });
  await server.passTo(10);
  await expect.poll(arrivals, PATIENCE).toBe(10);

  expect(stdout).toContain('The token of the login before is void.');
  expect(kept().token).not.toBe(former);
  expect(await health()).toMatchObject({ ok: true, database: line.databaseFile });
}, 60_000);

test('who logs out is read no further, though nobody could void their token', async () => {
  const { server, line, health, arrivals } = await aRun();
  await expect.poll(arrivals, PATIENCE).toBe(5);
  const again = () =>
    line.run(['login', server.url, '--token-stdin'], {
      stdin: () => inputOf(`${server.token}\n`),
    });
  await again();
  await expect.poll(async () => (await health()).ok, PATIENCE).toBe(true);

  const { stdout } = await line.run(['logout']);
  const nobody = 'Nobody is logged in, so nothing new comes in';
  await expect.poll(async () => (await health()).troubles[0]?.what, PATIENCE).toBe(nobody);
  await server.passTo(10);
  const framesMeanwhile = server.framesSent();
  await again();
  await expect.poll(arrivals, PATIENCE).toBe(10);

  expect(stdout).toContain('Take the token back at');
  expect(framesMeanwhile).toBe(0);
  expect((await server.ask('/api/v1/timelines/home')).status).toBe(200);
}, 60_000);

test('so does an ingest without a page, which ends', async () => {
  const server = await aServerForOneTest(smallWorld([ada], postsOf(ada, 1)));
  const line = aCommandLine({ env: { DRIFTLINE_PACE: '100' } });
  await line.run(['login', server.url, '--token-stdin'], {
    stdin: () => inputOf(`${server.token}\n`),
  });

  const ending = line.run(['ingest']);
  await expect.poll(() => existsSync(line.databaseFile), PATIENCE).toBe(true);
  await line.run(['logout']);
  const { exitCode, stderr } = await ending;

  expect(exitCode).toBe(1);
  expect(stderr).toContain(`driftline: you are logged out of ${server.url}, so nothing more`);
}, 60_000);

test('while the login is lost, nobody is told that the week before is being read', async () => {
  const { server, url, health } = await aRun('10'); // the reading begins after six seconds
  const page = async () => (await fetch(url)).text();
  await expect.poll(page, PATIENCE).toContain('READING BACK');

  server.faults.refuse401 = true;
  await expect.poll(async () => (await health()).ok, PATIENCE).toBe(false);

  expect(await page()).not.toContain('READING BACK');
}, 60_000);

test('doctor says what a run knows that was refused, though the server takes the login now', async () => {
  const { server, line, health } = await aRun();
  const examined = async () => (await line.run(['doctor', '--offline'])).stdout;
  await expect.poll(examined, PATIENCE).toContain('was last heard');
  server.faults.refuse401 = true;
  await expect.poll(async () => (await health()).ok, PATIENCE).toBe(false);
  server.faults.refuse401 = false;
  const later = { now: () => (wallTime.now() + HOUR_MS) as EpochMs, after: wallTime.after };

  const { exitCode, stdout } = await line.run(['doctor', '--json'], { time: later });

  const checks: readonly Check[] = JSON.parse(stdout).checks;
  const named = (name: string) => checks.find((check) => check.name === name);
  expect(exitCode).toBe(1);
  expect(named('login')).toMatchObject({ ok: true });
  expect(named('stream')).toMatchObject({ ok: false, remedy: 'See "running" below.' });
  expect(named('running')).toMatchObject({
    detail: 'nothing new comes in',
    remedy: expect.stringMatching(/type driftline login .+ It is picked up without a restart\.$/),
  });
});
