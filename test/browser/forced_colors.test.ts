import { decode } from 'fast-png';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '../../src/store/pool.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';
import { writtenEdition } from '../support/written_edition.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** How many colours are seen on something, in its first columns and rows. */
async function coloursOn(place: Locator, columns = 1e4, rows = 1e4): Promise<number> {
  const { width, height, channels, data } = decode(await place.screenshot());
  const seen = new Set<string>();
  for (let at = 0; at < width * height; at += 1)
    if (at % width < columns && at < rows * width)
      seen.add(data.slice(at * channels, at * channels + 3).join());
  return seen.size;
}

const FORCED = { forcedColors: 'active' } as const;

test('where a system forces its colours, bars, sliders and the focus are seen all the same', async () => {
  const world = aPageWorld(20);
  openPool(world.database).pour();
  const { page, end } = await visit(browser, 'e/1', FORCED, world);
  const colours: Record<string, number> = {};

  colours.poll = await coloursOn(page.locator('.poll progress').first());
  await page.keyboard.press('j');
  const [focus, ground] = await page.evaluate(() => {
    const focused = document.activeElement as Element;
    const groundOf = (part?: string) => getComputedStyle(focused, part).backgroundColor;
    return [groundOf('::before'), getComputedStyle(document.documentElement).backgroundColor];
  });
  await page.goto(new URL('/feeds/morning', page.url()).href);
  // Its thumb, in the middle, was seen alone.
  colours.track = await coloursOn(page.locator('.slider input').first(), 100, 30);
  await page.goto(new URL('/search', page.url()).href);
  await page.locator('#q').focus();
  const outline = await page
    .locator('#q')
    .evaluate((field) => getComputedStyle(field).outlineWidth);
  // Its style is its own, which the page's server would not let in.
  const alone = await (await browser.newContext(FORCED)).newPage();
  await alone.setContent(writtenEdition(world, 1).html);
  colours.pollInFile = await coloursOn(alone.locator('.poll progress').first());

  expect(colours.poll).toBeGreaterThan(1);
  expect(colours.track).toBeGreaterThan(1);
  expect(colours.pollInFile).toBeGreaterThan(1);
  expect(focus).not.toBe(ground);
  expect(outline).toBe('2px');
  await alone.context().close();
  await end();
});
