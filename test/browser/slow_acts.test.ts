import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOutbox } from '../../src/store/outbox.ts';
import { openBrowser } from '../support/browser.ts';
import { anApp } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A page of whose acts the first is held on its way until `goOn`. */
async function aSlowVisit() {
  const kinds = new Set(['reblog', 'bookmark'] as const);
  const world = aPageWorld(16, { acting: { may: () => kinds, tried: async () => {} } });
  const { page, ...visited } = await visit(browser, 'e/1', {}, world);
  const waiting = () =>
    openOutbox(world.database)
      .list(0)
      .map(({ kind }) => kind);
  const asked: string[] = [];
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  page.on('request', (request) => {
    const word = new URLSearchParams(request.postData() ?? '').get('do');
    if (word !== null) asked.push(word);
  });
  const hold = async (route: Route) => {
    await held;
    await route.continue();
  };
  await page.route('**/posts/*/act', hold, { times: 1 });
  return { ...visited, page, asked, goOn, waiting };
}

test('what is pressed last stands, however slow the answer before is', async () => {
  const { page, asked, goOn, waiting, offences, end } = await aSlowVisit();
  const boost = page.locator('#p1 .act.reblog');

  await boost.click();
  await expect.poll(() => asked).toEqual(['reblog']);
  await boost.click();
  const pressed = await boost.getAttribute('aria-pressed');
  await page.locator('#p2 .act.bookmark').click();
  await page.waitForSelector('#p2 .deed .waiting');
  goOn();
  await page.waitForSelector('#p1 .act.reblog:not(.waits)[value="reblog"]');

  expect(pressed).toBe('false');
  expect(asked).toEqual(['reblog', 'bookmark', 'unreblog']);
  expect(waiting()).toEqual(['bookmark']);
  expect(offences).toEqual([]);
  await end();
});

test('what has no answer yet goes out when the page is left', async () => {
  const { page, serving, asked, goOn, waiting, end } = await aSlowVisit();

  await page.locator('#p1 .act.reblog').click();
  await expect.poll(() => asked).toEqual(['reblog']);
  await page.locator('#p1 .act.bookmark').click();
  await page.goto(`${serving.url}search`);

  await expect.poll(() => waiting().toSorted()).toEqual(['bookmark', 'reblog']);
  goOn();
  await end();
});

test('what is pressed last stands, though the page is left with the act before on its way', async () => {
  const { page, asked, goOn, waiting, end } = await aSlowVisit();
  const boost = page.locator('#p1 .act.reblog');

  await boost.click();
  await expect.poll(() => asked).toEqual(['reblog']);
  await boost.click();
  await page.locator('#p1 .act.bookmark').click();
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  await expect.poll(waiting).toEqual(['bookmark']);
  const late = page.waitForResponse('**/act');
  goOn();
  await late;

  expect(waiting()).toEqual(['bookmark']);
  await end();
});

test('what went out with a page that is come back to is not done a second time', async () => {
  const { page, world, asked, goOn, waiting, offences, end } = await aSlowVisit();
  const save = page.locator('#p1 .act.bookmark');

  await save.click();
  await expect.poll(() => asked).toEqual(['bookmark']);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(waiting).toEqual(['bookmark']);
  await anApp(world).send('/posts/1/act', new URLSearchParams({ do: 'unbookmark' }));
  goOn();
  await page.waitForSelector('#p1 .act.bookmark:not(.waits)');

  expect(waiting()).toEqual([]);
  expect(await save.getAttribute('aria-pressed')).toBe('false');
  expect(offences).toEqual([]);
  await end();
});

test('an act that is refused leaves the post as the act before it made it', async () => {
  const { page, asked, goOn, waiting, end } = await aSlowVisit();
  const save = page.locator('#p1 .act.bookmark');
  const json = { words: 'Nothing was done: the disk is full.' };

  await save.click();
  await expect.poll(() => asked).toEqual(['bookmark']);
  await page.route('**/posts/*/act', (route) => route.fulfill({ status: 503, json }), { times: 1 });
  await save.click();
  goOn();
  await page.waitForSelector('#p1 .complaint');

  expect(waiting()).toEqual(['bookmark']);
  expect(await save.getAttribute('aria-pressed')).toBe('true');
  expect(await page.locator('#p1 .complaint').textContent()).toBe(json.words);
  await end();
});

test('what is pressed in a menu, and the menu itself, say that their answer is on its way', async () => {
  const { page, goOn, offences, end } = await aSlowVisit();
  let open = () => {};
  const held = new Promise<void>((resolve) => {
    open = resolve;
  });
  let menus = 0;
  const hold = async (route: Route) => {
    menus += 1;
    await held;
    await route.continue();
  };
  await page.route('**/posts/*/menu*', hold);
  const link = page.locator('#p1 a.menu');
  const less = page.locator('#p1 .post-menu [value="less"]');

  await link.click();
  await link.click();
  const asking = await link.getAttribute('aria-busy');
  open();
  await less.click();
  const telling = await less.getAttribute('aria-busy');
  goOn();
  await page.waitForSelector('#p1 .post-menu [value="unless"]');

  expect([asking, telling]).toEqual(['true', 'true']);
  expect(menus).toBe(2); // as it was opened, and as it is now
  expect(await page.locator('#p1 .post-menu').count()).toBe(1);
  expect(await page.locator('[aria-busy]').count()).toBe(0);
  expect(offences).toEqual([]);
  await end();
});
