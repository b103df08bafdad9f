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

test('galleries keep the proportions, and what is sensitive is not shown until it is asked for', async () => {
  const { page, world, end } = await visit(browser, 'e/2', {}, aWorldOfMedia());
  const cells = await page
    .locator('#p4 .cell')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
  const wound = page.locator('#p5 .media a img');
  await page.locator('#p5').scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  const isShown = await wound.isVisible();
  const asked = world.asked.filter((url) => url.includes('wound'));

  await page.locator('#p5 summary').first().click();
  const violations = await violationsOf(page, 'html');

  for (const { width, height } of cells) expect(width / height).toBeCloseTo(1.8, 1);
  expect([isShown, asked]).toEqual([false, []]);
  expect(await page.locator('#p5 summary').first().textContent()).toContain('A wound, healing');
  expect(await wound.isVisible()).toBe(true);
  expect(violations).toEqual([]);
  await end();
}, 60_000);
