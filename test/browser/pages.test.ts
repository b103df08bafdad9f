import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '../../src/store/pool.ts';
import { openBrowser } from '../support/browser.ts';
import { hours, post } from '../support/entries.ts';
import { aPageWorld, aWholeWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Bob answers the second post of the edition. */
function anAnsweredWorld() {
  const world = aPageWorld(20);
  const answer = { id: '2001', by: 'bob', atMs: hours(23.5) };
  const more = { content: '<p>hear hear</p>', in_reply_to_id: '1001', in_reply_to_account_id: '9' };
  world.receive(post({ ...answer, more }), answer.atMs);
  openPool(world.database).pour();
  return world;
}

test('enter opens the thread below its post and closes it, and nothing above moves', async () => {
  const { page, offences, end } = await visit(browser, 'e/1', {}, anAnsweredWorld());
  const topOf = () =>
    page.evaluate(() => document.querySelector('#p2')?.getBoundingClientRect().top);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const before = await topOf();

  await page.keyboard.press('Enter');
  await page.waitForSelector('#p2 .thread-panel .post');

  expect(await topOf()).toBe(before);
  expect(await page.locator('#p2 .thread-panel').textContent()).toContain('hear hear');
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^t2-/);
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.thread-panel') === null);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('p2');
  expect(offences).toEqual([]);
  await end();
});

test('enter on an answer closes the thread and leads back to its post', async () => {
  const world = anAnsweredWorld();
  for (let at = 0; at < 12; at += 1) {
    const answer = { id: `30${10 + at}`, by: 'cleo', atMs: hours(23.6) };
    world.receive(post({ ...answer, more: { in_reply_to_id: '1001' } }), answer.atMs);
  }
  const { page, offences, end } = await visit(browser, 'e/1', {}, world);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#p2 .thread-panel .post');
  for (let at = 0; at < 12; at += 1) await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^t2-/);

  await page.keyboard.press('Enter');

  await page.waitForFunction(() => document.querySelector('.thread-panel') === null);
  const stands = await page.evaluate(() => [
    document.activeElement?.id,
    document.activeElement?.getBoundingClientRect().top,
  ]);
  expect(stands[0]).toBe('p2');
  expect(stands[1]).toBeGreaterThanOrEqual(0);
  expect(stands[1]).toBeLessThan(400);
  expect(offences).toEqual([]);
  await end();
});

test('an answer that was read in a thread is seen, and no place of the edition', async () => {
  const { page, world, end } = await visit(browser, 'e/1', {}, anAnsweredWorld());
  await page.locator('#p2 a.thread').click();
  await page.waitForSelector('#p2 .thread-panel .post');
  await page.locator('#p2 .thread-panel .post').scrollIntoViewIfNeeded();

  await page.waitForSelector('#p2 .thread-panel .post.seen');
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  const seen = () =>
    world.database.connection
      .prepare(
        `select position from exposures join statuses using (uri_hash)
          where kind = 'seen' and statuses.uri like '%/bob/statuses/2001'`,
      )
      .pluck()
      .all();

  await expect.poll(seen).toEqual([null]);
  await end();
});

test('/ leads to the search from anywhere, and into its field', async () => {
  const { page, offences, end } = await visit(browser, 'e/1', {}, anAnsweredWorld());

  await page.keyboard.press('/');
  await page.waitForURL('**/search#q');
  await page.waitForSelector('#q:focus');
  await page.keyboard.type('heron');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search?q=heron');
  await page.waitForSelector('#posts');
  await page.keyboard.press('/');
  await page.keyboard.type('alder');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search?q=alder');
  await page.waitForSelector('.post');

  expect(await page.locator('.post .name').first().textContent()).toBe('Ada');
  expect(offences).toEqual([]);
  await end();
});

test('a slider that moves says what it means and shows the difference, at once', async () => {
  const { page, offences, end } = await visit(browser, 'feeds/morning', {}, anAnsweredWorld());

  await page.locator('#slide-length').focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForSelector('.difference-words');

  expect(await page.locator('output').last().textContent()).toBe(
    'a little towards a short edition',
  );
  expect(await page.getByText('Show the difference').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForSelector('.bar');
  expect(await page.locator('#slide-length').inputValue()).toBe('-1');
  expect(offences).toEqual([]);
  await end();
});

test('sliders that are gone back to stand where their words say', async () => {
  const { page, end } = await visit(browser, 'feeds/morning', {}, aWholeWorld());
  const slider = page.locator('#slide-age');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => /of \d+ posts/.test(document.body.textContent ?? ''));

  await page.locator('nav a[href="/words"]').click();
  await page.waitForURL(/words/);
  await page.goBack({ waitUntil: 'load' });

  expect(await slider.inputValue()).toBe('0');
  expect(await page.locator('output[for="slide-age"]').textContent()).toBe('as your settings say');
  await end();
});

test('without a script sliders, threads and the search work by forms and links', async () => {
  const options = { javaScriptEnabled: false };
  const { page, serving, end } = await visit(browser, 'feeds/morning', options, anAnsweredWorld());

  await page.locator('#slide-quiet').press('ArrowRight');
  await page.getByRole('button', { name: 'Show the difference' }).click();
  await page.locator('.difference-words').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect(await page.locator('#slide-quiet').inputValue()).toBe('1');
  await page.locator('.bar button').click();
  await expect.poll(() => page.locator('#slide-quiet').inputValue()).toBe('0');
  await page.goto(`${serving.url}e/1`);
  await page.locator('#p2 a.thread').click();
  expect(await page.locator('.answer').textContent()).toContain('hear hear');
  await page.goto(`${serving.url}search`);
  await page.locator('#q').fill('alder');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('.post').first().waitFor();

  await end();
});

test('a list that is longer than a phone is wide fades wherever it is cut', async () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
  const { page, serving, end } = await visit(browser, 'e/1', phone, aWholeWorld());
  const begins = () =>
    page.locator('.mast nav').evaluate((list) => getComputedStyle(list).maskImage.slice(0, 60));

  const atItsStart = await begins();
  await page.goto(`${serving.url}statistics`);
  await page.waitForFunction(() => (document.querySelector('.mast nav')?.scrollLeft ?? 0) > 0);
  await page.waitForSelector('.mast nav.scrolled');

  expect(atItsStart).toMatch(/^linear-gradient\(to right, rgb\(0, 0, 0\)/);
  expect(await begins()).toMatch(/^linear-gradient\(to right, rgba\(0, 0, 0, 0\)/);
  await end();
});
