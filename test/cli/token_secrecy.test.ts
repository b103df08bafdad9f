import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { lineLog } from '../../src/core/log.ts';
import type { DemoFaults } from '../../src/demo/server_faults.ts';
import { ingest, ingestOnce } from '../../src/ingest/ingest.ts';
import { openSession } from '../../src/ingest/session.ts';
import { type Credentials, credentialsOf, refreshed, revoke } from '../../src/mastodon/login.ts';
import { allow } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { listening } from '../support/listening.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { aPerson, postsOf, smallWorld } from '../support/small_world.ts';

const ada = aPerson('ada');
const AGENT = 'Driftline/test';

/** Every address that anything in this process is asked for or asks for, the stream's too. */
function addressesAsked(): readonly string[] {
  const asked: string[] = [];
  const heard = (message: unknown) => {
    const { request } = message as { readonly request: { url?: string; path?: string } };
    asked.push(request.url ?? request.path ?? '');
  };
  const channels = ['http.server.request.start', 'http.client.request.start'] as const;
  for (const channel of channels) subscribe(channel, heard);
  onTestFinished(() => {
    for (const channel of channels) unsubscribe(channel, heard);
  });
  return asked;
}

async function aHome() {
  const server = await aServerForOneTest(smallWorld([ada], postsOf(ada, 5)), {
    tokensLiveMs: 10 * MINUTE_MS,
  });
  await server.passTo(5);
  const line = aCommandLine({ env: { DRIFTLINE_PACE: '100' } });
  const told: string[] = [];
  const run = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await line.run(args, { openBrowser: allow });
    told.push(stdout, stderr);
    return exitCode;
  };
  const kept = (): Credentials => JSON.parse(readFileSync(line.credentialsFile, 'utf8'));
  return { server, line, run, told, kept };
}

const secretsOf = ({ token, refresh_token, client_secret }: Credentials) =>
  [token, refresh_token, client_secret].filter((one): one is string => !!one);

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

test('the token is in its file and nowhere else: not in data, logs, exports or addresses', async () => {
  const asked = addressesAsked();
  const { server, line, run, told, kept } = await aHome();
  const codes = [
    await run('login', server.url),
    await run('ingest', '--once'),
    await run('rank', '--seed', 'a'),
    ...[await run('edition'), await run('edition', '--html', '-'), await run('stats')],
    ...[await run('export'), await run('doctor'), await run('doctor', '--json')],
  ];
  const first = kept();
  await server.passTo(16); // it has ended, and is refreshed
  codes.push(await run('ingest', '--once'));
  const secrets = [...secretsOf(first), ...secretsOf(kept())];

  for (const fault of ['refuse401', 'status502', 'portal', 'throttled'] as const) {
    server.faults[fault] = true;
    await run('doctor');
    if (fault === 'refuse401') await run('ingest', '--once');
    server.faults[fault] = false;
  }
  writeFileSync(line.configFile, 'nonsense'); // a command that breaks off
  await run('ingest', '--once');

  const { all, places } = everyPlace(line.home);
  // The doctor finds that this machine's clock is not the told server's.
  expect(codes).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 0]);
  expect(new Set(secrets).size).toBe(5);
  for (const secret of secrets) {
    expect(places.filter((file) => all.get(file)?.includes(secret))).toEqual([]);
    expect(told.filter((text) => text.includes(secret))).toEqual([]);
    expect(asked.filter((url) => url.includes(secret))).toEqual([]);
  }
  expect(asked.some((url) => url.startsWith('/api/v1/timelines/home'))).toBe(true);
  await run('logout');
});

/** Every file but the two that hold secrets, as bytes. */
function everyPlace(home: string) {
  const places = filesUnder(home).filter(
    (file) => !['credentials.json', 'apps.json'].includes(basename(file)),
  );
  return { places, all: new Map(places.map((file) => [file, readFileSync(file, 'latin1')])) };
}

test('no error that is thrown holds a secret, however deep one looks', async () => {
  const asked = addressesAsked();
  const { server, run, kept } = await aHome();
  await run('login', server.url);
  const credentials = kept();
  const database = aNewDatabase();
  onTestFinished(() => database.close());
  const logged: string[] = [];
  const log = lineLog(
    () => 0,
    (text) => logged.push(text),
  );
  const thrown: unknown[] = [];
  const attempt = async (work: () => Promise<unknown>) => {
    await work().catch((error: unknown) => thrown.push(error));
  };
  const deps = () => {
    const signal = AbortSignal.timeout(3_000);
    const home = { ...server, token: credentials.token };
    return listening(home, database, { pace: 10_000, log, signal });
  };
  const asks = { userAgent: AGENT, now: () => 0 };
  /** Ingest waits out what may pass; this does not, and throws what one request met. */
  const greet = () =>
    openSession({ ...deps(), signal: new AbortController().signal }, 0 as EpochMs);

  const faults: readonly (keyof DemoFaults)[] = ['refuse401', 'status502', 'portal'];
  for (const fault of faults) {
    Object.assign(server.faults, { [fault]: true });
    if (fault === 'refuse401') await attempt(() => ingest(deps()));
    await attempt(() => ingestOnce({ ...deps(), signal: AbortSignal.timeout(500) }));
    await attempt(greet);
    await attempt(() => credentialsOf(server.url, credentials.token, AGENT));
    Object.assign(server.faults, { [fault]: false });
  }
  server.forgetApps();
  await attempt(() => refreshed(credentials, asks));
  await attempt(() => revoke(credentials, AGENT));
  await server.stop();
  await attempt(greet);
  await attempt(() => credentialsOf(server.url, credentials.token, AGENT));
  await attempt(() => refreshed(credentials, asks));
  await attempt(() => revoke(credentials, AGENT));
  await attempt(() => ingestOnce({ ...deps(), signal: AbortSignal.timeout(500) }));

  expect(thrown.length).toBeGreaterThan(13);
  const shown = thrown.map((error) =>
    inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
  );
  for (const secret of secretsOf(credentials)) {
    expect(shown.filter((text) => text.includes(secret))).toEqual([]);
    expect(logged.filter((text) => text.includes(secret))).toEqual([]);
    expect(asked.filter((url) => url.includes(secret))).toEqual([]);
  }
}, 60_000);

test('the stream is asked for without the token in its address', async () => {
  const asked = addressesAsked();
  const { server, run, kept } = await aHome();
  await run('login', server.url);
  const { token } = kept();
  const database = aNewDatabase();
  onTestFinished(() => database.close());
  const stop = new AbortController();
  const deps = listening({ ...server, token }, database, { signal: stop.signal });

  const up = new Promise<void>((resolve) => {
    void ingest({ ...deps, onNews: ({ kind }) => kind === 'up' && resolve() });
  });
  await up;
  stop.abort();

  expect(asked).toContain('/api/v1/streaming?stream=user');
  expect(asked.filter((url) => url.includes(token))).toEqual([]);
});
