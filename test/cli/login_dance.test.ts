import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import { allowedAddress, shownCode } from '../support/allow.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aServer } from '../support/demo_server.ts';
import { aPerson, smallWorld } from '../support/small_world.ts';
import { wallTime } from '../support/wall_time.ts';

const home = await aServer(smallWorld([aPerson('ada')], []), { rateLimits: 'off' });
afterAll(() => home.close());

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server that answers everything as it likes. */
async function aStranger(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const saying =
  (status: number, type: string, body: string): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': type }).end(body);

const tokenIn = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as Token).token;
interface Token {
  readonly token: string;
}

test.each([
  ['a page', saying(200, 'text/html', '<html>hello</html>'), 'is it a Mastodon server?'],
  ['a missing page', saying(404, 'text/html', '<html>no</html>'), 'is it a Mastodon server?'],
  ['nothing', saying(200, 'application/json', ''), 'is it a Mastodon server?'],
  ['JSON of its own', saying(404, 'application/json', '{"message":"no Route"}'), 'answers 404'],
  [
    'steering marks',
    saying(422, 'application/json', '{"error":"Not\\u001b[2J\\n here"}'),
    'Not [2J here',
  ],
] as const)(
  'a server that answers with %s is refused in one plain line',
  async (_, answer, why) => {
    const line = aCommandLine();

    const { exitCode, stderr } = await line.run(['login', await aStranger(answer)]);

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^driftline: http.+ did not register Driftline: [ -~]+\n$/);
    expect(stderr).toContain(why);
    expect(existsSync(line.credentialsFile)).toBe(false);
  },
);

test('a server that is not there is said to be unreachable, and why', async () => {
  const gone = await aStranger(() => {});
  await new Promise((resolve) => open.pop()?.close(resolve));

  const { exitCode, stderr } = await aCommandLine().run(['login', gone]);

  expect(exitCode).toBe(1);
  expect(stderr).toContain('it cannot be reached (ECONNREFUSED)');
});

test('nothing is sent on to where a server would lead', async () => {
  const asked: (string | undefined)[] = [];
  const elsewhere = await aStranger(({ url }, response) => {
    asked.push(url);
    response.end('{}');
  });
  const server = await aStranger((_, response) =>
    response.writeHead(307, { location: `${elsewhere}/api/v1/apps` }).end(),
  );

  const { exitCode, stderr } = await aCommandLine().run(['login', server]);

  expect(exitCode).toBe(1);
  expect(stderr).toContain('it sends us elsewhere');
  expect(asked).toEqual([]);
});

test('Ctrl-C ends a login at once, even where the server does not answer', async () => {
  const stopping = new AbortController();
  const server = await aStranger(() => stopping.abort(new DOMException('stop', 'AbortError')));

  const { exitCode, stderr } = await aCommandLine({ stopped: stopping.signal }).run([
    'login',
    server,
  ]);

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

test('who says no at the server is told so, and nothing is kept', async () => {
  const line = aCommandLine();
  const deny = async (address: string) => {
    const { searchParams } = new URL(address);
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('state', searchParams.get('state') ?? '');
    await fetch(back);
    return true;
  };

  const { exitCode, stderr } = await line.run(['login', home.url], { openBrowser: deny });

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/driftline: you did not allow Driftline at the server: .+\n$/);
  expect(existsSync(line.credentialsFile)).toBe(false);
});

test('a callback with another state changes nothing', async () => {
  const line = aCommandLine();
  const statuses: number[] = [];
  const attacked = async (address: string) => {
    const back = await allowedAddress(address);
    const forged = new URL(back);
    forged.searchParams.set('state', 'forged');
    statuses.push((await fetch(forged)).status, (await fetch(back)).status);
    return true;
  };

  const { exitCode } = await line.run(['login', home.url], { openBrowser: attacked });

  expect(statuses).toEqual([404, 200]);
  expect(exitCode).toBe(0);
});

test('after ten minutes without an answer it gives up', async () => {
  const time = {
    ...wallTime,
    after: (ms: number, run: () => void) => {
      if (ms === 10 * MINUTE_MS) run();
      return () => {};
    },
  };

  const { exitCode, stderr } = await aCommandLine({ time }).run(['login', home.url]);

  expect(exitCode).toBe(1);
  expect(stderr).toContain('nobody allowed Driftline within ten minutes');
});

test('without a browser the address is printed, and the code is pasted', async () => {
  const line = aCommandLine();
  let written = '';
  const stderr = {
    write: async (text: string) => {
      written += text;
    },
    isTerminal: true,
    columns: 100,
  };
  async function* pasted() {
    const address = /https?:\S+/.exec(written)?.[0] ?? '';
    yield new TextEncoder().encode(`  ${await shownCode(address)}\n`);
  }

  const { exitCode, stdout } = await line.run(['login', home.url, '--no-browser', '--act'], {
    stderr,
    stdin: pasted,
  });

  expect(exitCode).toBe(0);
  expect(stdout).toContain('may read, favourite, boost and bookmark');
});

test('a code that is none is refused in one line', async () => {
  const { exitCode, stderr } = await aCommandLine().run(['login', home.url, '--no-browser'], {
    stdin: () => inputOf('not-the-code\n'),
  });

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/driftline: .+ did not accept the code: .+: log in again\n$/);
});

test('after Ctrl-C at the code the shell goes on in a line of its own', async () => {
  const stopping = new AbortController();
  const stopAsked = async function* () {
    stopping.abort(new DOMException('stop', 'AbortError'));
    await new Promise(() => {});
    yield new Uint8Array();
  };

  const { exitCode, stderr } = await aCommandLine({ stopped: stopping.signal }).run(
    ['login', home.url, '--no-browser'],
    { stdin: stopAsked },
  );

  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/Code: \n$/);
});

/** One that gives a token for any code, without PKCE and for reading alone; notes what is asked. */
async function anOlderServer() {
  const asked: string[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    '/api/v1/apps': { client_id: 'id', client_secret: 'secret' },
    '/oauth/token': { access_token: 'granted', token_type: 'Bearer', scope: 'read' },
    '/api/v1/accounts/verify_credentials': { id: '7', username: 'ada', acct: 'ada' },
    '/oauth/revoke': {},
  };
  const url = await aStranger((request, response) => {
    asked.push(request.url ?? '');
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answers[request.url ?? '']));
  });
  return { url, asked };
}

test('an older server that knows no PKCE logs in all the same', async () => {
  const line = aCommandLine();
  const { url } = await anOlderServer();

  const { exitCode, stdout } = await line.run(['login', url, '--no-browser', '--act'], {
    stdin: () => inputOf('code\n'),
  });

  expect(exitCode).toBe(0);
  expect(stdout).toContain('may only read'); // it asked for more, and was given this
  expect(tokenIn(line.credentialsFile)).toBe('granted');
});

test('a token that cannot be kept here is given back', async () => {
  const line = aCommandLine();
  const { url, asked } = await anOlderServer();
  mkdirSync(line.credentialsFile, { recursive: true }); // where the file should be

  const { exitCode, stderr } = await line.run(['login', url, '--no-browser'], {
    stdin: () => inputOf('code\n'),
  });

  expect(exitCode).toBe(1);
  expect(stderr).toContain('is a folder: name a file');
  expect(asked.at(-1)).toBe('/oauth/revoke');
});
