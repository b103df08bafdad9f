import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type EpochMs, SECOND_MS } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openAccountant } from '../../src/mastodon/accountant.ts';
import { accountPath, HOME, listPath, tagPath, timelinePage } from '../../src/mastodon/home.ts';
import { followedAccounts, readInstance } from '../../src/mastodon/people.ts';
import { type Connection, get } from '../../src/mastodon/send.ts';
import { heldFetch } from '../support/listening.ts';

async function aConnection(
  answer: RequestListener,
): Promise<Connection & { time: ReturnType<typeof toldTime> }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const time = toldTime(Date.UTC(2026, 10, 2) as EpochMs);
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'secret-token',
    send: heldFetch(time),
    accountant: openAccountant(time, 1),
    time,
    userAgent: 'Driftline/0.0.0',
    signal: new AbortController().signal,
  };
}

const says =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(body);
  };

test('every request says who asks, with the token in its header and nowhere else', async () => {
  const heard: string[] = [];
  const connection = await aConnection((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    const { authorization, 'user-agent': agent, 'cache-control': cached } = request.headers;
    heard.push(`${authorization} ${agent} ${cached}`); // nothing on the way is to answer for it
    says(200, '[]')(request, response);
  });

  await timelinePage(connection, HOME, 'poll');

  expect(heard).toEqual([
    'GET /api/v1/timelines/home?limit=40',
    'Bearer secret-token Driftline/0.0.0 no-cache',
  ]);
});

test('only what is polled is kept to compare with: not the pages of thousands', async () => {
  const connection = { ...(await aConnection(says(200, '[]'))), answered: new Map() };

  for (let author = 0; author < 100; author += 1)
    await timelinePage(connection, accountPath(`${author}`), 'crawl');
  await timelinePage(connection, tagPath('birds'), 'repair');
  await timelinePage(connection, listPath('7'), 'poll');
  await timelinePage(connection, HOME, 'poll');

  expect([...connection.answered.keys()]).toEqual([
    '/api/v1/timelines/list/7?limit=40',
    '/api/v1/timelines/home?limit=40',
  ]);
});

test('each kind of refusal has its own code', async () => {
  const answers: readonly (readonly [number, string, string])[] = [
    [401, '{"error":"The access token is invalid"}', 'unauthorized'],
    [403, '{"error":"This action is outside the authorized scopes"}', 'invalid'],
    [404, '{"error":"Record not found"}', 'not_found'],
    [410, '', 'not_found'],
    [404, '404 page not found', 'upstream'],
    [403, '<html>Attention required</html>', 'upstream'],
    [500, '{"error":"We are sorry"}', 'upstream'],
    [502, '<html>Bad Gateway</html>', 'upstream'],
    [200, '<html>Log in to this network</html>', 'upstream'],
    [302, '', 'upstream'],
  ];

  for (const [status, body, code] of answers) {
    const connection = await aConnection(says(status, body, { Location: 'https://example.net/' }));
    await expect(get(connection, '/api/v1/lists', 'poll')).rejects.toMatchObject({ code });
  }
});

