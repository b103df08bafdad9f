import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Log } from '../../../src/core/log.ts';
import { anApiHome, servedInFront } from '../../support/api_home.ts';
import { probe } from '../../support/web_client.ts';

const TOKEN = 'the-owners-own_token';

/** A home server that says in all that it says with which token it was asked. */
async function anIndiscreetHome() {
  const server = createServer((request, response) => {
    const said = request.headers.authorization ?? '';
    const as = new URL(request.url ?? '', 'http://x').searchParams.get('as') ?? 'body';
    const json = { 'content-type': 'application/json' };
    if (as === 'header') response.writeHead(200, { ...json, 'x-request-id': said }).end('[]');
    else if (as === 'link')
      response
        .writeHead(200, { ...json, link: `<http://h/api/v1/x?t=${TOKEN}>; rel="next"` })
        .end('[]');
    else if (as === 'away') response.writeHead(302, { location: `/elsewhere?t=${TOKEN}` }).end();
    else if (as === 'page') response.writeHead(200, { 'content-type': 'text/html' }).end(said);
    else if (as === 'refusal') response.writeHead(422, json).end(JSON.stringify({ error: said }));
    else if (as === 'fault') response.writeHead(500, json).end(JSON.stringify({ error: said }));
    else if (request.url?.startsWith('/api/v1/streaming/')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`event: notification\ndata: ${said}\n\nevent: delete\ndata: 7\n\n`);
    } else response.writeHead(200, json).end(JSON.stringify({ id: '1', version: '4.3.0', said }));
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request: IncomingMessage) => {
    const payload = request.headers.authorization;
    socket.send(JSON.stringify({ stream: ['user'], event: 'notification', payload }));
    socket.send(JSON.stringify({ stream: ['user'], event: 'delete', payload: '7' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    sockets.close();
    for (const socket of sockets.clients) socket.terminate();
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const lines: string[] = [];
  const note = (event: string, fields?: object) => {
    lines.push(event + JSON.stringify(fields ?? {}));
  };
  const log: Log = { info: note, warn: note };
  const home = await anApiHome();
  const upstream = () => ({ server: `http://127.0.0.1:${port}`, token: TOKEN });
  const serving = await servedInFront(home, upstream, { more: { log }, scopes: 'read write' });
  const { token } = serving;
  const url = serving.url.replace(/\/$/, '');
  /** All that a client can see of an answer. */
  const seen = async (path: string, method = 'GET') => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(url + path, { headers, method, redirect: 'manual' });
    const text = `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
    return { status: answer.status, text };
  };
  return { ...home, url, token, seen, lines };
}

test('whatever way the home server says the owner’s token, no answer carries it on', async () => {
  const { seen, all, lines } = await anIndiscreetHome();
  const ways = ['body', 'header', 'link', 'away', 'page', 'refusal', 'fault'];
  const paths = [
    ...['/api/v1/favourites', '/api/v1/notifications', '/api/v1/lists', '/api/v2/instance'],
    ...['/api/v1/instance', '/api/v1/accounts/verify_credentials', '/api/v1/preferences'],
    ...['/api/v1/timelines/list/7', '/api/v1/statuses/7', '/api/v1/statuses/7/context'],
    ...['/api/v1/markers?timeline[]=notifications', '/api/v1/statuses?id[]=7', '/api/v1/x'],
  ];

  for (const path of paths)
    for (const way of ways) {
      const { text } = await seen(`${path}${path.includes('?') ? '&' : '?'}as=${way}`);
      expect(text, `${path} ${way}`).not.toContain(TOKEN);
    }
  for (const way of ways) {
    const { text } = await seen(`/api/v1/statuses/7/favourite?as=${way}`, 'POST');
    expect(text, way).not.toContain(TOKEN);
  }

  expect(JSON.stringify(all('select * from client_answers'))).not.toContain(TOKEN);
  expect(lines.join('\n')).not.toContain(TOKEN);
});

test('nor does a stream, which goes on with what else it says', async () => {
  const { url, token, seen } = await anIndiscreetHome();
  const said: string[] = [];
  const { socket } = probe(url, `/api/v1/streaming?stream=user&access_token=${token}`);
  socket.on('message', (body) => said.push(String(body)));
  await expect.poll(() => said.length, { timeout: 5_000 }).toBeGreaterThan(0);
  await expect.poll(() => said.join().includes('delete'), { timeout: 5_000 }).toBe(true);
  const events = await seen('/api/v1/streaming/user');

  expect(said.join()).not.toContain(TOKEN);
  expect(events.text).toContain('event: delete');
  expect(events.text).not.toContain(TOKEN);
});
