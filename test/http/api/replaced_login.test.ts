import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { anApiHome, servedInFront } from '../../support/api_home.ts';

/** A server that says it streams itself, and notes which tokens come by what address. */
async function aHomeServer(acct: string) {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    heard.push(`${url} ${headers.authorization}`);
    if (url.startsWith('/api/v1/streaming')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(':)\n');
      return;
    }
    const urls = { streaming: `ws://${headers.host}` };
    const isWho = url.endsWith('/verify_credentials');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isWho ? { id: '7', acct } : { configuration: { urls } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const goesAway = () => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(goesAway);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, goesAway };
}

/** The owner was at one server, with a client that asked what clients ask, and is at another. */
async function aMovedHome() {
  const home = await anApiHome();
  const [former, next] = [await aHomeServer('ada'), await aHomeServer('eve')];
  let at = former;
  const upstream = () => ({
    server: at.url,
    token: at === former ? 'the-former-token' : 'the-next-token',
  });
  const serving = await servedInFront(home, upstream);
  const { token } = serving;
  const ask = (path: string) =>
    fetch(serving.url + path, { headers: { authorization: `Bearer ${token}` } });
  await ask('api/v2/instance');
  await ask('api/v1/accounts/verify_credentials');
  at = next;
  return { ask, former, next };
}

test('the token goes to no host that the server of the login before named', async () => {
  const { ask, former, next } = await aMovedHome();

  const events = await ask('api/v1/streaming/user');
  await events.body?.cancel();

  expect(former.heard.join()).not.toContain('the-next-token');
  expect(next.heard).toEqual(['/api/v1/streaming/user Bearer the-next-token']);
});

test('what the server of the login before said is not told as the word of the next', async () => {
  const { ask, next } = await aMovedHome();
  next.goesAway();

  const who = (await (await ask('api/v1/accounts/verify_credentials')).json()) as { acct: string };

  expect(who.acct).not.toBe('ada');
});
