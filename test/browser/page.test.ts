import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld, type PageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

function seenPlaces({ database }: PageWorld): readonly number[] {
  const rows = database.connection
    .prepare(`select distinct position from exposures where kind = 'seen' order by position`)
    .all() as { position: number }[];
  return rows.map(({ position }) => position);
}

test('what stood on the screen for a second is seen, and only that', async () => {
  const { page, world, offences, end } = await visit(browser, 'e/1');

  await page.waitForFunction(() => document.querySelectorAll('.post.seen').length >= 2);
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  await expect.poll(() => seenPlaces(world).length).toBeGreaterThanOrEqual(2);

  expect(seenPlaces(world).slice(0, 2)).toEqual([1, 2]);
  expect(Math.max(...seenPlaces(world))).toBeLessThan(8);
  expect(offences).toEqual([]);
  await end();
});

test('a fast scroll past marks nothing', async () => {
  const { page, end } = await visit(browser, 'e/1');

  for (let step = 0; step < 20; step += 1)
    await page.evaluate((y) => window.scrollTo(0, y), 900 + step * 500);
  const passed = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.post.seen')].map((post) => post.dataset.position),
  );

  expect(passed.filter((position) => Number(position) > 3)).toEqual([]);
  await end();
});

test('a quote stands there once, and paper alone names the way to print what was not loaded', async () => {
  const { page, end } = await visit(browser, 'e/1');
  const ownLink = page.locator('#p7 .quote-inline', { hasText: '@hana/777' });
  const linkInQuote = page.locator('#p7 .quote .quote-inline', { hasText: '@ivo/666' });

  const wayToPrint = page.getByText('driftline edition 1 --html FILE');

  const onScreen = [ownLink, linkInQuote, wayToPrint].map((one) => one.isVisible());
  const seen = await Promise.all(onScreen);
  await page.emulateMedia({ media: 'print' });

  expect(seen).toEqual([false, true, false]);
  expect(await wayToPrint.isVisible()).toBe(true);
  await end();
});

test('on paper a text stands below its warning, and what is sensitive stays a blur', async () => {
  const { page, end } = await visit(browser, 'e/1');
  const text = page.locator('#p5 .fold .content');
  const wound = page.locator('#p11 .media a img');
  const heightOf = () => text.evaluate((content) => content.getBoundingClientRect().height);
  const onScreen = await heightOf();

  await page.emulateMedia({ media: 'print' });

  expect(onScreen).toBe(0);
  expect(await heightOf()).toBeGreaterThan(10);
  expect(await wound.isVisible()).toBe(false);
  await end();
});

test('by touch the first tap on the time says the moment, and the second opens the post', async () => {
  const { page, end } = await visit(browser, 'e/1', { hasTouch: true, isMobile: true });
  const time = page.locator('#p1 a.when');
  const said = () => time.evaluate((link) => getComputedStyle(link, '::after').content);
  const opened: string[] = [];
  page.context().on('page', (other) => opened.push(other.url()));
  const before = await said();

  await time.tap();
  const after = await said();
  const afterOne = opened.length;
  const another = page.context().waitForEvent('page');
  await time.tap();
  await another;

  expect(before).toBe('none');
  expect(after).toContain((await time.getAttribute('title')) as string);
  expect(afterOne).toBe(0);
  await end();
});

test('j goes to the next post, w opens why, x a fold, ? shows the keys, g e the editions', async () => {
  const { page, serving, offences, end } = await visit(browser, 'e/1');

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('w');
  await page.waitForSelector('#p2 .why-panel table');
  await page.locator('#p5').focus();
  await page.keyboard.press('x');

  expect(await page.locator('.why-panel').count()).toBe(1);
  expect(await page.locator('#p5 details.fold').getAttribute('open')).not.toBeNull();
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open] kbd');
  await page.keyboard.press('?');
  expect(await page.locator('dialog[open]').count()).toBe(0);
  await page.keyboard.press('?');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.waitForURL(`${serving.url}editions`);
  expect(offences).toEqual([]);
  await end();
});

