import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aWholeWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

const PATHS = [
  ...['e/1', 'e/1/2/why', 'e/1/3', 'editions', 'as-it-came', 'statistics', 'nothing'],
  ...['words', 'posts/14/menu', 'subscribe', 'devices', 'e/1?lane=quiet'],
  ...['search', 'search?q=the', 'search?q=nowhere', 'search?q=lane:x', 'why-not'],
  ...['why-not?address=https://example.social/@ada/1000', 'why-not?address=unknown'],
  ...['feeds/morning', 'feeds/morning?length=-3', 'feeds/as-it-came', 'feeds/morning?before=0'],
];
const WIDTHS = [360, 768, 1440];
const PHONE = { width: 360, height: 740 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('axe finds nothing on any page in either theme, at any width', async () => {
  const { page, serving, end } = await visit(browser, 'e/1', {}, aWholeWorld());
  const found: string[] = [];

  for (const path of PATHS) {
    await page.goto(serving.url + path);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      for (const one of await violationsOf(page, 'html')) found.push(`${path}, ${width}: ${one}`);
    }
  }

  expect(found).toEqual([]);
  await end();
}, 300_000);

test('axe finds nothing in what opens below a post', async () => {
  const { page, end } = await visit(browser, 'e/1', { viewport: PHONE }, aWholeWorld());

  for (const name of ['why', 'thread', 'menu']) await page.locator(`#p2 a.${name}`).click();
  for (const panel of ['.why-panel', '.thread-panel', '.post-menu'])
    await page.waitForSelector(`#p2 ${panel}`);

  expect(await violationsOf(page, 'html')).toEqual([]);
  expect(await widerThanWindow(page)).toBe(0);
  await end();
}, 60_000);

test('at no width is anything wider than the window, nor too small to touch', async () => {
  const { page, serving, end } = await visit(browser, 'e/1', {}, aWholeWorld());
  const found: unknown[] = [];

  for (const path of PATHS) {
    await page.goto(serving.url + path);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await widerThanWindow(page);
      const small = width < 1024 ? await page.evaluate(targetsTooSmall) : [];
      if (wide > 0 || small.length > 0) found.push({ path, width, wide, small });
    }
  }

  expect(found).toEqual([]);
  await end();
}, 60_000);

test('the words of a line in the head stand beside one another, not upon', async () => {
  const { page, end } = await visit(browser, 'as-it-came', {}, aWholeWorld());

  const overlaps = await page.evaluate(() =>
    [...document.querySelectorAll('.facts, .since')].flatMap((line) => {
      const boxes = [...line.childNodes].map((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
      });
      return boxes.filter((box, at) => {
        const before = boxes[at - 1];
        return before !== undefined && box.top < before.bottom && box.left < before.right + 4;
      });
    }),
  );

  expect(overlaps).toEqual([]);
  await end();
});

test('a sentence in the head that takes two lines keeps them together on a phone', async () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
  const { page, end } = await visit(browser, 'as-it-came', phone, aWholeWorld());

  const [first, second] = await page.locator('.since > span').evaluate((sentence) => {
    const range = document.createRange();
    range.selectNodeContents(sentence);
    return [...range.getClientRects()].map(({ top }) => top);
  });

  expect(Number(second) - Number(first)).toBeGreaterThan(10);
  expect(Number(second) - Number(first)).toBeLessThan(28);
  await end();
});

test('an address that is cut has its dots at its end, also among words from right to left', async () => {
  const { page, end } = await visit(browser, 'e/1', {}, aWholeWorld());

  const room = await page.evaluate(() => {
    const cut = document.querySelector('.content .ellipsis') as HTMLElement;
    cut.closest('p')?.setAttribute('dir', 'rtl');
    const range = document.createRange();
    range.selectNodeContents(cut);
    const [words, all] = [range.getBoundingClientRect(), cut.getBoundingClientRect()];
    return { before: words.left - all.left, after: all.right - words.right };
  });

  expect(room.before).toBeLessThan(1);
  expect(room.after).toBeGreaterThan(4);
  await end();
});

test('at 200 % zoom, and from right to left, everything still fits', async () => {
  const { page, serving, end } = await visit(browser, 'e/1', {}, aWholeWorld());
  const found: unknown[] = [];

  // A window of 640 px at 200 % lays out like one of 320 px.
  await page.setViewportSize({ width: 320, height: 450 });
  for (const path of PATHS) {
    await page.goto(serving.url + path);
    const zoomed = await widerThanWindow(page);
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    const turned = await widerThanWindow(page);
    if (zoomed > 0 || turned > 0) found.push({ path, zoomed, turned });
  }

  expect(found).toEqual([]);
  await end();
}, 60_000);

test('with reduced motion nothing moves by itself', async () => {
  const { page, end } = await visit(
    browser,
    'feeds/morning',
    { reducedMotion: 'reduce' },
    aWholeWorld(),
  );

  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')]
        .map((element) => getComputedStyle(element))
        .filter(({ transitionDuration, animationName, scrollBehavior }) =>
          [
            transitionDuration !== '0s',
            animationName !== 'none',
            scrollBehavior !== 'auto',
          ].includes(true),
        ).length,
  );

  expect(moving).toBe(0);
  await end();
});

test('what is read aloud stands in the order of the page: heading, author, text, tools', async () => {
  const { page, end } = await visit(browser, 'e/1', {}, aWholeWorld());

  const order = await page.evaluate(() => {
    const post = document.querySelector('#p1') as HTMLElement;
    const parts = ['.reason', '.by', '.content', '.tools'].map((one) => post.querySelector(one));
    const follows = parts.every(
      (part, at) => at === 0 || (parts[at - 1]?.compareDocumentPosition(part as Node) ?? 0) & 4,
    );
    const tops = parts.map((part) => Math.round(part?.getBoundingClientRect().top ?? 0));
    return {
      follows,
      isDownwards: tops.every((top, at) => at === 0 || top >= (tops[at - 1] ?? 0)),
    };
  });

  expect(order).toEqual({ follows: true, isDownwards: true });
  await end();
});

function widerThanWindow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

function targetsTooSmall(): readonly string[] {
  return [
    ...document.querySelectorAll(
      '.tools a, .tools button, .lanes a, .mast a, .rest-links a, .rest-links button, .choices button, .asking *',
    ),
  ]
    .filter((target) => getComputedStyle(target).display !== 'none')
    .filter((target) => !target.matches('.hidden, .edition-head .choices *'))
    .filter((target) => target.getBoundingClientRect().height < 43.5)
    .map((target) => target.outerHTML);
}
