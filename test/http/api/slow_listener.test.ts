import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { anApiHome, servedInFront } from '../../support/api_home.ts';

const FRAMES = 256;
const FRAME = JSON.stringify({
  stream: ['public'],
  event: 'update',
  payload: JSON.stringify({ content: 'x'.repeat(256 * 1024) }),
});

/**
 * A home server that says 64 MB, as fast as it can or a frame for each word, and a client of ours
 * that listens.
 */
async function aTalkingHome(pace: 'fast' | 'asked') {
  const there = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(there, 'listening');
  onTestFinished(() => void there.close());
  const told = { frames: 0, isOver: false };
  there.on('connection', (socket) => {
    const tell = () => {
      if (told.frames === FRAMES || socket.readyState !== socket.OPEN) return;
      told.frames += 1;
      socket.send(FRAME, pace === 'fast' ? tell : undefined);
    };
    socket.on('close', () => {
      told.isOver = true;
    });
    socket.on('message', tell);
  });
  const home = await anApiHome();
  const upstream = () => ({
    server: `http://127.0.0.1:${(there.address() as AddressInfo).port}`,
    token: 'of-the-owner',
  });
  const serving = await servedInFront(home, upstream);
  const { token } = serving;
  const address = `${serving.url.replace('http', 'ws')}api/v1/streaming?access_token=${token}`;
  const client = new WebSocket(address);
  await once(client, 'open');
  onTestFinished(() => client.terminate());
  const ask = () => client.send(JSON.stringify({ type: 'subscribe', stream: 'public' }));
  return { client, told, ask };
}

test('a client that does not read is let go before it fills the memory', async () => {
  const { client, told, ask } = await aTalkingHome('fast');

  ask();
  client.pause();

  await expect.poll(() => told.isOver, { timeout: 20_000 }).toBe(true);
  expect(told.frames).toBeLessThan(FRAMES);
});

test('one that reads hears all of it', async () => {
  const { client, told, ask } = await aTalkingHome('asked');
  let heard = 0;
  client.on('message', () => {
    heard += 1;
    if (heard < FRAMES) ask();
  });

  ask();

  await expect.poll(() => heard, { timeout: 20_000 }).toBe(FRAMES);
  expect(told.isOver).toBe(false);
});
