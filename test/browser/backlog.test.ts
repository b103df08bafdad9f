import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aNewcomersWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('what was read elsewhere is said and taken back without a script', async () => {
  const options = { javaScriptEnabled: false, viewport: { width: 360, height: 640 } };
  const { page, offences, end } = await visit(browser, '', options, aNewcomersWorld());

  await page.getByRole('button', { name: '4 from before 1 November, 07:12' }).click();
  const answered = await page.locator('.backlog').textContent();
  await page.getByRole('button', { name: 'take it back' }).click();

  expect(answered).toContain('4 posts from before Driftline began count as seen.');
  expect(await page.locator('.backlog').textContent()).toContain('16 posts came before Driftline');
  expect(offences).toEqual([]);
  await end();
});

test.each([360, 1440])(
  'the question fits a page of %i px, and axe finds nothing',
  async (width) => {
    const options = { viewport: { width, height: 900 } };
    const { page, end } = await visit(browser, '', options, aNewcomersWorld());

    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    const violations = await violationsOf(page, '.backlog');

    expect(overflow).toBe(0);
    expect(violations).toEqual([]);
    await end();
  },
);
