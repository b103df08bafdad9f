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

test('the question fits the page, and axe finds nothing', async () => {
  const options = { viewport: { width: 1440, height: 900 } };
  const { page, end } = await visit(browser, '', options, aNewcomersWorld());
  const overflow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );

  const onDesktop = await overflow();
  await page.setViewportSize({ width: 360, height: 900 });
  const onPhone = await overflow();
  const violations = await violationsOf(page, '.backlog');

  expect([onDesktop, onPhone]).toEqual([0, 0]);
  expect(violations).toEqual([]);
  await end();
});
