import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openBrowser } from '../support/browser.ts';
import { aWholeWorld, editionOf } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('a finger finds 44 px of every target, also where less is drawn', async () => {
  const world = aWholeWorld();
  const { page, serving, end } = await visit(browser, 'e/1', { hasTouch: true }, world);
  const found: unknown[] = [];
  await page.locator('#p1 a.menu').click();
  await page.locator('#p1 .post-menu button[value="snooze-week"]').click();
  await page.waitForSelector('#p1 .act-lines button');
  // A newer one, of which the page tells.
  openEditions(world.database).save(editionOf(world.uris), MORNING);

  const edition = ['e/1', 'e/1?from=11', 'e/1?marked=1,2', 'e/1/2/why'];
  for (const path of [...edition, 'as-it-came', 'search?q=the', 'why-not', 'posts/14/menu']) {
    await page.goto(serving.url + path);
    for (const width of [360, 768]) {
      await page.setViewportSize({ width, height: 740 });
      const small = await page.evaluate(fingersMiss);
      if (small.length > 0) found.push({ path, width, small });
    }
  }

  expect(found).toEqual([]);
  await end();
}, 60_000);

/** Links and buttons outside of running text, that answer on less than 44 px in a line. */
function fingersMiss(): readonly string[] {
  const targets = document.querySelectorAll<HTMLElement>(
    'main a, main button, .edition-head a, .mast li a, .lanes a',
  );
  const sizeOf = (target: HTMLElement) => {
    target.scrollIntoView({ block: 'center' });
    const { left, width, top, height } = target.getBoundingClientRect();
    const [x, y] = [left + Math.min(width / 2, 20), top + height / 2];
    const isHit = (at: number, below: number) =>
      target.contains(document.elementFromPoint(x + at, y + below));
    const reach = (across: number, down: number) => {
      let hit = 0;
      while (hit < 60 && isHit(hit * across, hit * down)) hit += 1;
      return hit;
    };
    return [reach(-1, 0) + reach(1, 0) - 1, reach(0, -1) + reach(0, 1) - 1];
  };
  return [...targets]
    .filter((target) => target.offsetParent !== null && target.offsetWidth > 1)
    .filter((target) => !target.matches('p:not([class]) a, .content a, .parent a, .single a'))
    .map((target) => ({ target, size: sizeOf(target) }))
    .filter(({ size }) => Math.min(...size) < 43)
    .map(({ target, size }) => `${target.outerHTML.slice(0, 90)} ${size.join(' × ')}`);
}
