import { spawnSync } from 'node:child_process';
import { request } from 'node:https';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { hours, statusJson } from '../support/entries.ts';
import { aToken } from '../support/served_api.ts';
import {
  aPerson,
  aPost,
  posted,
  SMALL_WORLD_STARTS_MS,
  smallWorld,
} from '../support/small_world.ts';

const openssl = spawnSync('openssl', ['version']).status === 0;

type Line = ReturnType<typeof aCommandLine>;

/** A certificate of its own for this test, and its key, as options. */
function aCertificate({ home }: Line): readonly string[] {
  const files = { cert: join(home, 'cert.pem'), key: join(home, 'key.pem') };
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=localhost', '-days', '2'];
  const out = ['-keyout', files.key, '-out', files.cert];
  spawnSync('openssl', ['req', '-x509', ...kind, ...subject, ...out]);
  return ['--tls-cert', files.cert, '--tls-key', files.key];
}

/** What a browser is given to keep for a form that it sends. */
function cookieOf(address: string, headers: Record<string, string>, form: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const how = { method: 'POST', rejectUnauthorized: false };
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    request(address, { ...how, headers: { ...headers, ...type } }, (response) => {
      response.resume();
      resolve(response.headers['set-cookie']?.[0] ?? `none: ${response.statusCode}`);
    })
      .on('error', reject)
      .end(form);
  });
}

/** Runs `serve` until the test is over. Gives its address. */
async function serving({ run }: Line, args: readonly string[], env: Record<string, string> = {}) {
  const stopping = new AbortController();
  let heard = '';
  let tell: (url: string) => void = () => {};
  const url = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const stdout = {
    isTerminal: false,
    columns: 100,
    write: async (text: string) => {
      heard += text;
      const address = /Reading at (\S+)\//.exec(heard)?.[1];
      if (address !== undefined) tell(address);
    },
  };
  const over = run(['serve', '--port', '0', ...args], { stdout, env, stopped: stopping.signal });
  onTestFinished(async () => {
    stopping.abort();
    await over;
  });
  return Promise.race([
    url,
    over.then(({ stderr }) => Promise.reject(new Error(`serve ended: ${stderr}`))),
  ]);
}

test('serve gives clients the edition, and takes their acts to the owner’s server', async () => {
  const ada = aPerson('ada');
  const posts = [1, 2, 3].map((nth) =>
    posted(aPost(`post${nth}`, ada, SMALL_WORLD_STARTS_MS + nth * MINUTE_MS)),
  );
  const server = await aServerForOneTest(smallWorld([ada], posts));
  await server.passTo(10);
  const line = aCommandLine();
  const env = { DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: server.token };
  await line.run(['ingest', '--once'], { env });
  await line.run(['rank']);
  const url = await serving(line, [], env);
  const headers = { authorization: `Bearer ${await aToken(url)}` };

  const home = await fetch(`${url}/api/v1/timelines/home`, { headers });
  const [first] = (await home.json()) as { id: string }[];
  const done = await fetch(`${url}/api/v1/statuses/${first?.id}/favourite`, {
    method: 'POST',
    headers,
  });

  expect(done.status).toBe(200);
  expect(server.statusOf(first?.id as string)).toMatchObject({ favourited: true });
  const { statuses } = await line.json('stats');
  expect(statuses).toBe(3);
});

test('with nobody logged in serve says to clients, and on the page, what to do', async () => {
  const line = aCommandLine();
  const url = await serving(line, []);
  const headers = { authorization: `Bearer ${await aToken(url)}` };

  const response = await fetch(`${url}/api/v1/favourites`, { headers });
  const page = await (await fetch(`${url}/`)).text();
  const editions = await (await fetch(`${url}/editions`)).text();

  expect(page).toMatch(/Nobody is logged in here.*driftline login/s);
  expect(editions).toContain('No edition was drawn yet.');
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    error: 'nobody is logged in: type driftline login SERVER',
  });
});

test.skipIf(!openssl)('serve speaks https with a certificate and its key', async () => {
  const line = aCommandLine();
  const tls = aCertificate(line);

  const url = await serving(line, tls);

  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(await securely(`${url}/.well-known/nodeinfo`)).toContain(`${url}/nodeinfo/2.0`);
  expect(await securely(`${url}/health`)).toContain('"ok"');
});