test('g waits three seconds for its second key, and then a key is that key again', async () => {
  const { page, serving, end } = await visit(browser, 'e/1');
  await page.clock.install();
  await page.goto(`${serving.url}e/1`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));

  await page.keyboard.press('g');
  await page.clock.runFor(3_100);
  await page.keyboard.press('e');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open] kbd');

  expect(asked).not.toContain('/editions');
  expect(page.url()).toBe(`${serving.url}e/1`);
  await end();
});

test('the next 40 are set below, and nothing above moves', async () => {
  const { page, offences, end } = await visit(browser, 'e/1');
  const topOf = () =>
    page.evaluate(() => document.querySelector('#p40')?.getBoundingClientRect().top);
  await page.locator('a.next').scrollIntoViewIfNeeded();
  const before = await topOf();

  await page.locator('a.next').click();
  await page.waitForSelector('#p80');

  expect(await topOf()).toBe(before);
  expect(await page.locator('.post').count()).toBe(80);
  expect(offences).toEqual([]);
  await end();
});

interface Shift extends PerformanceEntry {
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
}

/** What moved, from where and to where. */
function layoutShifts(): Promise<readonly string[]> {
  const said = ({ sources }: Shift) =>
    sources.map(({ node, previousRect, currentRect }) => {
      const element = node instanceof Element ? node : node?.parentElement;
      const html = element?.outerHTML.slice(0, 120) ?? 'something that is gone';
      return `${html} ${JSON.stringify(previousRect)} ${JSON.stringify(currentRect)}`;
    });
  return new Promise((resolve) => {
    new PerformanceObserver((list) =>
      resolve((list.getEntries() as Shift[]).flatMap(said)),
    ).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve([]), 300);
  });
}

test('nothing shifts while the pictures come', async () => {
  const { page, end } = await visit(browser, 'e/1');

  for (let y = 0; y < 9_000; y += 450) await page.mouse.wheel(0, 450);
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.loading === 'lazy'),
  );
  const shifts = await page.evaluate(layoutShifts);

  expect(shifts).toEqual([]);
  await end();
});

const VECTORS = [
  '<script>window.ran = 1</script>',
  '<img src=x onerror="window.ran = 2">',
  '<a href="javascript:window.ran = 3">here</a>',
  '<svg onload="window.ran = 4"></svg>',
  '<iframe src="https://elsewhere.example/"></iframe>',
  '<link rel=stylesheet href="https://elsewhere.example/x.css">',
  '<p style="background:url(https://elsewhere.example/x.png)">styled</p>',
];

test('what posts bring along neither runs nor asks for anything', async () => {
  const world = aPageWorld(5);
  const body = (html: string) => JSON.stringify({ content: html, spoiler_text: '' });
  world.database.connection.prepare('update payloads set body = ?').run(body(VECTORS.join('')));
  world.database.connection
    .prepare('update accounts set profile = json_set(profile, ?, ?)')
    .run('$.display_name', '<img src=x onerror="window.ran = 5">');
  const { page, offences, end } = await visit(browser, 'e/1', {}, world);

  const links = await page.locator('.content a').all();
  for (const link of links) expect((await link.getAttribute('href')) ?? '').not.toMatch(/script/);

  expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
  expect(offences).toEqual([]);
  await end();
});

test('without a script everything works by links and forms', async () => {
  const { page, world, serving, end } = await visit(browser, 'e/1', { javaScriptEnabled: false });

  await page.locator('#p1 a.why').click();
  await page.waitForSelector('.why-panel');
  await page.goto(`${serving.url}e/1`);
  await page.locator('.mark-above button').click();
  await page.waitForURL(/from=41/);
  // The first one was opened, which is more than seen.
  expect(seenPlaces(world)).toEqual(Array.from({ length: 39 }, (_, at) => at + 2));
  await page.locator('form.bar button').click();
  await page.locator('a.next').click();
  await page.waitForSelector('#p41');
  await page.locator('form.theme button').click();
  await page.waitForSelector('html[data-theme="light"]');

  await end();
});
