import { expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aWholeWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

const PATHS = [
  ...['e/1', 'e/1/2/why', 'e/1/3', 'editions', 'as-it-came', 'statistics', 'words', 'devices'],
  ...['posts/14/menu', 'subscribe', 'search', 'search?q=the', 'why-not', 'feeds/morning'],
  ...['why-not?address=https://example.social/@ada/1000', 'feeds/morning?length=-3'],
];

test('with the browser’s letters twice as large everything still fits a phone', async () => {
  const large = await openBrowser('--blink-settings=defaultFontSize=32');
  const phone = { viewport: { width: 390, height: 740 } };
  const { page, serving, end } = await visit(large, 'e/1', phone, aWholeWorld());
  const found: unknown[] = [];

  for (const path of PATHS) {
    await page.goto(serving.url + path);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    if (wide > 0) found.push({ path, wide });
  }

  expect(found).toEqual([]);
  await end();
  await large.close();
}, 60_000);
