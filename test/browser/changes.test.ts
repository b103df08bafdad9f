import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, isoOf } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { hours, post } from '../support/entries.ts';
import { aPageWorld, editionOf, type PageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

/** So long after it last did, at the latest, a page asks what became of what waits. */
const ASKS_AGAIN_MAX_MS = 30_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Before the server was asked why. */
function leaves(world: PageWorld, place: number) {
  const uri = world.uris[place - 1];
  const nowMs = world.deps.time.now();
  world.database.connection
    .prepare('update statuses set deleted_at_ms = ? where uri = ?')
    .run(nowMs, uri);
}

/** Ada wrote the first post of every page world. */
function rewrites(world: PageWorld, words: string) {
  const nowMs = world.deps.time.now();
  const more = { content: words, edited_at: isoOf(nowMs) };
  world.receive(post({ id: '1000', by: 'ada', atMs: hours(23), more }), nowMs);
}

/** What the script does when the reader comes back to the window, and each three minutes. */
const looks = (page: Page) =>
  page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

const twoFrames = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

const topOf = (page: Page, id: string) =>
  page.evaluate((name) => document.getElementById(name)?.getBoundingClientRect().top, id);

const aboveAll = (page: Page, id: string) =>
  page.evaluate((name) => document.getElementById(name)?.scrollIntoView(), id);

test('what leaves the home while it is read is gone in its place, and nothing moves', async () => {
  const { page, world, offences, end } = await visit(browser, 'e/1');
  const before = [await topOf(page, 'p2'), await topOf(page, 'p3')];

  leaves(world, 2);
  await looks(page);
  await page.waitForSelector('#p2.gone');

  expect(await page.locator('#p2').textContent()).toBe('Bob · left your home a moment ago');
  expect([await topOf(page, 'p2'), await topOf(page, 'p3')]).toEqual(before);
  expect(offences).toEqual([]);
  await end();
});

test('what is edited above the reader is new there, and what they read stands still', async () => {
  const { page, world, offences, end } = await visit(browser, 'e/1');
  await page.locator('#p1 a.why').click();
  await page.waitForSelector('#p1 .why-panel');
  await aboveAll(page, 'p6');
  const before = await topOf(page, 'p6');

  rewrites(world, `<p>${'rewritten at length '.repeat(60)}</p>`);
  await looks(page);
  await page.waitForSelector('#p1:has-text("rewritten")');
  await page.evaluate(twoFrames);

  expect(await topOf(page, 'p6')).toBeCloseTo(before as number, 0);
  expect(await page.locator('#p1 .when').textContent()).toContain('edited');
  expect(await page.locator('#p1 .why-panel').count()).toBe(1);
  expect(offences).toEqual([]);
  await end();
});

test('what would grow under the reader’s eyes waits until it is out of sight', async () => {
  const { page, world, end } = await visit(browser, 'e/1');
  const before = await page.locator('#p1 .content').textContent();
  rewrites(world, `<p>${'rewritten at length '.repeat(60)}</p>`);

  const answered = page.waitForResponse((response) => response.url().includes('/since/1'));
  await looks(page);
  await (await answered).finished();
  const whileRead = await page.locator('#p1 .content').textContent();
  await aboveAll(page, 'p9');
  await looks(page);
  await page.waitForSelector('#p1:has-text("rewritten")');

  expect(whileRead).toBe(before);
  await end();
});

test('what was done in another window stands on the post, without a reload', async () => {
  const kinds = new Set(['favourite', 'reblog', 'bookmark'] as const);
  const world = aPageWorld(16, { acting: { may: () => kinds, tried: async () => {} } });
  const { page, serving, end } = await visit(browser, 'e/1', {}, world);
  const other = await page.context().newPage();
  await other.goto(`${serving.url}e/1`);

  await other.locator('#p3 .act.bookmark').click();
  await expect.poll(() => openOutbox(world.database).list(0)).toHaveLength(1);
  await looks(page);
  await page.waitForSelector('#p3 .act.bookmark[aria-pressed="true"]');

  await page.locator('#p3 .act.bookmark').click();
  await page.waitForSelector('#p3 .act.bookmark[aria-pressed="false"]');
  await end();
});

test('what was done in another window, and what waited for the server, moves nothing', async () => {
  const kinds = new Set(['favourite'] as const);
  const world = aPageWorld(16, { acting: { may: () => kinds, tried: async () => {} } });
  const outbox = openOutbox(world.database);
  const { page, serving, end } = await visit(browser, 'e/1', {}, world);
  const other = await page.context().newPage();
  await other.goto(`${serving.url}e/1`);
  await page.clock.install();
  await aboveAll(page, 'p3');
  const before = await topOf(page, 'p4');

  await other.locator('#p3 .act.favourite').click();
  await expect.poll(() => outbox.list(0)).toHaveLength(1);
  await looks(page);
  await page.waitForSelector('#p3 .act.favourite[aria-pressed="true"]');
  const elsewhere = await topOf(page, 'p4');
  await page.locator('#p5 .act.favourite').click();
  await page.waitForSelector('#p5 .deed .waiting');
  await page.locator('#p6 .act.favourite').click();
  await page.waitForSelector('#p6 .deed .waiting');
  await aboveAll(page, 'p5');
  const waiting = await topOf(page, 'p6');
  const nowMs = world.deps.time.now();
  const { loginKey } = world.login;
  for (const wish of outbox.due(loginKey, nowMs))
    outbox.done(wish, { loginKey, statusId: wish.status_id, uri: wish.uri }, nowMs);
  await page.clock.fastForward(ASKS_AGAIN_MAX_MS);
  await page.waitForSelector('#p5 .act.favourite:not(.waits)');

  expect(elsewhere).toBe(before);
  expect(await page.locator('#p5 .waiting').count()).toBe(0);
  expect(await topOf(page, 'p6')).toBe(waiting);
  await end();
});

test('a newer edition is told at the lower edge, and waits', async () => {
  const { page, world, offences, end } = await visit(browser, 'e/1');
  const before = await topOf(page, 'p1');
  const { uris, database, deps } = world;
  const next = { ...editionOf(uris.slice(0, 20)), drawnAtMs: deps.time.now() };

  openEditions(database).save(next, MORNING);
  await looks(page);
  await page.waitForSelector('#newer');
  await looks(page);
  const violations = await violationsOf(page, 'body');
  await page.emulateMedia({ media: 'print' });
  const isOnPaper = await page.locator('#newer').isVisible();
  await page.emulateMedia({ media: 'screen' });

  expect(await topOf(page, 'p1')).toBe(before);
  expect([violations, isOnPaper]).toEqual([[], false]);
  await page.getByRole('button', { name: 'later' }).click();
  const answered = page.waitForResponse(/\/since\//);
  await looks(page);
  await (await answered).finished();
  expect(await page.locator('#newer').isVisible()).toBe(false);
  expect(await page.locator('#newer a').getAttribute('href')).toBe('/e/2');
  openEditions(database).save(next, MORNING);
  await looks(page);
  await page.waitForSelector('#newer a[href="/e/3"]');
  expect(await page.locator('#newer').isVisible()).toBe(true);
  expect(offences).toEqual([]);
  await end();
});

test('a page whose machine slept for three days says how old its posts are now', async () => {
  const { page, world, offences, end } = await visit(browser, 'e/1');
  await page.clock.install({ time: world.deps.time.now() });
  await page.reload();
  const age = () => page.locator('#p1 .when time').textContent();
  const before = await age();

  await page.clock.fastForward(3 * DAY_MS);
  await looks(page);

  expect([before, await age()]).toEqual(['2 hours ago', '3 days ago']);
  expect(offences).toEqual([]);
  await end();
});

test('posts on a phone whose clock is a day off are as old as they are', async () => {
  const { page, world, offences, end } = await visit(browser, 'e/1');
  await page.clock.install({ time: world.deps.time.now() + DAY_MS });
  await page.reload();
  const age = () => page.locator('#p1 .when time').textContent();
  const before = await age();

  await looks(page);
  const looked = await age();
  await page.clock.fastForward(HOUR_MS);

  expect([before, looked, await age()]).toEqual(['2 hours ago', '2 hours ago', '3 hours ago']);
  expect(offences).toEqual([]);
  await end();
});

test('a page that grew by a thousand posts is still told what changes at its end', async () => {
  const { page, world, offences, end } = await visit(browser, 'e/1');
  await page.evaluate(() => {
    const first = document.querySelector('#p1') as HTMLElement;
    for (let at = 1_001; at <= 2_000; at += 1) {
      const post = first.cloneNode(true) as HTMLElement;
      Object.assign(post, { id: `p${at}` }).dataset.position = String(at);
      first.before(post);
    }
  });
  const since = page.waitForResponse(/\/since\//);

  world.database.connection
    .prepare('update statuses set deleted_at_ms = 1 where uri = ?')
    .run(world.uris[39]);
  await looks(page);
  const answer = await since;
  const { changed } = answer.ok() ? await answer.json() : { changed: undefined };

  expect(answer.status()).toBe(200);
  expect(changed.map(({ position }: { position: number }) => position)).toContain(40);
  expect(offences).toEqual([]);
  await end();
});
