import { decode } from 'fast-png';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openBrowser } from '../support/browser.ts';
import { hours, statusJson } from '../support/entries.ts';
import { picture } from '../support/page_posts.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';
import { writtenEdition } from '../support/written_edition.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('paper has the ink of the light, whatever is chosen for the screen', async () => {
  const { page, end } = await visit(browser, 'e/1');
  const root = page.locator('html');
  for (const theme of ['light', 'dark']) {
    await page.locator('.theme button').click();
    await page.waitForFunction((to) => document.documentElement.dataset.theme === to, theme);
  }
  await page.goto(new URL('e/1', page.url()).href);
  const ink = () => root.evaluate((html) => getComputedStyle(html).color);
  const onScreen = await ink();

  await page.emulateMedia({ media: 'print' });

  expect(onScreen).toBe('rgb(233, 229, 220)');
  expect(await ink()).toBe('rgb(29, 28, 26)');
  await end();
});

/** A film, and a sound. */
function aWorldToPlay() {
  const world = aPageWorld(0);
  const film = { ...picture('film', 640, 360, 'A heron lands'), type: 'video' };
  const sound = { ...picture('wren', 640, 360, 'The song of a wren'), type: 'audio' };
  const posts = [film, sound].map((medium, at) =>
    statusJson({
      id: String(100 + at),
      by: 'ada',
      atMs: hours(20),
      more: { media_attachments: [medium] },
    }),
  );
  for (const post of posts) world.receive(parseHomeEntry(post), hours(20));
  openEditions(world.database).save(editionOf(posts.map(({ uri }) => uri)), MORNING);
  return world;
}

/** How bright the middle of its lower edge is, 0 … 255: where a bar to play it stands on black. */
async function brightnessBelow(film: Locator): Promise<number> {
  const { width, height, channels, data } = decode(await film.screenshot());
  const at = ((height - 2) * width + Math.floor(width / 2)) * channels;
  return Math.max(...data.slice(at, at + 3));
}

test('on paper a film is its picture and a sound its words, without bars to play them', async () => {
  const { page, end } = await visit(browser, 'e/2', {}, aWorldToPlay());
  const film = page.locator('#p1 video');
  const words = page.locator('#p2 .media > .on-paper');
  const player = page.locator('#p2 audio');
  const seen = async () => [await words.isVisible(), await player.isVisible()];
  const onScreen = await seen();
  const bar = await brightnessBelow(film);

  await page.emulateMedia({ media: 'print' });

  expect(onScreen).toEqual([false, true]);
  expect(await words.textContent()).toBe('a sound: The song of a wren');
  expect(await seen()).toEqual([true, false]);
  expect(bar).toBeLessThan(30);
  expect(await brightnessBelow(film)).toBeGreaterThan(60);
  await end();
});

test('on paper the address of a link stands there whole, also in the file of an edition', async () => {
  const { page, world, end } = await visit(browser, 'e/1');
  const drawn = () =>
    page.evaluate(() => {
      const link = document.querySelector('a[href="https://papers.example/tides"] .ellipsis');
      const ends = [...(link?.parentElement?.querySelectorAll<HTMLElement>('.invisible') ?? [])];
      const dots = getComputedStyle(link as Element, '::after').content;
      return [...ends.map(({ offsetWidth }) => offsetWidth > 10), dots];
    });
  const onPaper: unknown[] = [];

  const onScreen = await drawn();
  for (const html of [undefined, writtenEdition(world, 1).html]) {
    if (html !== undefined) await page.setContent(html);
    await page.emulateMedia({ media: 'print' });
    onPaper.push(await drawn());
  }

  expect(onScreen).toEqual([false, false, '"…"']);
  expect(onPaper).toEqual([
    [true, true, 'none'],
    [true, true, 'none'],
  ]);
  await end();
});

/** What an element, or what stands before or behind it, adds in words. */
const wordsOf = (place: Locator, part: '::before' | '::after') =>
  place.evaluate((element, at) => getComputedStyle(element, at).content, part);

test('on paper a post has its moment, its address and those of its links, and a poll its bars', async () => {
  const world = aPageWorld(0);
  const links = [
    '<a href="https://papers.example/moss">this</a>',
    '<a href="https://papers.example/reeds">https://papers.example/reeds</a>',
  ];
  const content = `<p>Read ${links.join(' and ')}.</p>`;
  const poll = { id: '7', options: [{ title: 'rye', votes_count: 2 }], voters_count: 2 };
  const post = statusJson({ id: '100', by: 'ada', atMs: hours(20), more: { content, poll } });
  world.receive(parseHomeEntry(post), hours(20));
  openEditions(world.database).save(editionOf([post.uri]), MORNING);
  const { page, end } = await visit(browser, 'e/2', {}, world);
  const alone = await (await browser.newContext()).newPage();
  await alone.setContent(writtenEdition(world, 2).html);

  for (const one of [page, alone]) {
    await one.emulateMedia({ media: 'print' });
    const [named, said] = await one.locator('.content a').all();
    expect(await wordsOf(named as Locator, '::after')).toMatch(/papers\.example\/moss/);
    expect(await wordsOf(said as Locator, '::after')).toBe('none');
    const bar = one.locator('.poll progress');
    expect(await bar.evaluate((at) => getComputedStyle(at).printColorAdjust)).toBe('exact');
  }
  expect(await wordsOf(page.locator('#p1 .open'), '::after')).toMatch(
    /example\.social\/@ada.*\/100/,
  );
  expect(await wordsOf(page.locator('#p1 .when'), '::before')).toContain('November 2026');
  expect(await page.locator('#p1 .when time').isVisible()).toBe(false);
  expect(await page.locator('#p1 .act').first().isVisible()).toBe(false);
  await alone.context().close();
  await end();
});

test('no post lies in a grid on paper, which Firefox breaks between sheets as it comes', async () => {
  const { page, end } = await visit(browser, 'e/1');
  await page.emulateMedia({ media: 'print' });

  const around = await page.locator('#p1').evaluate((post) => {
    const displays: string[] = [];
    for (let at = post.parentElement; at !== null; at = at.parentElement)
      displays.push(getComputedStyle(at).display);
    return displays;
  });

  expect(new Set(around)).toEqual(new Set(['block']));
  await end();
});
