import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { mostStyledAtOnce } from '../support/styled.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('what is pressed stays below the finger, though the line of the act before goes', async () => {
  const may = () => new Set(['favourite'] as const);
  const world = aPageWorld(16, { acting: { may, tried: async () => {} } });
  const { page, end } = await visit(browser, 'e/1', {}, world);
  const star = (position: number) => page.locator(`#p${position} .act.favourite`);
  await page.locator('#p4').evaluate((post) => post.scrollIntoView({ block: 'center' }));
  await star(4).click();
  await page.locator('#p4 .deed .waiting').waitFor();
  const topOf = () => star(5).evaluate((button) => button.getBoundingClientRect().top);
  await page.locator('#p5').evaluate((post) => post.scrollIntoView({ block: 'center' }));
  const before = await topOf();

  await star(5).click();
  await page.locator('#p5 .deed .waiting').waitFor();

  expect(await page.locator('#p4 .deed .undo, #p4 .deed button').count()).toBe(0);
  expect(Math.abs((await topOf()) - before)).toBeLessThan(1);
  await end();
});

test('a second tap where the next 40 were asked for does nothing, and marks nothing', async () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
  const { page, world, offences, end } = await visit(browser, 'e/1', phone);
  const next = page.locator('a.next');
  const mark = page.locator('.mark-above').first();
  await next.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await next.boundingBox()) as DOMRect;
  const before = await mark.boundingBox();

  // Its right end: what stands beside it would come there first.
  await page.touchscreen.tap(x + width - 8, y + height / 2);
  await page.waitForSelector('#p41');
  const after = await mark.boundingBox();
  const address = page.url();
  await page.touchscreen.tap(x + width - 8, y + height / 2);
  await page.locator('#p80').scrollIntoViewIfNeeded();

  expect(after).toEqual(before);
  expect(page.url()).toContain(address.replace(/#.*/, ''));
  expect(await page.locator('#p80').count()).toBe(1);
  const marked = `select count(*) from exposures where kind = 'seen' and position > 5`;
  expect(world.database.connection.prepare(marked).pluck().get()).toBe(0);
  expect(offences).toEqual([]);
  await end();
});

test('an act has the style of its own post computed anew, and of no other', async () => {
  const may = () => new Set(['favourite'] as const);
  const world = aPageWorld(40, { acting: { may, tried: async () => {} } });
  const { page, end } = await visit(browser, 'e/1', {}, world);
  await page.locator('#p4').evaluate((post) => post.scrollIntoView({ block: 'center' }));
  const ofAll = await page.locator('#posts *').count();

  const styled = await mostStyledAtOnce(page, async () => {
    await page.locator('#p4 .act.favourite').click();
    await page.locator('#p4 .deed .waiting').waitFor();
    // Where a browser keeps the place by itself, it does so again two frames later.
    await page.waitForFunction(() => document.querySelector('[style*="overflow-anchor"]') === null);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  });

  expect(styled).toBeGreaterThan(0);
  expect(styled).toBeLessThan(ofAll / 4);
  await end();
});
