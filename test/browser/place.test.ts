import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** The machine may have other work. */
const PATIENT = { timeout: 20_000 };

const PHONE = { viewport: { width: 360, height: 740 } };

/** Goes on in place, twice, and reads on to number 100. */
async function readTo100(page: Page): Promise<void> {
  for (const last of ['#p80', '#p100']) {
    await page.locator('a.next').click();
    await page.waitForSelector(last);
  }
  await page.evaluate(() => document.querySelector('#p100')?.scrollIntoView());
  await page.waitForURL('**/e/1?from=81#p100');
}

/** The post at the upper edge. */
function standing(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const posts = [...document.querySelectorAll('.post')];
    return posts.find((post) => post.getBoundingClientRect().bottom > 80)?.id;
  });
}

test('who read on in place stands there after the page is loaded again', async () => {
  const { page, end } = await visit(browser, 'e/1', PHONE, aPageWorld(104));
  await readTo100(page);

  await page.reload();

  await expect.poll(() => standing(page), PATIENT).toBe('p100');
  await end();
});

test('who read on in place and looks elsewhere comes back to it', async () => {
  const { page, world, end } = await visit(browser, 'e/1', PHONE, aPageWorld(104));
  await readTo100(page);
  await page.goto(new URL('/words', page.url()).href);

  await page.goBack();

  await expect.poll(() => standing(page), PATIENT).toBe('p100');
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  const kept = () =>
    world.database.connection.prepare('select position from editions').pluck().get();
  await expect.poll(kept, PATIENT).toBe(100);
  await end();
});

test('who reads back up to the first part finds that one again', async () => {
  const { page, end } = await visit(browser, 'e/1', PHONE, aPageWorld(104));
  await readTo100(page);
  await page.evaluate(() => document.querySelector('#p12')?.scrollIntoView());
  await page.waitForURL('**/e/1#p12');

  await page.reload();

  await expect.poll(() => standing(page), PATIENT).toBe('p12');
  await end();
});

test('a page in which nobody moved leaves the place to the one that was read on', async () => {
  const { page, world, end } = await visit(browser, 'e/1', PHONE, aPageWorld(44));
  await page.waitForSelector('#p1.seen');
  const seen = page.waitForRequest((request) => new URL(request.url()).pathname === '/seen');
  world.database.connection.prepare('update editions set position = 30').run();

  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));

  expect(JSON.parse((await seen).postData() ?? '')).not.toHaveProperty('at');
  await page.goto(new URL('/', page.url()).href);
  expect(page.url()).toContain('/e/1#p30');
  await end();
});

test('who reads stays at the post while the window is made narrower and wider', async () => {
  const wide = { width: 1000, height: 800 };
  const { page, end } = await visit(browser, 'e/1', { viewport: wide }, aPageWorld(104));
  await readTo100(page);
  const top = () =>
    page.evaluate(() => {
      const post = document.querySelector('#p100');
      return Math.round(post?.getBoundingClientRect().top ?? Number.NaN);
    });
  const before = await top();

  for (const width of [390, 700, 1000]) {
    await page.setViewportSize({ ...wide, width });
    await expect.poll(top, PATIENT).toBe(before);
  }

  await end();
});
