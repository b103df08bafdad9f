import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openBrowser } from '../support/browser.ts';
import { hours, statusJson } from '../support/entries.ts';
import { aCache } from '../support/media_cache.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const RATE = 44_100;
const LASTS_S = 240;

/** Four minutes of a sound that rises and falls, larger than what a player takes at once. */
function aSound(): Buffer {
  const samples = Buffer.alloc(RATE * LASTS_S);
  for (let at = 0; at < samples.length; at += 1) samples[at] = 128 + ((at >> 5) % 40);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // plain samples
  head.writeUInt16LE(1, 22); // of one channel
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A media server that answers with parts, as object stores do. */
async function aMediaHost(bytes: Buffer) {
  const asked: string[] = [];
  const host = createServer((request, response) => {
    const { range } = request.headers;
    asked.push(range ?? 'all');
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const from = Number(first ?? 0);
    const to = last ? Number(last) : bytes.length - 1;
    response.writeHead(range === undefined ? 200 : 206, {
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      'content-length': to - from + 1,
      ...(range === undefined ? {} : { 'content-range': `bytes ${from}-${to}/${bytes.length}` }),
    });
    response.end(bytes.subarray(from, to + 1));
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    host.closeAllConnections();
    host.close();
  });
  const { port } = host.address() as AddressInfo;
  return { asked, address: `http://127.0.0.1:${port}/` };
}

/** Moves to the middle, plays there, and says where it came to. */
function seekToMiddle(page: Page): Promise<{ lastsS: number; atS: number }> {
  return page.locator('audio').evaluate(async (element) => {
    const player = element as HTMLAudioElement;
    const on = (name: string) =>
      new Promise((resolve, reject) => {
        player.addEventListener(name, resolve, { once: true });
        player.addEventListener('error', () => reject(player.error), { once: true });
      });
    player.muted = true;
    const isKnown = on('loadedmetadata');
    player.preload = 'metadata';
    player.load();
    await isKnown;
    const isThere = on('seeked');
    player.currentTime = player.duration / 2;
    await isThere;
    const moves = on('timeupdate');
    await player.play();
    await moves;
    player.pause();
    return { lastsS: player.duration, atS: player.currentTime };
  });
}

test('who moves to the middle of a sound gets the part from there on, and then from the cache', async () => {
  const bytes = aSound();
  const host = await aMediaHost(bytes);
  const world = aPageWorld(0, {
    mediaCache: aCache({ bytesMax: 1e9 }).cache,
    fetchMedia: (request) => fetch(host.address, { headers: request.headers }),
  });
  const url = 'https://files.example.social/wren.wav';
  const sound = { type: 'audio', url, description: 'The song of a wren' };
  const more = { media_attachments: [sound] };
  const post = statusJson({ id: '100', by: 'ada', atMs: hours(20), more });
  world.receive(parseHomeEntry(post), hours(20));
  openEditions(world.database).save(editionOf([post.uri]), MORNING);
  const { page, offences, end } = await visit(browser, 'e/2', {}, world);
  const parts: string[] = [];
  page.on('response', async (response) => {
    if (!/\/media\//.test(response.url())) return;
    const range = (await response.allHeaders())['content-range'];
    parts.push(`${response.status()} ${range}`);
  });
  const address = (await page.locator('audio').getAttribute('src')) as string;
  const ask = (range: string) =>
    fetch(new URL(address, page.url()), { headers: { range } }).then(async (answer) => {
      const part = await answer.arrayBuffer();
      return [answer.status, answer.headers.get('content-range'), part.byteLength];
    });
  const size = bytes.length;

  const probed = await ask('bytes=0-1'); // as Safari begins
  const first = await seekToMiddle(page);
  const partsThere = parts.splice(0);
  await ask('bytes=0-'); // to its end: kept
  const before = host.asked.length;
  await page.reload();
  const again = await seekToMiddle(page);

  expect(probed).toEqual([206, `bytes 0-1/${size}`, 2]);
  for (const one of [first, again]) {
    expect(one.lastsS).toBe(LASTS_S);
    expect(one.atS).toBeGreaterThanOrEqual(LASTS_S / 2);
  }
  for (const found of [partsThere, parts]) {
    expect(found[0]).toBe(`206 bytes 0-${size - 1}/${size}`);
    const starts = found.map((part) => Number(/^206 bytes (\d+)-/.exec(part)?.[1]));
    expect(starts.some((start) => start > size / 3 && start < size * 0.6)).toBe(true);
  }
  expect(host.asked).toHaveLength(before);
  expect(offences).toEqual([]);
  await end();
});
