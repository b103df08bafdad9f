import { encode } from 'fast-png';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openMediaAddresses } from '../../src/http/media/media_address.ts';
import { serveHttp } from '../../src/http/server.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const RATE = 8_000;
const SOUND_S = 3;

/** Three seconds of silence, a byte a sample. */
function aSound(): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(44);
  head.write('RIFF\0\0\0\0WAVEfmt ');
  for (const [at, value] of [
    [4, 36 + RATE * SOUND_S],
    [16, 16],
    [24, RATE],
    [28, RATE],
    [40, RATE * SOUND_S],
  ] as const)
    head.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    head.writeUInt16LE(value, at);
  head.write('data', 36);
  return new Uint8Array(Buffer.concat([head, Buffer.alloc(RATE * SOUND_S, 128)]));
}

const PICTURE = new Uint8Array(
  encode({ width: 30, height: 20, data: new Uint8Array(1_800), channels: 3 }),
);

test('a picture and a sound that are opened by themselves are shown, and nothing runs there', async () => {
  const mediaSecret = new Uint8Array(32);
  const { deps } = aPageWorld(1, {
    mediaSecret,
    fetchMedia: async ({ url }) => {
      const [body, type] = url.endsWith('.wav') ? [aSound(), 'audio/wav'] : [PICTURE, 'image/png'];
      const headers = { 'content-type': type, 'content-length': String(body.byteLength) };
      return new Response(body, { headers });
    },
  });
  const serving = await serveHttp(deps, { port: 0 });
  onTestFinished(serving.close);
  const addresses = openMediaAddresses(mediaSecret, () => new Set());
  const page = await browser.newPage();
  const open = (name: string) =>
    page.goto(new URL(addresses.of(`https://files.example/${name}`) ?? '', serving.url).href);

  const answer = await open('a.png');
  const width = () => page.locator('img').evaluate((one: HTMLImageElement) => one.naturalWidth);
  await expect.poll(width).toBe(30);
  await open('b.wav');
  const length = () => page.locator('video').evaluate((one: HTMLMediaElement) => one.duration);
  await expect.poll(length).toBe(SOUND_S);

  const policy = answer?.headers()['content-security-policy'];
  expect(policy).toMatch(/^sandbox (?!.*allow-scripts)/);
});
