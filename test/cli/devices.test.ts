import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openClientLogins } from '../../src/store/client_logins.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aCommandLine } from '../support/command_line.ts';
import { hours } from '../support/entries.ts';

function aLine(settings = '') {
  const line = aCommandLine({ randomText: () => 'c'.repeat(43) });
  mkdirSync(dirname(line.configFile), { recursive: true });
  writeFileSync(line.configFile, settings);
  return line;
}

/** A command that goes on until the test ends, and what it has said so far. */
async function going(line: ReturnType<typeof aLine>, args: readonly string[], until: RegExp) {
  const stopping = new AbortController();
  let stdout = '';
  const write = async (text: string) => {
    stdout += text;
  };
  const output = { write, isTerminal: false, columns: 100 };
  const ended = line.run(args, { stopped: stopping.signal, stdout: output });
  onTestFinished(async () => {
    stopping.abort();
    await ended;
  });
  await expect.poll(() => stdout, { timeout: 10_000 }).toMatch(until);
  return { stdout: () => stdout, port: Number(/Reading at http:\S+:(\d+)\//.exec(stdout)?.[1]) };
}

interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** As a browser would ask that reaches the port under another name, which `fetch` cannot. */
function asked(port: number, { path, method = 'GET', headers = {}, body = '' }: Asked) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
      });
      sent.on('error', reject);
      sent.end(body);
    },
  );
}

const NAMED = '[serve]\nnames = ["http://reader.example"]\n';
const READER = { host: 'reader.example', origin: 'http://reader.example' };

test('a link that serve --pair prints beside a running serve pairs a device there', async () => {
  const line = aLine(NAMED);
  const { port } = await going(line, ['serve', '--port', '0'], /Reading at/);

  const { exitCode, stdout, stderr } = await line.run(['serve', '--pair', '--port', `${port}`]);
  const link = /http:\S+/.exec(stdout)?.[0] as string;
  const { pathname, search, searchParams } = new URL(link);
  const shown = await asked(port, { path: pathname + search, headers: READER });
  const paired = await asked(port, {
    path: '/pair',
    method: 'POST',
    headers: { ...READER, 'content-type': 'application/x-www-form-urlencoded' },
    body: `code=${searchParams.get('code')}&name=phone`,
  });
  const cookie = String(paired.headers['set-cookie']).split(';')[0] as string;
  const before = await asked(port, { path: '/editions', headers: READER });
  const after = await asked(port, { path: '/editions', headers: { ...READER, cookie } });

  expect(exitCode).toBe(0);
  expect(link).toBe(`http://reader.example/pair?code=${'c'.repeat(43)}`);
  expect(stdout).toMatch(/\n[█▀▄ ]{29,}\n/);
  expect(stderr).toContain(`Port ${port} is in use: what serves there takes the link.`);
  expect([shown.status, paired.status, before.status, after.status]).toEqual([200, 303, 401, 200]);

  const [device] = await line.json('devices');
  expect(device).toMatchObject({ device: 1, name: 'phone', opens: 'page' });
  expect((await line.run(['devices', 'revoke', '1'])).stdout).toBe('Device 1 is turned away.\n');
  const turnedAway = await asked(port, { path: '/editions', headers: { ...READER, cookie } });
  expect(turnedAway.status).toBe(401);
  expect((await line.run(['devices'])).stdout).toContain('No device is paired');
}, 30_000);

test('bound wider it says that others must be paired, and where they find it', async () => {
  const line = aLine();

  const { stdout, port } = await going(
    line,
    ['serve', '--pair', '--host', '0.0.0.0', '--port', '0'],
    /Reading at/,
  );

  expect(stdout()).toContain(`http://192.168.1.5:${port}/pair?code=`);
  expect(stdout()).toContain(`Reading at http://127.0.0.1:${port}/ until you press Ctrl-C.`);
  expect(stdout()).toContain('Other devices must be paired');
  const local = await asked(port, { path: '/editions', headers: { host: `127.0.0.1:${port}` } });
  const rebound = await asked(port, {
    path: '/editions',
    headers: { host: `evil.example:${port}` },
  });
  expect([local.status, rebound.status]).toEqual([200, 403]);
}, 30_000);

const OUTWARD = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address as string;