test.each([
  ['revoked', 401, 'The access token was revoked', /was revoked at .+: type driftline login/],
  ['expired', 401, 'The access token expired', /has expired: type driftline login/],
  ['unknown', 401, 'The access token is invalid', /does not know the token: type driftline/],
  ['unknown to Akkoma', 403, 'Invalid credentials.', /does not know the token: type driftline/],
  [
    'too narrow',
    403,
    'This action is outside the authorized scopes',
    /may not do what is needed \(read:statuses\): type driftline login/,
  ],
  [
    'too narrow for Akkoma',
    403,
    'Insufficient permissions: read:statuses.',
    /may not do what is needed/,
  ],
  ['an app’s', 422, 'This method requires an authenticated user', /is an app’s and nobody’s/],
  ['locked', 403, 'Your login is currently disabled', /lets you in no more \(Your login is/],
])('a login that is %s is over, with a message of its own', async (_, status, error, words) => {
  const connection = await aConnection(says(status, JSON.stringify({ error })));

  const asked = timelinePage(connection, HOME, 'poll');

  await expect(asked).rejects.toMatchObject({
    code: 'unauthorized',
    message: expect.stringMatching(words),
  });
});

test('a refused token is tried again with the one that stands in its place, and once', async () => {
  const heard: (string | undefined)[] = [];
  const connection = await aConnection((request, response) => {
    heard.push(request.headers.authorization);
    const isGood = request.headers.authorization === 'Bearer next';
    says(isGood ? 200 : 401, isGood ? '[]' : '{}')(request, response);
  });
  const renewal = (next: string | undefined) => ({
    current: async () => 'secret-token',
    insteadOf: async () => next,
    hasExpired: () => false,
  });

  await timelinePage({ ...connection, renewal: renewal('next') }, HOME, 'poll');
  const none = timelinePage({ ...connection, renewal: renewal(undefined) }, HOME, 'poll');

  await expect(none).rejects.toMatchObject({ code: 'unauthorized' });
  // Once more, to ask whether the login is over.
  expect(heard.slice(0, 2)).toEqual(['Bearer secret-token', 'Bearer next']);
  expect(heard.slice(2)).toEqual(['Bearer secret-token', 'Bearer secret-token']);
});

test('a refusal tells the server’s own reason', async () => {
  const reason = 'This action is outside the authorized scopes';
  const connection = await aConnection(says(403, JSON.stringify({ error: reason })));

  await expect(get(connection, '/x', 'poll')).rejects.toThrow(reason);
});

test('a 429 is waited out until the server’s reset, and then the answer comes', async () => {
  let asked = 0;
  const connection = await aConnection((request, response) => {
    asked += 1;
    const headers = {
      Date: 'Mon, 02 Nov 2026 00:00:00 GMT',
      'X-RateLimit-Limit': '300',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': '2026-11-02T00:00:40.000000Z',
    };
    says(...((asked === 1 ? [429, '{}', headers] : [200, '[1]']) as [number, string]))(
      request,
      response,
    );
  });

  const answer = get(connection, '/x', 'poll');
  await connection.time.passTo((connection.time.now() + 39 * SECOND_MS) as EpochMs);
  const early = asked;
  await connection.time.passTo((connection.time.now() + SECOND_MS) as EpochMs);

  expect([early, asked]).toEqual([1, 2]);
  expect((await answer).json).toEqual([1]);
});

test('a server that never answers is given up after half a minute', async () => {
  const connection = await aConnection(() => {});
  const asked = get({ ...connection, send: fetch }, '/x', 'poll');
  asked.catch(() => {});

  await connection.time.passTo((connection.time.now() + 31 * SECOND_MS) as EpochMs);

  await expect(asked).rejects.toMatchObject({ code: 'upstream' });
  await expect(asked).rejects.toThrow('did not answer within 30 s');
});

test('a home that is being made anew is asked for again, and is no end of anything', async () => {
  let asked = 0;
  const connection = await aConnection((request, response) => {
    asked += 1;
    const retry = { 'Mastodon-Async-Refresh': 'id="x", retry=7' };
    says(asked < 3 ? 206 : 200, '[]', asked < 3 ? retry : {})(request, response);
  });

  const page = timelinePage(connection, HOME, 'repair');
  await connection.time.passTo((connection.time.now() + 21 * SECOND_MS) as EpochMs);

  expect(await page).toMatchObject({ isPartial: false, lastId: undefined });
  expect(asked).toBe(3);
});

test('a page whose last entry is broken leads on from the lowest id that it has', async () => {
  const page = [{ id: '30' }, { id: '9' }, { id: 20 }, null, 'text', {}];
  const connection = await aConnection(says(200, JSON.stringify(page)));

  expect(await timelinePage(connection, HOME, 'audit')).toMatchObject({ entries: [], lastId: '9' });
  expect((await timelinePage(connection, HOME, 'audit')).refused).toHaveLength(6);
});

test('the follow list is read along its links, whatever host they name', async () => {
  const account = (id: string) => ({ id, username: id, acct: `${id}@example.social` });
  const connection = await aConnection((request, response) => {
    const isFirst = !request.url?.includes('max_id');
    const link = '<http://inner.example/api/v1/accounts/1/following?limit=80&max_id=5>; rel="next"';
    says(
      200,
      JSON.stringify([account(isFirst ? 'ada' : 'bob'), null]),
      isFirst ? { Link: link } : {},
    )(request, response);
  });

  const { people, refused } = await followedAccounts(connection, '1');

  expect(people.map(({ id }) => id)).toEqual(['ada', 'bob']);
  expect(refused).toHaveLength(2); // who is nobody takes nobody else along
});

test('a server that tells nothing of itself is polled, one status at a time', async () => {
  const connection = await aConnection(says(404, '{"error":"Not found"}'));

  const batch = { size: 1, parameter: 'id[]' };
  expect(await readInstance(connection)).toEqual({ streamingUrl: undefined, batch });
});

test('the streaming address is the older endpoint’s where the newer is missing', async () => {
  const connection = await aConnection((request, response) => {
    const isNewer = request.url === '/api/v2/instance';
    const old = { urls: { streaming_api: 'wss://stream.example.social' } };
    says(isNewer ? 404 : 200, JSON.stringify(isNewer ? {} : old))(request, response);
  });

  const { streamingUrl } = await readInstance(connection);
  const { streamingUrl: safe } = await readInstance({
    ...connection,
    server: 'https://example.social',
    send: () => Promise.resolve(Response.json({ urls: { streaming_api: 'ws://s.example' } })),
  });

  expect([streamingUrl, safe]).toEqual(['ws://stream.example.social', 'wss://s.example']);
});
