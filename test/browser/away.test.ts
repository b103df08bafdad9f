import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Serving, serveHttp } from '../../src/http/server.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld, type PageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const TELLS_ACTS_AGAIN_MS = 5_000;
const TELLS_SEEN_MS = 3_000;
const TELLS_SEEN_AGAIN_MS = 10_000;
const AWAY = 'Driftline cannot be reached: try again in a moment.';

/**
 * A page whose Driftline can go away and come back at the same address, as over a poor network, and
 * whose timers can be told that time has passed.
 */
async function aVisit(size = 90) {
  const kinds = new Set(['favourite', 'reblog', 'bookmark'] as const);
  const world = aPageWorld(size, { acting: { may: () => kinds, tried: async () => {} } });
  const visited = await visit(browser, 'e/1', {}, world);
  const port = Number(new URL(visited.serving.url).port);
  await visited.page.clock.install();
  let back: Serving | undefined;
  return {
    ...visited,
    goesAway: () => visited.serving.close(),
    comesBack: async () => {
      back = await serveHttp(world.deps, { port });
    },
    passes: (ms: number) => visited.page.clock.fastForward(ms),
    end: async () => {
      await visited.page.context().close();
      await back?.close();
    },
  };
}

function seenPlaces({ database }: PageWorld): readonly number[] {
  const rows = database.connection
    .prepare(`select distinct position from exposures where kind = 'seen' order by position`)
    .all() as { position: number }[];
  return rows.map(({ position }) => position);
}

function wishes({ database }: PageWorld): readonly unknown[] {
  return database.connection.prepare('select kind from outbox order by asked_at_ms').pluck().all();
}

function waiting({ database }: PageWorld): readonly unknown[] {
  const sql = 'select kind from outbox where ended_at_ms is null';
  return database.connection.prepare(sql).pluck().all();
}

const topOf = (page: Page, post: string) =>
  page.evaluate((at) => document.querySelector(at)?.getBoundingClientRect().top, post);

test('what was read while Driftline was away is told when it is back', async () => {
  const { page, world, goesAway, comesBack, passes, end } = await aVisit();
  await goesAway();
  await page.waitForFunction(() => document.querySelectorAll('.post.seen').length >= 2);
  const failed = page.waitForEvent('requestfailed', (one) => one.url().endsWith('/seen'));
  await passes(TELLS_SEEN_MS);
  await failed;
  const meanwhile = seenPlaces(world);

  await comesBack();
  await passes(TELLS_SEEN_AGAIN_MS);
  await expect.poll(() => seenPlaces(world), { timeout: 20_000 }).toContain(2);

  expect(meanwhile).toEqual([]);
  expect(seenPlaces(world).slice(0, 2)).toEqual([1, 2]);
  await end();
}, 60_000);

test('what was opened while Driftline was away is told when it is back, once each', async () => {
  const { page, world, goesAway, comesBack, passes, end } = await aVisit();
  const opened = () =>
    world.database.connection
      .prepare(`select position from exposures where kind = 'opened'`)
      .pluck()
      .all();
  await page.evaluate(() => {
    window.open = () => null;
  });
  await goesAway();
  const failed = page.waitForEvent('requestfailed', (one) =>
    String(one.postData()).includes('"opened"'),
  );
  await page.locator('#p2').focus();
  await page.keyboard.press('o');
  await failed;
  const meanwhile = opened();

  await comesBack();
  await passes(TELLS_SEEN_AGAIN_MS);
  await expect.poll(opened, { timeout: 20_000 }).toEqual([2]);
  await passes(TELLS_SEEN_AGAIN_MS);

  expect(meanwhile).toEqual([]);
  expect(opened()).toEqual([2]);
  await end();
}, 60_000);

test('why, thread and menu say that Driftline is away, leave the page, and open when it is back', async () => {
  const { page, goesAway, comesBack, end } = await aVisit();
  const before = [page.url(), await topOf(page, '#p2')];
  await goesAway();

  for (const link of ['a.why', 'a.thread', 'a.menu']) {
    await page.locator(`#p2 ${link}`).click();
    await page.waitForSelector('#p2 .complaint');
    expect(await page.locator('#p2 .act-lines').textContent()).toBe(AWAY);
    expect(await page.locator('#live').textContent()).toBe(AWAY);
    await page.locator('#p2 .complaint').evaluate((line) => line.remove());
  }
  expect([page.url(), await topOf(page, '#p2')]).toEqual(before);

  await page.locator('#p2 a.why').click();
  await page.waitForSelector('#p2 .complaint');
  await comesBack();
  await page.locator('#p2 a.why').click();
  await page.waitForSelector('#p2 .why-panel');
  expect(await page.locator('.complaint').count()).toBe(0);
  await end();
}, 60_000);