test.skipIf(!OUTWARD)(
  'serve --pair finds what another terminal bound wider',
  async () => {
    const line = aLine();
    const pairing = (port: number) =>
      line.run(['serve', '--pair', '--port', `${port}`], { addresses: () => [OUTWARD] });
    const wide = await going(line, ['serve', '--host', '0.0.0.0', '--port', '0'], /Reading at/);
    const alone = await going(line, ['serve', '--port', '0'], /Reading at/);

    const found = await pairing(wide.port);
    const none = await pairing(alone.port);

    expect(wide.stdout()).toContain(`"driftline serve --pair --port ${wide.port}" in another`);
    expect(found.stdout).toContain(`http://${OUTWARD}:${wide.port}/pair?code=`);
    expect([found.exitCode, none.exitCode]).toEqual([0, 2]);
  },
  30_000,
);

test('where nobody else could come, there is nothing to pair', async () => {
  const { exitCode, stderr } = await aLine().run(['serve', '--pair']);

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^driftline: the page is served on this machine alone: add --host .+\n$/);
});

test('--json prints the link and when it ends', async () => {
  const line = aLine(NAMED);
  const { port } = await going(line, ['serve', '--port', '0'], /Reading at/);

  const { stdout } = await line.run(['serve', '--pair', '--json', '--port', `${port}`]);

  expect(JSON.parse(stdout)).toEqual({
    link: expect.stringMatching(/^http:\/\/reader\.example\/pair\?code=c+$/),
    ends_at: expect.stringMatching(/^\d{4}-.*Z$/),
  });
}, 30_000);

test.each([
  [['devices', 'dance'], 'devices knows the word "revoke", not "dance"'],
  [['devices', 'revoke'], 'say which one, by its number'],
  [['devices', 'revoke', 'x'], 'say which one, by its number'],
])('%j is answered with what would be right', async (args, sentence) => {
  const line = aLine();
  await line.run(['import', '-']);

  const { exitCode, stderr } = await line.run(args);

  expect(exitCode).toBe(2);
  expect(stderr).toContain(sentence);
});

test('clients that were let in are listed beside the devices, and turned away', async () => {
  const line = aLine();
  await line.run(['import', '-']);
  const database = openDatabase(line.databaseFile);
  const clients = openClientLogins(database);
  const atMs = hours(3);
  clients.addApp({
    clientId: 'elk',
    secretHash: new Uint8Array(32),
    name: 'Elk',
    website: null,
    redirectUris: ['urn:ietf:wg:oauth:2.0:oob'],
    scopes: 'read write',
    createdAtMs: atMs,
  });
  const scopes = 'read write:favourites';
  const tokenHash = new Uint8Array(32);
  clients.give({ tokenHash, clientId: 'elk', scopes, isOfOwner: true, countsSeen: false, atMs });
  database.close();

  const { stdout } = await line.run(['devices']);
  const [document] = await line.json('devices');
  const away = await line.run(['devices', 'revoke', 'c1']);
  const again = await line.run(['devices', 'revoke', 'c1']);

  expect(stdout).toContain('No device is paired');
  expect(stdout).toMatch(
    / c1 {2}Elk: may read write:favourites, let in .+, never used; what it shows never counts/,
  );
  expect(document).toEqual({
    client: 1,
    name: 'Elk',
    scopes: ['read', 'write:favourites'],
    counts_as_seen: false,
    let_in_at: '2026-11-01T09:00:00.000Z',
    used_at: null,
  });
  expect(away.stdout).toBe('Client c1 is turned away.\n');
  expect(again.exitCode).toBe(1);
  expect((await line.run(['devices'])).stdout).not.toContain('Elk');
});

test('a device that is not there cannot be turned away', async () => {
  const line = aLine();
  await line.run(['import', '-']);

  const { exitCode, stderr } = await line.run(['devices', 'revoke', '7']);

  expect([exitCode, stderr]).toEqual([
    1,
    'driftline: there is no device 7: "driftline devices" lists them\n',
  ]);
});

test.each([
  ['host = 5', 'serve.host must be an address of this machine'],
  ['names = ["http://a.example/path"]', 'serve.names must be a list of names of this server'],
  ['names = ["*"]', 'serve.names must be a list of names of this server'],
  ['pair = "never"', 'serve.pair must be "elsewhere" or "always"'],
])('a wrong setting is named: %s', async (setting, sentence) => {
  const { exitCode, stderr } = await aLine(`[serve]\n${setting}\n`).run(['serve']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain(sentence);
});

test.each([
  ['cache = "much"', 'media.cache must be a size, like "2 GB" or "500 MB", or "none"'],
  ['cache = 5', 'media.cache must be a size'],
  ['prefetch = "yes"', 'media.prefetch must be true or false'],
])('a wrong size of the cache is named: %s', async (setting, sentence) => {
  const { exitCode, stderr } = await aLine(`[media]\n${setting}\n`).run(['serve']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain(sentence);
});
