import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { anApiHome, servedInFront } from '../../support/api_home.ts';

/** A home server that answers who wants to listen only when it is told to. */
async function aSlowStream() {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  let answer = () => {};
  const isAsked = new Promise<void>((resolve) => {
    server.on('upgrade', (request, socket, head) => {
      answer = () =>
        sockets.handleUpgrade(request, socket, head, (one) => sockets.emit('connection', one));
      resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const one of sockets.clients) one.terminate();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, sockets, isAsked, answer: () => answer() };
}

test('who goes before the home server answers leaves nobody listening there', async () => {
  const { url, sockets, isAsked, answer } = await aSlowStream();
  const home = await anApiHome();
  const upstream = () => ({ server: url, token: 'the-token' });
  const serving = await servedInFront(home, upstream);
  const { token } = serving;
  const { host, port } = new URL(serving.url);
  const listened = new Promise((resolve) => {
    sockets.on('connection', (one) => one.on('close', () => resolve('ended')));
  });

  const client = connect(Number(port), '127.0.0.1');
  client.write(
    `GET /api/v1/streaming?stream=user HTTP/1.1\r\nHost: ${host}\r\n` +
      `Authorization: Bearer ${token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await isAsked;
  const isGone = new Promise((resolve) => client.on('close', resolve));
  client.destroy();
  await isGone;
  // Whatever is asked now is answered after the server saw that the client is gone.
  await fetch(`${serving.url}assets/icon.svg`);
  answer();

  expect(await listened).toBe('ended');
});
