import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { serveHttp } from '../../src/http/server.ts';
import { openBrowser } from '../support/browser.ts';
import { aPageWorld } from '../support/page_world.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Our page, and a site of somebody else's on another port, which says what `html` makes of it. */
async function beside(html: (ours: string) => string) {
  const asked: string[] = [];
  const askThread = async (_: string, id: string) => {
    asked.push(id);
    return undefined;
  };
  const world = aPageWorld(6, { askThread });
  const serving = await serveHttp(world.deps, { port: 0 });
  const site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(html(serving.url));
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await serving.close();
    site.closeAllConnections();
    site.close();
  });
  const { port } = site.address() as AddressInfo;
  const had = () =>
    world.database.connection
      .prepare("select kind from exposures where kind <> 'offered'")
      .pluck()
      .all();
  const at = (name: string) => `http://${name}:${port}/`;
  return { context, ours: serving.url, had, asked, at };
}

const FRAMES = (ours: string) =>
  ['iframe src', 'embed src', 'object data', 'img src', 'link rel="prefetch" href']
    .flatMap((tag) => ['e/1/1', 'e/1/2/why', 'e/1'].map((path) => `<${tag}="${ours}${path}">`))
    .join('');

test.each(['127.0.0.1', 'evil.localhost'])(
  'what a site at %s embeds, shown or not, was not read by that',
  async (name) => {
    const { context, at, had } = await beside(FRAMES);
    const page = await context.newPage();

    await page.goto(at(name), { waitUntil: 'networkidle' });

    expect(had()).toEqual([]);
  },
);

test('nor is what it opens by itself; what somebody clicks there is', async () => {
  const { context, ours, at, had } = await beside(
    (url) => `<a href="${url}e/1/2">a post</a><script>
      if (location.hash === '#by-itself') location = '${url}e/1/1';
    </script>`,
  );
  const page = await context.newPage();
  await page.goto(`${at('evil.localhost')}#by-itself`, { waitUntil: 'commit' });
  await page.waitForURL(`${ours}e/1/1`, { waitUntil: 'load' });
  const byItself = had();
  await page.goto(at('evil.localhost'));
  await page.getByText('a post').click();
  await page.waitForURL(`${ours}e/1/2`, { waitUntil: 'load' });

  expect(byItself).toEqual([]);
  expect(had()).toContain('opened');
});

test('no site has threads fetched ahead, for which the home server would be asked', async () => {
  const { context, ours, asked, at } = await beside((url) => {
    const urls = [1, 2, 3, 4, 5].map((place) => `${url}e/1/${place}`);
    const rules = { prefetch: [{ source: 'list', urls, eagerness: 'immediate' }] };
    return `<script type="speculationrules">${JSON.stringify(rules)}</script>`;
  });
  const page = await context.newPage();
  const answers = Promise.all(
    [1, 2, 3, 4, 5].map((place) => page.waitForResponse(`${ours}e/1/${place}`)),
  );
  await page.goto(at('evil.localhost'));

  const statuses = (await answers).map((answer) => answer.status());

  expect(statuses).toEqual([403, 403, 403, 403, 403]);
  expect(asked).toEqual([]);
});

test('nor does a site that opens the page keep a hold on it', async () => {
  const { context, ours, at } = await beside(
    (url) => `<button onclick="held = window.open('${url}editions')">open</button>`,
  );
  const page = await context.newPage();
  await page.goto(at('evil.localhost'));

  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    page.getByText('open').click(),
  ]);
  await opened.waitForURL(`${ours}editions`, { waitUntil: 'load' });
  await opened.getByText('Earlier editions').first().click();
  const sees = () => page.evaluate(() => (window as unknown as { held: Window }).held.closed);

  await expect.poll(sees).toBe(true);
  expect(await opened.evaluate(() => window.opener)).toBe(null);
  await opened.getByText('Search').click();
  await opened.waitForURL(`${ours}search`);
  expect(await opened.evaluate(() => window.opener)).toBe(null);
});
