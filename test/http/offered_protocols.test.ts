import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type AppDeps, serveHttp } from '../../src/http/server.ts';
import { aPageWorld } from '../support/page_world.ts';

/** What a server says on a connection of its own to what is sent, until it ends that. */
async function saidTo(lines: readonly string[], body = ''): Promise<string> {
  return saidBy(await aServer(), lines, body);
}

async function aServer(more: Partial<AppDeps> = {}): Promise<string> {
  const serving = await serveHttp(aPageWorld(3, more).deps, { port: 0 });
  onTestFinished(serving.close);
  return serving.url;
}

async function saidBy(url: string, lines: readonly string[], body = ''): Promise<string> {
  const { host, port } = new URL(url);
  const [first, ...more] = lines;
  const head = [first, `Host: ${host}`, ...more, '', ''].join('\r\n');
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(head + body));
    socket.on('data', (piece) => {
      said += piece.toString('latin1');
    });
    socket.once('error', reject).once('close', () => resolve(said));
  });
}

const OFFER = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'];

test.each(['/e/1', '/assets/page.css', '/api/v2/instance'])(
  'who offers another protocol with a question is answered by this one: %s',
  async (path) => {
    const said = await saidTo([`GET ${path} HTTP/1.1`, ...OFFER]);

    expect(said).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(said).toMatch(/\r\nConnection: close\r\n/i);
    expect(said.length).toBeGreaterThan(500);
  },
);

test('what comes in many pieces is told to its end', async () => {
  const pieces = Array.from({ length: 100 }, () => new Uint8Array(1 << 16));
  pieces[0]?.set(new TextEncoder().encode('ID3')); // a sound
  const fetchMedia = async () =>
    new Response(new Blob(pieces).stream(), { headers: { 'content-type': 'audio/mpeg' } });
  const url = await aServer({ fetchMedia });
  const page = await (await fetch(new URL('/e/1', url))).text();
  const [path] = /\/media\/[\w-]{22}\/[\w-]+/.exec(page) ?? [];

  const said = await saidBy(url, [`GET ${path} HTTP/1.1`, ...OFFER]);

  expect(said).toMatch(/\r\ncontent-type: audio\/mpeg\r\n/i);
  expect(said.length).toBeGreaterThan(100 << 16);
});

test('nobody passes the gate by that', async () => {
  const [rebound, written] = [
    await saidTo(['GET /e/1 HTTP/1.1', 'X-Forwarded-For: 203.0.113.9', ...OFFER]),
    await saidTo(['POST /draw HTTP/1.1', 'Origin: https://evil.example', ...OFFER]),
  ];

  expect(rebound).toMatch(/^HTTP\/1\.1 403 /);
  expect(written).toMatch(/^HTTP\/1\.1 403 /);
});

test('a question with a body is not taken with an offer', async () => {
  const said = await saidTo(['POST /oauth/token HTTP/1.1', 'Content-Length: 4', ...OFFER], 'a=b&');

  expect(said).toMatch(/^HTTP\/1\.1 400 /);
});
