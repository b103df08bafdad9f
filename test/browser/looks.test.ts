import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

const PATHS = [
  'e/1',
  'e/1/2/why',
  'e/1/3',
  'editions',
  'as-it-came',
  'statistics',
  'words',
  'posts/14/menu',
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

test('at no width is anything wider than the window, nor too small to touch', async () => {
  const { page, end } = await visit(browser, 'e/1');
  const found: unknown[] = [];

  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    const small = width < 1024 ? await page.evaluate(targetsTooSmall) : [];
    if (wide > 0 || small.length > 0) found.push({ width, wide, small });
  }

  expect(found).toEqual([]);
  await end();
});

function targetsTooSmall(): readonly string[] {
  return [
    ...document.querySelectorAll(
      '.tools a, .tools button, .lanes a, .mast a, .rest-links a, .rest-links button',
    ),
  ]
    .filter((target) => getComputedStyle(target).display !== 'none')
    .filter((target) => target.getBoundingClientRect().height < 43.5)
    .map((target) => target.outerHTML);
}
