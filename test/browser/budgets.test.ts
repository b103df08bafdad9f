import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const KILOBYTE = 1_000;
const PAGE_MAX = 60 * KILOBYTE;

test('the first page of 40 posts is under 60 kB compressed, style and scripts with it', async () => {
  const { page, serving, end } = await visit(browser, 'e/1');
  const addresses = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => !name.includes('/media/')),
  );

  const all = await Promise.all([`${serving.url}e/1`, ...addresses].map(compressedSize));

  expect(all.length).toBeGreaterThan(5);
  expect(all.reduce((sum, size) => sum + size, 0)).toBeLessThan(PAGE_MAX);
  await end();
});

async function compressedSize(address: string): Promise<number> {
  return gzipSync(await (await fetch(address)).text()).length;
}

/** Layout shifts, from before the page is there. */
function watchShifts(): void {
  const seen = { shift: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += (entry as { value?: number }).value ?? 0;
  }).observe({ type: 'layout-shift', buffered: true });
}

// How long its tasks are is a matter of `npm run bench`: here others use the machine as well.
test('200 posts are scrolled and nothing shifts', async () => {
  const { page, end } = await visit(browser, 'editions', {}, aPageWorld(200));
  await page.addInitScript(watchShifts);
  await page.goto(new URL('/e/1', page.url()).href);
  for (let next = 41; next <= 161; next += 40) {
    await page.locator('a.next').click();
    await page.waitForSelector(`#p${next + 39}`);
  }
  await page.evaluate(() => {
    Object.assign((window as unknown as { seen: { shift: number } }).seen, { shift: 0 });
    window.scrollTo(0, 0);
  });

  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 700) {
    await page.mouse.wheel(0, 700);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const shift = await page.evaluate(
    () => (window as unknown as { seen: { shift: number } }).seen.shift,
  );

  expect(shift).toBe(0);
  await end();
}, 60_000);

const AT_A_DESK = { viewport: { width: 1280, height: 900 } };

test('posts that come below are styled, and none of those above them', async () => {
  const { page, end } = await visit(browser, 'e/1', AT_A_DESK, aPageWorld(200));
  for (let next = 41; next < 161; next += 40) {
    await page.locator('a.next').click();
    await page.waitForSelector(`#p${next + 39}`);
  }
  const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
  const before = await elements();
  await browser.startTracing(page, { categories: ['devtools.timeline'] });

  await page.locator('a.next').click();
  await page.waitForSelector('#p200');
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));

  const styled = stylings(await browser.stopTracing());
  const added = (await elements()) - before;
  expect(styled.length).toBeGreaterThan(3);
  expect(Math.max(...styled)).toBeLessThan(added / 2);
  await end();
}, 60_000);

/** How many elements each styling was of. */
function stylings(trace: Buffer): readonly number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as {
    readonly traceEvents: readonly { readonly name: string; readonly args: Styling }[];
  };
  return traceEvents
    .filter(({ name }) => name === 'UpdateLayoutTree')
    .flatMap(({ args }) => args.elementCount ?? []);
}

interface Styling {
  readonly elementCount?: number;
}
