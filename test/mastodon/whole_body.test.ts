import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openAccountant } from '../../src/mastodon/accountant.ts';
import { get } from '../../src/mastodon/send.ts';

/** Asks a server that answers with a list in which there are so many spaces, packed. */
async function askFor(mebibytes: number) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
    const packing = createGzip({ level: 1 });
    packing.pipe(response);
    packing.write('[');
    for (let nth = 0; nth < mebibytes; nth += 1) packing.write(' '.repeat(2 ** 20));
    packing.end(']');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const time = toldTime(Date.UTC(2026, 10, 2) as EpochMs);
  const connection = {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'secret-token',
    send: fetch,
    accountant: openAccountant(time, 1),
    time,
    userAgent: 'Driftline/0.0.0',
    signal: new AbortController().signal,
  };
  return (await get(connection, '/api/v1/timelines/home', 'poll')).json;
}

test('forty statuses of a megabyte each are read', async () => {
  expect(await askFor(40)).toEqual([]);
});

test('an answer that unpacks to more than anybody has to say is given up', async () => {
  await expect(askFor(80)).rejects.toMatchObject({
    code: 'upstream',
    message: expect.stringMatching(/timelines\/home: the answer is larger than 64 MiB$/),
  });
});
