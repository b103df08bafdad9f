import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';
import { writtenEdition } from '../support/written_edition.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** The words of the post that has a shortened address, as they would be copied. */
function copied(page: Page): Promise<string> {
  return page.evaluate(() => {
    const words = document.querySelector('.ellipsis')?.closest('.content') as Element;
    getSelection()?.selectAllChildren(words);
    return String(getSelection());
  });
}

const WHOLE = /before machines: https:\/\/papers\.example\/tides$/;

test('an address that is shown shortened is copied whole', async () => {
  const { page, end } = await visit(browser, 'e/1');

  expect(await copied(page)).toMatch(WHOLE);
  await end();
});

test('an address that is shown shortened is copied whole from the one-file edition', async () => {
  const world = aPageWorld(24);
  const page = await browser.newPage();
  await page.setContent(writtenEdition(world, world.edition).html);

  expect(await copied(page)).toMatch(WHOLE);
  await page.close();
});
