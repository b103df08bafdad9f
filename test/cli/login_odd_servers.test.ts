import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { aCommandLine, inputOf } from '../support/command_line.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const ADA = { id: '7', username: 'ada', acct: 'ada' };

/** One that gives a token for any code, and answers otherwise where it is told to. */
async function aServerOf(odd: Readonly<Record<string, number>> = {}, owner: object = ADA) {
  const asked: string[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    '/api/v1/apps': { client_id: 'id', client_secret: 'secret' },
    '/oauth/token': { access_token: 'granted', token_type: 'Bearer', scope: 'read' },
    '/api/v1/accounts/verify_credentials': owner,
    '/oauth/revoke': {},
  };
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const status = odd[path] ?? 200;
    const body = status === 200 ? JSON.stringify(answers[path]) : '<html>Bad gateway</html>';
    const type = status === 200 ? 'application/json' : 'text/html';
    response.writeHead(status, { 'content-type': type }).end(body);
  };
  const server = createServer(answer);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test('a token whose owner the server does not tell is given back', async () => {
  const { url, asked } = await aServerOf({ '/api/v1/accounts/verify_credentials': 502 });

  const { exitCode, stderr } = await aCommandLine().run(['login', url, '--no-browser'], {
    stdin: () => inputOf('code\n'),
  });

  expect(exitCode).toBe(1);
  expect(asked.at(-1)).toBe('/oauth/revoke');
  expect(stderr).not.toContain('lives on');
});

test('one that cannot be given back either is told of', async () => {
  const odd = { '/api/v1/accounts/verify_credentials': 502, '/oauth/revoke': 502 };
  const { url } = await aServerOf(odd);

  const { exitCode, stderr } = await aCommandLine().run(['login', url, '--no-browser'], {
    stdin: () => inputOf('code\n'),
  });

  expect(exitCode).toBe(1);
  expect(stderr).toContain('the token that it gave lives on: see the authorised apps');
});

test('who sees "invalid scope" says so, and is asked for read as a whole', async () => {
  const { url } = await aServerOf();
  const line = aCommandLine();
  const typed = ['scope\n', ' co de \n'];

  const { exitCode, stderr } = await line.run(['login', url, '--no-browser'], {
    stdin: () => inputOf(typed.shift() ?? ''),
  });

  const scopes = [...stderr.matchAll(/http:\S+authorize\S+/g)].map(([address]) =>
    new URL(address).searchParams.get('scope'),
  );
  expect(exitCode).toBe(0);
  expect(scopes).toEqual([expect.stringContaining('read:statuses'), 'read']);
  expect(JSON.parse(readFileSync(line.credentialsFile, 'utf8')).token).toBe('granted');
});

test('who has no name there is not logged in', async () => {
  const { url } = await aServerOf({}, { id: '7' });
  const line = aCommandLine();

  const { exitCode, stdout, stderr } = await line.run(['login', url, '--no-browser'], {
    stdin: () => inputOf('code\n'),
  });

  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toContain('did not say whose token this is');
});

test('what a server says in a way of its own is told in its words', async () => {
  const said = { error: { message: 'Unknown API endpoint.', code: 'UNKNOWN_API_ENDPOINT' } };
  const server = createServer((_, response) => {
    response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const { exitCode, stderr } = await aCommandLine().run(['login', url, '--no-browser']);

  expect(exitCode).toBe(1);
  expect(stderr).toContain('did not register Driftline: Unknown API endpoint.');
});
