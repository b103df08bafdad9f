import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { serveHttp } from '../../src/http/server.ts';
import { openDevices } from '../../src/store/devices.ts';
import { violationsOf } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Browsers take every name under .localhost for this machine: so it has names of its own. */
async function aServerWithAName() {
  let draws = 0;
  const world = aPageWorld(6, {
    access: { names: ['reader.localhost'], pair: 'elsewhere' },
    draw: async () => {
      draws += 1;
      return 1;
    },
  });
  const serving = await serveHttp(world.deps, { port: 0 });
  const { port } = new URL(serving.url);
  const devices = openDevices(world.database);
  const invite = (code: string) => devices.invite(code, world.deps.time.now());
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await serving.close();
  });
  const at = (name: string, path: string) => `http://${name}:${port}${path}`;
  const forget = () => world.database.connection.exec('delete from devices');
  return { context, at, invite, forget, draws: () => draws };
}

/** Somebody else's site, under a name and a port of its own. */
async function anotherSite(html: string) {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (name: string) => `http://${name}:${(server.address() as AddressInfo).port}/`;
}

test('a device is paired by opening a link and pressing a button, and acts from then on', async () => {
  const { context, at, invite, draws } = await aServerWithAName();
  const page = await context.newPage();
  invite('a-code');

  const before = await page.goto(at('reader.localhost', '/'));
  await page.goto(at('reader.localhost', '/pair?code=a-code'));
  await page.getByRole('button', { name: 'Pair it' }).click();
  const heading = page.getByRole('heading', { level: 1 });
  const read = await heading.textContent();
  await page.getByRole('button', { name: 'draw again' }).click();
  await page.waitForURL(/\/e\/1/);
  const again = await page.goto(at('reader.localhost', '/pair?code=a-code'));

  expect(before?.status()).toBe(401);
  expect(read).toContain('2 November');
  expect(draws()).toBe(1);
  expect(again?.status()).toBe(404);
});

test('a page that is open on a device that was turned away says that nothing was done', async () => {
  const { context, at, invite, forget } = await aServerWithAName();
  const page = await context.newPage();
  invite('a-code');
  await page.goto(at('reader.localhost', '/pair?code=a-code'));
  await page.getByRole('button', { name: 'Pair it' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/');
  await page.waitForLoadState(); // before its script runs, the menu is a page of its own
  await page.locator('#p1 .act.menu').click();
  await page.waitForSelector('#p1 .post-menu');

  forget();
  await page.locator('#p1 .post-menu [value="more"]').click();
  await page.waitForSelector('#p1 .deed.refused');

  expect(await page.locator('#p1 .deed').textContent()).toMatch(
    /^Nothing was done: This device is not paired/,
  );
  expect(await page.locator('#p1 .post-menu').count()).toBe(1);
});

test('a name that was made to point here shows nothing: DNS rebinding', async () => {
  const { context, at } = await aServerWithAName();
  const page = await context.newPage();

  const seen = await page.goto(at('evil.localhost', '/e/1'));
  const fetched = await page.evaluate(async () => (await fetch('/health')).status);

  expect(seen?.status()).toBe(403);
  expect(fetched).toBe(403);
});

test('a form of another site changes nothing, whatever cookies the browser has', async () => {
  const { context, at, invite, draws } = await aServerWithAName();
  const page = await context.newPage();
  invite('a-code');
  await page.goto(at('reader.localhost', '/pair?code=a-code'));
  await page.getByRole('button', { name: 'Pair it' }).click();

  for (const target of [at('reader.localhost', '/draw'), at('127.0.0.1', '/draw')]) {
    const site = await anotherSite(
      `<form method="post" action="${target}"><button>A kitten!</button></form>`,
    );
    for (const name of ['evil.localhost', '127.0.0.1']) {
      await page.goto(site(name));
      const answered = page.waitForResponse(target);
      await page.getByRole('button').click();
      expect((await answered).status(), `${name} to ${target}`).toBe(403);
    }
  }
  expect(draws()).toBe(0);
});

test('another site may link here, but reads, embeds and frames nothing', async () => {
  const { context, at, invite } = await aServerWithAName();
  const page = await context.newPage();
  invite('a-code');
  await page.goto(at('reader.localhost', '/pair?code=a-code'));
  await page.getByRole('button', { name: 'Pair it' }).click();
  const target = at('reader.localhost', '/e/1');
  const site = await anotherSite(`<a href="${target}">read</a><iframe src="${target}"></iframe>`);
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url() === target) statuses.push(response.status());
  });

  await page.goto(site('evil.localhost'));
  const read = await page.evaluate(async (address) => {
    const get = (mode: RequestMode) =>
      fetch(address, { mode, credentials: 'include' }).then(
        async (answer) => (await answer.text()).length,
        () => 0,
      );
    return [await get('cors'), await get('no-cors')];
  }, target);
  const framed = await page.frames()[1]?.evaluate(() => document.body.textContent);
  await page.getByText('read').click();
  await page.getByRole('heading', { level: 1 }).waitFor();

  expect(read).toEqual([0, 0]);
  expect(framed ?? '').not.toContain('2 November');
  expect(page.url()).toBe(target);
  expect(statuses.at(-1)).toBe(200);
});

test.each([360, 1440])('axe finds nothing on them at %i px, in either theme', async (width) => {
  const { at, invite } = await aServerWithAName();
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  invite('a-code');
  const found: unknown[] = [];
  const wide: string[] = [];
  const look = async (place: string) => {
    found.push(...(await violationsOf(page, 'html')));
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    if (widest > width) wide.push(`${place}: ${widest} px`);
  };

  for (const path of ['/devices', '/subscribe', '/pair?code=a-code', '/pair?code=void']) {
    await page.goto(at('127.0.0.1', path));
    await look(path);
  }
  await page.goto(at('127.0.0.1', '/devices'));
  for (const button of ['Make an address for a feed reader', 'Pair another device']) {
    await page.getByRole('button', { name: button }).click();
    await page.locator('.made').waitFor();
    await page.waitForLoadState('load');
    await look(button);
  }
  await page.close();

  expect(found).toEqual([]);
  expect(wide).toEqual([]);
});
