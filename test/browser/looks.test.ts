import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

const PATHS = [
  'e/1',
  'e/1?from=9',
  'e/1/2/why',
  'e/1/3',
  'editions',
  'as-it-came',
  'statistics',
  'nothing',
];

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('axe finds nothing on any page in either theme', async () => {
  const { page, serving, end } = await visit(browser, 'e/1', {}, aPageWorld(16));
  const found: string[] = [];

  for (const path of PATHS) {
    await page.goto(serving.url + path);
    for (const violation of await violationsOf(page, 'html')) found.push(`${path}: ${violation}`);
  }

  expect(found).toEqual([]);
  await end();
});

test.each([360, 768, 1440])(
  'at %i px nothing is wider than the window, nor too small to touch',
  async (width) => {
    const { page, end } = await visit(browser, 'e/1', { viewport: { width, height: 900 } });

    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          '.tools a, .lanes a, .mast a, .rest-links a, .rest-links button',
        ),
      ]
        .filter((target) => getComputedStyle(target).display !== 'none')
        .filter((target) => target.getBoundingClientRect().height < 43.5)
        .map((target) => target.outerHTML),
    );

    expect(wide).toBeLessThanOrEqual(0);
    if (width < 1024) expect(small).toEqual([]);
    await end();
  },
);
