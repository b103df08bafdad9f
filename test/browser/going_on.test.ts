import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('the next forty come in bites, in their order, with the way on behind them', async () => {
  const { page, offences, end } = await visit(browser, 'e/1');
  await page.evaluate(() => {
    const bites: number[] = [];
    Object.assign(window, { bites });
    new MutationObserver((records) => {
      const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
      const posts = added.filter((node) => (node as Element).matches('.post'));
      if (posts.length > 0) bites.push(posts.length);
    }).observe(document.querySelector('#posts') as Element, { childList: true });
  });

  await page.locator('a.next').click();
  await page.locator('#p80 ~ * a.next, #p80 ~ a.next').waitFor();

  const bites = await page.evaluate(() => Reflect.get(window, 'bites') as number[]);
  const places = await page
    .locator('#posts > .post')
    .evaluateAll((posts) => posts.map(({ id }) => id));
  expect(bites.reduce((sum, bite) => sum + bite, 0)).toBe(40);
  expect(Math.max(...bites)).toBeLessThanOrEqual(10);
  expect(places).toEqual(Array.from({ length: 80 }, (_, at) => `p${at + 1}`));
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('p41');
  expect(offences).toEqual([]);
  await end();
});
