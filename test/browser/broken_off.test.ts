import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOutbox } from '../../src/store/outbox.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { openPoorWay } from '../support/poor_way.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const AWAY = 'Driftline cannot be reached: try again in a moment.';

async function aPoorVisit(path = 'e/1') {
  const kinds = new Set(['favourite', 'reblog', 'bookmark'] as const);
  const world = aPageWorld(90, { acting: { may: () => kinds, tried: async () => {} } });
  const way = await openPoorWay();
  const visited = await visit(browser, path, way.options, world);
  const thrown: string[] = [];
  visited.page.on('pageerror', (error) => thrown.push(String(error)));
  const waiting = () =>
    openOutbox(world.database)
      .list(0)
      .map(({ kind }) => kind);
  const end = async () => {
    await visited.end();
    await way.end();
  };
  return { ...visited, ...way, thrown, waiting, end };
}

const busy = (page: Page) => page.locator('[aria-busy="true"]').count();

test('the next 40 whose answer breaks off say so, and come at the next tap', async () => {
  const { page, breakOff, mend, thrown, end } = await aPoorVisit();
  breakOff('fragment=1');

  await page.locator('a.next').click();
  await page.waitForSelector('.rest .complaint', { timeout: 5_000 });
  const said = await page.locator('.rest .complaint').textContent();
  const meanwhile = await busy(page);
  mend();
  await page.locator('a.next').click();
  await page.waitForSelector('#p80');

  expect(said).toBe(AWAY);
  expect(meanwhile).toBe(0);
  expect(await page.locator('.complaint').count()).toBe(0);
  expect(thrown).toEqual([]);
  await end();
}, 60_000);

test('next 40, why and menu that stand still for a minute can be asked for again', async () => {
  const { page, stall, mend, thrown, end } = await aPoorVisit();
  await page.clock.install();
  stall('fragment=1');

  for (const [link, line] of [
    ['a.next', '.rest .complaint'],
    ['#p2 a.why', '#p2 .complaint'],
    ['#p3 a.menu', '#p3 .complaint'],
  ] as const) {
    const asked = page.waitForResponse(/fragment=1/);
    await page.locator(link).click();
    await asked;
    await page.clock.runFor(61_000);
    await page.waitForSelector(line, { timeout: 5_000 });
    expect(await page.locator(line).textContent()).toBe(AWAY);
  }
  mend();
  await page.locator('#p2 a.why').click();
  await page.waitForSelector('#p2 .why-panel');

  expect(thrown).toEqual([]);
  await end();
}, 60_000);

test('why, thread and menu whose answers break off say so, and open at the next tap', async () => {
  const { page, breakOff, mend, thrown, end } = await aPoorVisit();
  for (const [link, panel] of [
    ['a.why', '.why-panel'],
    ['a.thread', '.thread-panel'],
    ['a.menu', '.post-menu'],
  ] as const) {
    breakOff('fragment=1');
    await page.locator(`#p2 ${link}`).first().click();
    await page.waitForSelector('#p2 .complaint', { timeout: 5_000 });
    expect(await page.locator('#live').textContent()).toBe(AWAY);
    mend();
    await page.locator(`#p2 ${link}`).first().click();
    await page.waitForSelector(`#p2 ${panel}`);
    expect(await page.locator('#p2 .complaint').count()).toBe(0);
  }
  expect(await busy(page)).toBe(0);
  expect(thrown).toEqual([]);
  await end();
}, 60_000);

test('an act whose answer breaks off is told again, and those after it are', async () => {
  const { page, breakOff, mend, waiting, thrown, end } = await aPoorVisit();
  breakOff('/act');

  await page.locator('#p1 .act.favourite').click();
  await page.waitForSelector('#p1 .complaint', { timeout: 5_000 });
  await page.locator('#p1 .act.bookmark').click();
  mend();
  await page.waitForSelector('#p1 .deed.last');

  expect(waiting().toSorted()).toEqual(['bookmark', 'favourite']);
  expect(await page.locator('#p1 .act.favourite').getAttribute('aria-pressed')).toBe('true');
  expect(await page.locator('.complaint').count()).toBe(0);
  expect(thrown).toEqual([]);
  await end();
}, 60_000);

test('an act whose answer broke off and that is taken back is taken back at Driftline', async () => {
  const { page, breakOff, mend, waiting, thrown, end } = await aPoorVisit();
  const boost = page.locator('#p1 .act.reblog');
  const before = await boost.evaluate((button) => button.outerHTML);
  breakOff('/act');

  await boost.click();
  await page.waitForSelector('#p1 .complaint', { timeout: 5_000 });
  const done = waiting();
  await boost.click();
  const after = await boost.evaluate((button) => button.outerHTML);
  await boost.click();
  await boost.click();
  mend();
  await expect.poll(waiting, { timeout: 15_000 }).toEqual([]);

  expect(done).toEqual(['reblog']);
  expect(after).toBe(before);
  expect(await boost.getAttribute('aria-pressed')).toBe('false');
  expect(await page.locator('.complaint').count()).toBe(0);
  expect(thrown).toEqual([]);
  await end();
}, 60_000);
