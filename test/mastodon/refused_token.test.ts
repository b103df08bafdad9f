import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openAccountant } from '../../src/mastodon/accountant.ts';
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
