import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openAccountant } from '../../src/mastodon/accountant.ts';
import { fetchStatuses } from '../../src/mastodon/batch.ts';
import { HOME, timelinePage } from '../../src/mastodon/home.ts';
import { verifyCredentials } from '../../src/mastodon/people.ts';
import { get } from '../../src/mastodon/send.ts';
import { heldFetch } from '../support/listening.ts';

test('a refused token is over, though somebody logs in again before that is known', async () => {
  const server = createServer((request, response) => {
    const isNew = request.headers.authorization === 'Bearer new';
    response.writeHead(isNew ? 200 : 401, { 'content-type': 'application/json' });
    response.end(isNew ? '{}' : '{"error":"The access token is invalid"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const time = toldTime(Date.UTC(2026, 10, 2) as EpochMs);
  const tokens = ['old', 'new'];
  const renewal = {
    current: async () => tokens.shift() ?? 'new',
    insteadOf: async () => undefined,
    hasExpired: () => false,
  };

  const asked = get(
    {
      server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ token: 'old', renewal, send: heldFetch(time), time, userAgent: 'Driftline/0.0.0' },
      ...{ accountant: openAccountant(time, 1), signal: new AbortController().signal },
    },
    '/api/v1/lists',
    'owner',
  );

  await expect(asked).rejects.toMatchObject({ code: 'unauthorized' });
});

test.each([
  ['a firewall', 403, '{"message":"Forbidden"}'],
  ['Kong', 404, '{"message":"no Route matched with those values"}'],
  ['Cloudflare', 403, '{"title":"Error 1020: Access denied","status":403}'],
])('what %s says before a server ends no login', async (_, status, body) => {
  const time = toldTime(Date.UTC(2026, 10, 2) as EpochMs);
  const connection = {
    server: 'https://home.example',
    ...{ token: 'good', send: async () => new Response(body, { status }), time },
    ...{ accountant: openAccountant(time, 1), signal: new AbortController().signal },
    userAgent: 'Driftline/0.0.0',
  };

  await expect(timelinePage(connection, HOME, 'poll')).rejects.toMatchObject({ code: 'upstream' });
  await expect(verifyCredentials(connection)).rejects.toMatchObject({ code: 'upstream' });
});

test('what a gateway does not find is not gone unless the server behind it answers', async () => {
  const time = toldTime(Date.UTC(2026, 10, 2) as EpochMs);
  let isUp = false;
  const send = async ({ url }: Request) =>
    isUp && url.includes('verify_credentials')
      ? Response.json({ id: '1', acct: 'ada' })
      : Response.json({ message: 'not found' }, { status: 404 });
  const connection = {
    server: 'https://home.example',
    ...{ token: 'good', send, time, userAgent: 'Driftline/0.0.0' },
    ...{ accountant: openAccountant(time, 1), signal: new AbortController().signal },
  };

  const away = fetchStatuses(connection, ['7'], 1);
  await expect(away).rejects.toMatchObject({ code: 'upstream' });
  isUp = true;
  const gone = await fetchStatuses(connection, ['7'], 1);

  expect(gone.statuses).toEqual([]);
});
