import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
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
