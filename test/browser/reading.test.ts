import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld, type PageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };
const POSTS = 44;
/** As long as a look must last, and as reports wait. */
const LOOK_MS = 1_100;
const BATCH_MS = 3_100;

function seenPlaces({ database }: PageWorld): readonly number[] {
  return database.connection
    .prepare(`select distinct position from exposures where kind = 'seen' order by position`)
    .pluck()
    .all() as number[];
}

/** A look at what is on the screen now; the page's clock is told, its layout is real. */
async function look(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await page.clock.runFor(LOOK_MS);
}

const EVERYTHING = Array.from({ length: POSTS }, (_, at) => at + 1);

test('an edition is read to its end on a phone by the keyboard alone', async () => {
  const { page, world, offences, end } = await visit(browser, 'editions', PHONE, aPageWorld(POSTS));
  await page.clock.install();
  await page.goto(new URL('/e/1', page.url()).href);

  for (let post = 1; post <= POSTS; post += 1) {
    await page.keyboard.press('j');
    await look(page);
    if (post !== 40) continue;
    for (const key of ['j', 'k', 'j', 'j', 'Enter']) await page.keyboard.press(key);
    await page.waitForFunction(() => document.activeElement?.id === 'p41');
    await page.keyboard.press('k');
  }
  await page.clock.runFor(BATCH_MS);

  await expect.poll(() => seenPlaces(world)).toEqual(EVERYTHING);
  expect(await page.locator('#end-count').textContent()).toBe(String(POSTS));
  expect(offences).toEqual([]);
  await end();
}, 120_000);

test('an edition is read to its end on a phone by touch alone', async () => {
  const { page, world, offences, end } = await visit(browser, 'editions', PHONE, aPageWorld(POSTS));
  await page.clock.install();
  await page.goto(new URL('/e/1', page.url()).href);

  for (let screens = 0; screens < 80; screens += 1) {
    await look(page);
    const next = page.locator('a.next');
    if ((await next.count()) > 0 && (await isOnScreen(page, 'a.next'))) await next.tap();
    if (await isOnScreen(page, '#end-title')) break;
    await page.evaluate(() => window.scrollBy(0, 260));
  }
  await page.clock.runFor(BATCH_MS);

  await expect.poll(() => seenPlaces(world)).toEqual(EVERYTHING);
  await page.locator('#p1 a.thread').tap();
  await page.waitForSelector('#p1 .thread-panel');
  await page.locator('#p1 a.thread').tap();
  await page.waitForFunction(() => document.querySelector('.thread-panel') === null);
  expect(offences).toEqual([]);
  await end();
}, 120_000);

function isOnScreen(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((one) => {
    const box = document.querySelector(one)?.getBoundingClientRect();
    return box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight;
  }, selector);
}

test('where the reader stands is kept: another window goes on from there', async () => {
  const { page, world, end } = await visit(browser, 'e/1', PHONE, aPageWorld(POSTS));
  await page.locator('#p23').scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelector('#p23')?.scrollIntoView());
  await page.waitForSelector('#p23.seen');
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  const kept = () =>
    world.database.connection.prepare('select position from editions').pluck().get();
  await expect.poll(kept).toBe(23);

  const other = await page.context().newPage();
  await other.goto(new URL('/', page.url()).href);

  expect(other.url()).toContain('/e/1#p23');
  await end();
});

test.each(['e/1?lane=missed', 'e/1/30'])('a look at %s moves nobody’s place', async (address) => {
  const { page, world, end } = await visit(browser, address, PHONE, aPageWorld(POSTS));
  world.database.connection.prepare('update editions set position = 5').run();
  await page.waitForSelector('.post.seen');

  const told = page.waitForRequest((request) => new URL(request.url()).pathname === '/seen');
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));

  expect(JSON.parse((await told).postData() ?? '')).not.toHaveProperty('at');
  await page.goto(new URL('/', page.url()).href);
  expect(page.url()).toContain('/e/1#p5');
  await end();
});
