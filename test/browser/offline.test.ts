import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventPicture, pictureOf } from '../../src/demo/pictures.ts';
import { drawFrom } from '../../src/demo/world_draw.ts';
import { openBrowser } from '../support/browser.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aServer } from '../support/demo_server.ts';
import {
  aPerson,
  aPost,
  posted,
  SMALL_WORLD_STARTS_MS,
  smallWorld,
} from '../support/small_world.ts';

const POSTS = 24;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Everybody posts once, every second one with a picture, on a server that draws them. */
async function aServerOfPictures() {
  const people = Array.from({ length: POSTS }, (_, at) => aPerson(`person${at}`));
  const events = Array.from({ length: POSTS }, (_, at) => {
    const draw = drawFrom(`offline/${at}`);
    const pictures = at % 2 === 0 ? [inventPicture(draw, 'hills', true)] : [];
    const more = at % 4 === 0 ? [inventPicture(draw, 'sea', false)] : [];
    const author = people[at] as (typeof people)[number];
    const post = aPost(`post${at}`, author, SMALL_WORLD_STARTS_MS + (at + 1) * 60_000, {
      pictures: [...pictures, ...more],
    });
    return posted(post);
  });
  const server = await aServer({ ...smallWorld(people, events), pictureOf });
  await server.passTo(POSTS + 5);
  return server;
}

/** `driftline serve`, in a program of its own, until it is stopped. */
async function served(line: ReturnType<typeof aCommandLine>, port: number) {
  const stopping = new AbortController();
  let stdout = '';
  const write = async (text: string) => {
    stdout += text;
  };
  const ended = line.run(['serve', '--port', `${port}`], {
    stopped: stopping.signal,
    stdout: { write, isTerminal: false, columns: 100 },
  });
  await expect.poll(() => stdout).toContain('Reading at');
  const url = /http:\S+/.exec(stdout)?.[0] as string;
  const stop = async () => {
    stopping.abort();
    await ended;
  };
  return { url, port: Number(new URL(url).port), stop };
}

/** Every picture of a page, once it had its chance to load, and whether it did. */
async function picturesOf(page: Page) {
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  });
  return page.evaluate(() =>
    [...document.images].map(({ naturalWidth, src }) => ({
      isThere: naturalWidth > 0,
      kind: src.includes('/blurhash/') ? 'blurhash' : 'picture',
    })),
  );
}

test('the morning’s edition opens complete with the server away, and stays so over a restart', async () => {
  const server = await aServerOfPictures();
  const line = aCommandLine();
  const token = { stdin: () => inputOf(`${server.token}\n`) };
  await line.run(['login', server.url, '--token-stdin'], token);
  await line.run(['ingest', '--once']);

  const drawn = await line.run(['rank']);
  await server.close();
  const first = await served(line, 0);
  const page = await browser.newPage();
  await page.goto(first.url);
  const pictures = await picturesOf(page);
  const links = page.locator('.media a');
  const behind = await links.first().getAttribute('href');
  await first.stop();
  const second = await served(line, first.port);
  const later = await page.request.get(new URL(behind as string, second.url).href);
  await page.close();
  await second.stop();

  // An avatar each; twelve posts with a picture and six with a second one, each small and whole.
  expect(drawn.stderr).toBe(`Kept for reading offline: ${POSTS + 2 * 18} pictures.\n`);
  expect(pictures.filter(({ kind }) => kind === 'picture')).toHaveLength(POSTS + 18);
  expect(pictures.filter(({ isThere }) => !isThere)).toEqual([]);
  expect(later.status()).toBe(200);
  expect(later.headers()['content-type']).toBe('image/png');
}, 60_000);
