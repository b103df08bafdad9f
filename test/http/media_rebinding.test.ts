import type { LookupAddress, lookup as systemLookup } from 'node:dns';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openPublicNetwork, publicLookup } from '../../src/http/media/public_network.ts';

/** A resolver that answers with each list in turn, and counts how often it was asked. */
function resolving(...answers: readonly (readonly string[])[]) {
  let times = 0;
  const lookup = ((_host: string, _options: object, callback: CallableFunction) => {
    const addresses = answers[Math.min(times, answers.length - 1)] as readonly string[];
    times += 1;
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    callback(null, found as LookupAddress[]);
  }) as unknown as typeof systemLookup;
  return { lookup, times: () => times };
}

const outcomeOf = (lookup: typeof systemLookup) =>
  new Promise((resolve) =>
    publicLookup(lookup)('files.example', { all: true }, (error, found) =>
      resolve(error === null ? found : error.message),
    ),
  );

test('a name that resolves inward is refused, and of a mixed answer the inward part is left', async () => {
  const { lookup: inward } = resolving(['127.0.0.1', '::1', 'fd00::7']);
  const { lookup: mixed } = resolving(['10.0.0.1', '93.184.216.34', '::ffff:10.0.0.1']);

  expect(await outcomeOf(inward)).toBe('files.example leads inward');
  expect(await outcomeOf(mixed)).toEqual([{ address: '93.184.216.34', family: 4 }]);
});

test('a name that turns inward after it was looked at is refused at that connection', async () => {
  const { lookup, times } = resolving(['93.184.216.34'], ['127.0.0.1']);

  expect(await outcomeOf(lookup)).toEqual([{ address: '93.184.216.34', family: 4 }]);
  expect(await outcomeOf(lookup)).toBe('files.example leads inward');
  expect(times()).toBe(2);
});

async function aLoopbackServer(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers['user-agent'] ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { asked, port };
}

test('a connection goes to the address that was looked at, and the name is asked once', async () => {
  const { asked, port } = await aLoopbackServer((_, response) => response.end('inside'));
  const rebinding = resolving(['127.0.0.1'], ['93.184.216.34']);
  const network = openPublicNetwork(() => new Set(), 'Driftline/test', rebinding.lookup);

  const going = network(new Request(`http://files.example:${port}/a.png`), 'public');

  await expect(going).rejects.toThrow('leads inward');
  expect({ asked, times: rebinding.times() }).toEqual({ asked: [], times: 1 });
});

test.each(['127.0.0.1', '[::ffff:127.0.0.1]', 'localhost', '2130706433'])(
  'the network itself connects to no literal or local name: %s',
  async (host) => {
    const { asked, port } = await aLoopbackServer((_, response) => response.end('inside'));
    const network = openPublicNetwork(() => new Set(), 'Driftline/test');

    const going = network(new Request(`http://${host}:${port}/a.png`), 'public');

    await expect(going).rejects.toThrow('leads inward');
    expect(asked).toEqual([]);
  },
);

test('the home is asked wherever it is, but not on the word of somebody else', async () => {
  const { asked, port } = await aLoopbackServer((_, response) => {
    response.writeHead(302, { location: '/elsewhere', 'content-type': 'image/png' }).end('moved');
  });
  const origin = `http://localhost:${port}`;
  const network = openPublicNetwork(() => new Set([origin]), 'Driftline/test');

  const answer = await network(new Request(`${origin}/a.png`), 'home');
  const sent = network(new Request(`${origin}/a.png`), 'public');

  expect([answer.status, await answer.text()]).toEqual([302, 'moved']);
  await expect(sent).rejects.toThrow('leads inward');
  expect(asked).toEqual(['Driftline/test']);
});

test('a status that no answer may have ends nothing', async () => {
  const { port } = await aLoopbackServer((request, response) => {
    response.socket?.end('HTTP/1.1 999 Denied\r\ncontent-length: 0\r\n\r\n');
    request.resume();
  });
  const origin = `http://127.0.0.1:${port}`;
  const network = openPublicNetwork(() => new Set([origin]), 'Driftline/test');

  expect((await network(new Request(`${origin}/a.png`), 'home')).status).toBe(502);
});

test('an origin that is the home no longer is asked as anybody else is', async () => {
  const { asked, port } = await aLoopbackServer((_, response) => response.end('inside'));
  const home = new Set([`http://localhost:${port}`]);
  const network = openPublicNetwork(() => home, 'Driftline/test');
  home.clear();

  const going = network(new Request(`http://localhost:${port}/a.png`), 'home');

  await expect(going).rejects.toThrow('leads inward');
  expect(asked).toEqual([]);
});