const KEPT = 'Driftline cannot be reached: this is done when it can, while the page is open.';

test('what is done while Driftline is away is shown, and done once it is back', async () => {
  const { page, world, goesAway, comesBack, passes, end } = await aVisit();
  await goesAway();

  await page.locator('#p1 .act.favourite').click();
  await page.locator('#p2 .act.bookmark').click();
  await page.waitForSelector('#p2 .complaint');
  const pressed = await page.locator('#p1 .act.favourite').getAttribute('aria-pressed');
  const said = await page.locator('.complaint').allTextContents();
  await comesBack();
  await passes(TELLS_ACTS_AGAIN_MS);
  await page.waitForSelector('#p2 .deed.last');

  expect(pressed).toBe('true');
  expect(said).toEqual([KEPT, KEPT]);
  expect(wishes(world)).toEqual(['favourite', 'bookmark']);
  expect(await page.locator('.complaint').count()).toBe(0);
  expect(await page.locator('#p1 .act.favourite').getAttribute('aria-pressed')).toBe('true');
  await end();
}, 60_000);

test('what is done while Driftline is away is taken back by a second tap, and never told', async () => {
  const { page, world, goesAway, comesBack, passes, end } = await aVisit();
  const star = page.locator('#p1 .act.favourite');
  const before = await star.evaluate((button) => button.outerHTML);
  await goesAway();

  await star.click();
  await page.waitForSelector('#p1 .complaint');
  await star.click();
  const after = await star.evaluate((button) => button.outerHTML);
  const complaints = await page.locator('.complaint').count();
  await page.locator('#p2 .act.bookmark').click();
  await page.waitForSelector('#p2 .complaint');
  await comesBack();
  await passes(TELLS_ACTS_AGAIN_MS);
  await page.waitForSelector('#p2 .deed.last');

  expect(after).toBe(before);
  expect(complaints).toBe(0);
  expect(wishes(world)).toEqual(['bookmark']);
  await end();
}, 60_000);

test('what is taken back while it is told again is taken back at Driftline', async () => {
  const { page, world, goesAway, comesBack, passes, end } = await aVisit();
  const boost = page.locator('#p1 .act.reblog');
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await goesAway();
  await boost.click();
  await page.waitForSelector('#p1 .complaint');
  await page.route('**/posts/*/act', (route) => held.then(() => route.continue()), { times: 1 });
  const asked = page.waitForRequest('**/posts/*/act');
  await comesBack();
  await passes(TELLS_ACTS_AGAIN_MS);
  await asked;

  await boost.click();
  const pressed = await boost.getAttribute('aria-pressed');
  goOn();
  await page.waitForSelector('#p1 .act.reblog:not(.waits)[value="reblog"]');

  expect(pressed).toBe('false');
  expect(waiting(world)).toEqual([]);
  expect(await page.locator('.complaint').count()).toBe(0);
  await end();
}, 60_000);

test('the next 40 come once, however often one taps, and say so where they cannot come', async () => {
  const { page, goesAway, comesBack, end } = await aVisit();
  await goesAway();
  await page.locator('a.next').click();
  await page.waitForSelector('.rest .complaint');
  const said = await page.locator('.rest .complaint').textContent();
  await comesBack();

  await page.locator('a.next').evaluate((link: HTMLElement) => {
    link.click();
    link.click();
  });
  await page.waitForSelector('#p80');
  await page.waitForLoadState('networkidle');

  expect(said).toBe(AWAY);
  expect(await page.locator('.post').count()).toBe(80);
  expect(await page.locator('.complaint').count()).toBe(0);
  await end();
}, 60_000);

test('what is said of a post stands below it, not in the thread that is open below', async () => {
  const { page, goesAway, end } = await aVisit(16);
  await page.locator('#p2 a.thread').click();
  await page.waitForSelector('#p2 .thread-panel');
  // As a post of its thread has lines and a menu of its own.
  await page.evaluate(() => {
    document.querySelector('#p2 .thread-panel')?.insertAdjacentHTML(
      'beforeend',
      `<article class="post" id="inner"><div class="tools"></div>
       <div class="act-lines"><p class="deed">its own</p></div></article>`,
    );
  });
  await page.locator('#p2 .acts a.menu').first().click();
  await page.waitForSelector('.post-menu');

  expect(await page.locator('#inner .post-menu').count()).toBe(0);
  await goesAway();
  await page.locator('#p2 .act.bookmark').first().click();
  await page.waitForSelector('.complaint');
  expect((await page.locator('#inner').textContent())?.trim()).toBe('its own');
  await end();
}, 60_000);