test.skipIf(!openssl)('with a certificate, what pairs a device leads to https', async () => {
  const line = aCommandLine();
  const tls = aCertificate(line);
  let heard = '';
  const stdout = {
    isTerminal: false,
    columns: 100,
    write: async (text: string) => {
      heard += text;
    },
  };
  const stopping = new AbortController();
  const args = ['serve', '--port', '0', '--host', '0.0.0.0', '--pair', ...tls];
  const over = line.run(args, { stdout, stopped: stopping.signal, addresses: () => ['127.0.0.1'] });
  await expect.poll(() => heard, { timeout: 10_000 }).toContain('Reading at');
  const link = /(https:\/\/\S+)\/pair\?code=(\S+)/.exec(heard);
  const [, origin = '', code = ''] = link ?? [];
  const cookie = await cookieOf(`${origin}/pair`, { origin }, `code=${code}&name=phone`);
  stopping.abort();
  await over;

  expect(link).not.toBeNull();
  expect(cookie).toMatch(/^__Host-driftline_session=.*; Secure/);
});

const OUTWARD = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address as string;

test.skipIf(!(openssl && OUTWARD))(
  'the command that it names pairs with just this page',
  async () => {
    const line = aCommandLine();
    const tls = aCertificate(line);
    let heard = '';
    const stdout = {
      isTerminal: false,
      columns: 100,
      write: async (text: string) => {
        heard += text;
      },
    };
    const stopping = new AbortController();
    const addresses = () => [OUTWARD];
    const elsewhere = ['--db', join(line.home, 'elsewhere.db')];
    const args = ['serve', '--port', '0', '--host', '0.0.0.0', ...elsewhere, ...tls];
    const over = line.run(args, { stdout, stopped: stopping.signal, addresses });
    await expect.poll(() => heard, { timeout: 10_000 }).toContain('in another terminal');

    const [, words = ''] = /paired: "driftline ([^"]+)"/.exec(heard) ?? [];
    const paired = await line.run(words.split(' '), { addresses });
    const [, origin = '', code = ''] = /(\S+)\/pair\?code=(\S+)/.exec(paired.stdout) ?? [];
    const cookie = await cookieOf(`${origin}/pair`, { origin }, `code=${code}&name=phone`);
    stopping.abort();
    await over;

    expect(origin).toMatch(/^https:/);
    expect(cookie).toMatch(/^__Host-driftline_session=/);
  },
);

test('half a certificate is wrong usage, and so is what is none', async () => {
  const { run, configFile } = aCommandLine();
  const said = async (...args: string[]) => {
    const { exitCode, stderr } = await run(['serve', '--port', '0', ...args]);
    return [exitCode, stderr];
  };

  expect(await said('--tls-cert', 'cert.pem')).toEqual([
    2,
    'driftline: --tls-cert and --tls-key go together: name the certificate and its key\n',
  ]);
  expect(await said('--tls-cert', configFile, '--tls-key', configFile)).toEqual([
    2,
    `driftline: --tls-cert: there is no file ${configFile}\n`,
  ]);
  const readme = new URL('../../README.md', import.meta.url).pathname;
  const [exitCode, stderr] = await said('--tls-cert', readme, '--tls-key', readme);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('are no certificate and its key, in PEM');
});

function securely(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(address, { rejectUnauthorized: false }, (response) => {
      let text = '';
      response.on('data', (bytes) => {
        text += bytes;
      });
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}

test('a page to which nothing came for days says since when, and not for how long', async () => {
  const line = aCommandLine();
  const said = { at: '2026-03-01T12:00:00.000Z', event: 'update' };
  const recording = JSON.stringify({
    ...said,
    payload: statusJson({ id: '1', by: 'ada', atMs: hours(1) }),
  });
  await line.run(['import', '-'], { stdin: () => inputOf(recording) });
  await line.run(['rank', '--no-pictures']);

  const page = await (await fetch(`${await serving(line, ['--port', '0'])}/`)).text();

  expect(page).toMatch(/Nothing new has come in since 1 March\b/);
});
