import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server } from 'node:net';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOutbox } from '../../src/store/outbox.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const AWAY = 'Driftline cannot be reached: try again in a moment.';
const KEPT = 'Driftline cannot be reached: this is done when it can, while the page is open.';
const NOBODY_BEHIND = { status: 502, body: '' };
const PORTAL = { status: 200, contentType: 'text/html', body: '<h1>Log in to the train</h1>' };
const BROKEN = { status: 200, contentType: 'application/json', body: '{"words":"Fav' };
/** Acts are told again every five seconds, and the machine may have other work. */
const PATIENT = { timeout: 30_000 };

async function aVisit(size = 16) {
  const kinds = new Set(['favourite', 'bookmark'] as const);
  const world = aPageWorld(size, { acting: { may: () => kinds, tried: async () => {} } });
  const visited = await visit(browser, 'e/1', {}, world);
  const wished = () =>
    openOutbox(world.database)
      .list(0)
      .map(({ kind }) => kind)
      .toSorted();
  return { ...visited, wished };
}

/** Answers the first requests in turn with these, and lets the others through. */
async function answerFirst(page: Page, address: string | RegExp, answers: readonly object[]) {
  const left = [...answers];
  const answer = async (route: Route) => {
    const next = left.shift();
    await (next === undefined ? route.continue() : route.fulfill(next));
  };
  await page.route(address, answer);
}

test('an act whose answer broke off is told again, and so is what was pressed after it', async () => {
  const { page, wished, offences, end } = await aVisit();
  await answerFirst(page, '**/posts/*/act', [BROKEN, BROKEN]);

  await page.locator('#p1 .act.favourite').click();
  await page.waitForSelector('#p1 .complaint');
  const said = await page.locator('#p1 .complaint').textContent();
  await page.locator('#p2 .act.bookmark').click();

  await expect.poll(wished, PATIENT).toEqual(['bookmark', 'favourite']);
  await expect.poll(() => page.locator('.complaint').count(), PATIENT).toBe(0);
  expect(said).toBe(KEPT);
  expect(offences).toEqual([]);
  await end();
});

test('a proxy or portal that answers for Driftline refuses no act', async () => {
  const { page, wished, end } = await aVisit();
  await answerFirst(page, '**/posts/*/act', [NOBODY_BEHIND, PORTAL]);
  const star = page.locator('#p1 .act.favourite');

  await star.click();
  await page.waitForSelector('#p1 .complaint');
  const pressed = await star.getAttribute('aria-pressed');
  const said = await page.locator('#p1 .complaint').textContent();

  await expect.poll(wished, PATIENT).toEqual(['favourite']);
  expect([pressed, said]).toEqual(['true', KEPT]);
  await end();
});

test('nor does its page take the place of the one that is read, or come into it', async () => {
  const { page, end } = await aVisit(50);
  const before = page.url();

  for (const answer of [NOBODY_BEHIND, PORTAL])
    for (const link of ['a.why', 'a.thread', 'a.menu']) {
      await page.route(/fragment=1/, (route) => route.fulfill(answer), { times: 1 });
      await page.locator(`#p2 ${link}`).click();
      await page.waitForSelector('#p2 .complaint');
      expect(await page.locator('#p2 .complaint').textContent()).toBe(AWAY);
      await page.locator('#p2 .complaint').evaluate((line) => line.remove());
    }
  for (const answer of [NOBODY_BEHIND, PORTAL]) {
    await page.route(/fragment=1/, (route) => route.fulfill(answer), { times: 1 });
    await page.locator('a.next').click();
    await expect.poll(() => page.locator('.rest .complaint').textContent()).toBe(AWAY);
    await page.locator('.rest .complaint').evaluate((line) => line.remove());
  }
  expect(await page.locator('body').textContent()).not.toContain('Log in to the train');
  expect(page.url()).toBe(before);
  await page.locator('a.next').click();
  await expect.poll(() => page.locator('#posts > .post').count(), PATIENT).toBe(50);
  await end();
});

/** A line to a port that breaks off in the middle of the first answer to what asks so. */
async function aBreakingLine(port: number, asks: RegExp) {
  const ROOM_BYTES = 3_000;
  let hasBroken = false;
  const server: Server = createServer((client) => {
    const there = connect(port, '127.0.0.1');
    let left = Number.POSITIVE_INFINITY;
    client.on('data', (bytes) => {
      if (!hasBroken && asks.test(bytes.toString('latin1'))) {
        hasBroken = true;
        left = ROOM_BYTES;
      }
      there.write(bytes);
    });
    there.on('data', (bytes) => {
      client.write(bytes.subarray(0, left));
      left -= bytes.length;
      if (left <= 0) client.end(() => client.destroy());
    });
    for (const [one, other] of [
      [client, there],
      [there, client],
    ] as const) {
      one.on('close', () => other.destroy());
      one.on('error', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

test('the next 40 can be asked for again where their answer broke off', async () => {
  const { page, serving, end } = await aVisit(50);
  const line = await aBreakingLine(Number(new URL(serving.url).port), /^GET \S*fragment=1/);
  await page.goto(`http://127.0.0.1:${line.port}/e/1`);

  await page.locator('a.next').click();
  await page.waitForSelector('.rest .complaint');
  const said = await page.locator('.rest .complaint').textContent();
  await page.locator('a.next').click();
  await expect.poll(() => page.locator('#posts > .post').count(), PATIENT).toBe(50);

  expect(said).toBe(AWAY);
  await end();
  line.close();
});
