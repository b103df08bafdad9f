import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { hours, statusJson } from '../support/entries.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

function file(type: string, name: string, alt: string) {
  const url = `https://files.example.social/${name}`;
  const small = `https://files.example.social/small-${name}.png`;
  const meta = { original: { width: 640, height: 360 } };
  return {
    type,
    url,
    preview_url: small,
    description: alt,
    blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
    meta,
  };
}

/** A film, a moving picture, a sound, four pictures, and a picture that is marked as sensitive. */
function aWorldOfMedia() {
  const world = aPageWorld(0);
  const posts = [
    { media_attachments: [file('video', 'film.mp4', 'A heron lands')] },
    { media_attachments: [file('gifv', 'loop.mp4', 'A kettle boils, again')] },
    { media_attachments: [file('audio', 'wren.ogg', 'The song of a wren')] },
    { media_attachments: [1, 2, 3, 4].map((n) => file('image', `${n}.png`, `Tide, hour ${n}`)) },
    { sensitive: true, media_attachments: [file('image', 'wound.png', 'A wound, healing')] },
  ].map((more, at) => statusJson({ id: String(100 + at), by: 'ada', atMs: hours(20), more }));
  for (const post of posts) world.receive(parseHomeEntry(post), hours(20));
  openEditions(world.database).save(editionOf(posts.map(({ uri }) => uri)), MORNING);
  return world;
}

test('films and sounds have the browser’s own controls, and nothing plays or loads by itself', async () => {
  const { page, world, offences, end } = await visit(browser, 'e/2', {}, aWorldOfMedia());

  await page.locator('audio').scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  const players = await page.locator('video, audio').evaluateAll((all) =>
    all.map((one) => {
      const { controls, paused, autoplay, currentTime } = one as HTMLMediaElement;
      return [one.getAttribute('aria-label'), controls, paused, autoplay, currentTime];
    }),
  );

  expect(players).toEqual([
    ['A heron lands', true, true, false, 0],
    ['A kettle boils, again', true, true, false, 0],
    ['The song of a wren', true, true, false, 0],
  ]);
  expect(world.asked.filter((url) => /(mp4|ogg)$/.test(url))).toEqual([]);
  expect(offences).toEqual([]);
  await end();
});

test('a film that comes in place, with the next forty, shows its preview too', async () => {
  const world = aPageWorld(0);
  const film = { media_attachments: [file('video', 'film.mp4', 'A heron lands')] };
  const posts = Array.from({ length: 41 }, (_, at) => ({ more: at === 40 ? film : {}, at })).map(
    ({ more, at }) => statusJson({ id: String(100 + at), by: 'ada', atMs: hours(20), more }),
  );
  for (const post of posts) world.receive(parseHomeEntry(post), hours(20));
  openEditions(world.database).save(editionOf(posts.map(({ uri }) => uri)), MORNING);
  const { page, offences, end } = await visit(browser, 'e/2', {}, world);

  await page.locator('a.next').click();
  await page.locator('#p41 video').scrollIntoViewIfNeeded();

  await expect.poll(() => world.asked).toContain('https://files.example.social/small-film.mp4.png');
  expect(offences).toEqual([]);
  await end();
});

test('galleries keep the proportions, whatever the files have', async () => {
  const { page, end } = await visit(browser, 'e/2', {}, aWorldOfMedia());
  const cells = await page
    .locator('#p4 .cell')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));

  for (const { width, height } of cells) expect(width / height).toBeCloseTo(1.8, 1);
  await end();
});

test('what is sensitive is a blur of its own size until it is asked for, and its words are there', async () => {
  const { page, world, end } = await visit(browser, 'e/2', {}, aWorldOfMedia());
  const wound = page.locator('#p5 .media a img');
  const cover = page.locator('#p5 .cover > summary');
  const heightOf = () => page.locator('#p5').evaluate((post) => (post as HTMLElement).offsetHeight);
  await page.locator('#p5').scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  const covered = {
    isShown: await wound.isVisible(),
    isBlurred: await page.locator('#p5 .blur').isVisible(),
    asked: world.asked.filter((url) => url.includes('wound')),
    words: await cover.textContent(),
  };
  const height = await heightOf();
  await page.locator('#p5 .alts summary').click();
  const isTold = await page.locator('#p5 .alts p').isVisible();
  await page.locator('#p5 .alts summary').click();

  await cover.click();
  await wound.evaluate((image: HTMLImageElement) => image.decode());

  expect(covered).toEqual({
    isShown: false,
    isBlurred: true,
    asked: [],
    words: 'Sensitive picture',
  });
  expect(isTold).toBe(true);
  expect(await wound.isVisible()).toBe(true);
  expect(await heightOf()).toBe(height);
  await cover.click();
  expect(await wound.isVisible()).toBe(false);
  expect(await violationsOf(page, 'html')).toEqual([]);
  await end();
}, 60_000);

test('a picture has the room that was reserved for it, though its server said nothing of its size', async () => {
  const world = aPageWorld(0);
  const bare = { ...file('image', 'bare.png', 'A door'), meta: {}, blurhash: null };
  const post = statusJson({
    id: '100',
    by: 'ada',
    atMs: hours(20),
    more: { media_attachments: [bare] },
  });
  world.receive(parseHomeEntry(post), hours(20));
  openEditions(world.database).save(editionOf([post.uri]), MORNING);
  const { page, end } = await visit(browser, 'e/2', { javaScriptEnabled: false }, world);

  // The file is a square; 4 : 3 was reserved.
  const picture = page.locator('#p1 .single img').last();
  await picture.evaluate((image: HTMLImageElement) => image.decode());
  const room = await page
    .locator('#p1 .single')
    .evaluate(({ offsetWidth, offsetHeight }: HTMLElement) => offsetWidth / offsetHeight);

  expect(room).toBeCloseTo(4 / 3, 1);
  await end();
});

test('an emoji that did not come leaves its room and its name, and no torn picture', async () => {
  const fetchMedia = async () => new Response(null, { status: 404 });
  const { page, end } = await visit(browser, 'e/1', {}, aPageWorld(20, { fetchMedia }));
  const nils = page.locator('.post', { hasText: 'New verse in the comments' }).first();
  await nils.scrollIntoViewIfNeeded();

  const gone = nils.getByRole('img', { name: ':wave:' });
  await expect
    .poll(() => gone.evaluateAll((all) => all.map((one) => one.tagName)))
    .toEqual(['SPAN', 'SPAN']);
  const box = await gone.first().boundingBox();

  expect(box?.width).toBe(box?.height);
  expect(box?.width).toBeGreaterThan(10);
  expect(await violationsOf(page, '#posts')).toEqual([]);
  await end();
});
