import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { serveHttp } from '../../src/http/server.ts';
import { openBrowser } from '../support/browser.ts';
import { aHostileWorld, hasCorpus } from '../support/hostile_texts.ts';
import { writtenEdition } from '../support/written_edition.ts';

const LONG = { timeout: 300_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A page on which no policy holds back what got out, and what then happened. */
async function aBarePage(isOurs: (url: string) => boolean) {
  const context = await browser.newContext({ bypassCSP: true });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const offences: string[] = [];
  page.on('dialog', (dialog) => {
    offences.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('popup', () => offences.push('popup'));
  page.on('request', (request) => {
    if (!isOurs(request.url())) offences.push(request.url());
  });
  return { page, offences };
}

/** A feed reader of the careless kind: it shows what it gets, with no policy of its own. */
async function readCarelessly(page: Page, address: string) {
  return page.evaluate(async (from) => {
    const xml = await (await fetch(from)).text();
    const feed = new DOMParser().parseFromString(xml, 'application/xml');
    const names = new Set([...feed.querySelectorAll('*')].map(({ nodeName }) => nodeName));
    const entries = [...feed.querySelectorAll('entry')];
    const place = document.createElement('div');
    document.body.replaceChildren(place);
    for (const entry of entries) {
      const shown = document.createElement('div');
      shown.innerHTML = entry.querySelector('content')?.textContent ?? '';
      place.append(shown);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { names: [...names], entries: entries.length };
  }, address);
}

const ATOM = [
  ...['feed', 'id', 'title', 'updated', 'link', 'generator'],
  ...['entry', 'published', 'author', 'name', 'uri', 'content'],
];

test.skipIf(!hasCorpus)('in a subscription nothing gets out, runs or asks', LONG, async () => {
  const { world, editions, posts } = aHostileWorld();
  const serving = await serveHttp(world.deps, { port: 0 });
  onTestFinished(serving.close);
  const ours = `${serving.url}subscriptions/`;
  const { page, offences } = await aBarePage((url) => url.startsWith(ours));
  // Any page of ours will do to read from: this one shows nothing.
  await page.goto(`${ours}e${editions[0]}.json`);
  let entries = 0;

  for (const edition of editions) {
    const read = await readCarelessly(page, `/subscriptions/e${edition}.atom`);
    expect(read.names.filter((name) => !ATOM.includes(name))).toEqual([]);
    entries += read.entries;
  }

  expect(entries).toBe(posts);
  expect(offences).toEqual([]);
});

const BESIDE = 'main > :not(article.post), body > :not(header, main, footer)';
const ACTIVE = 'script, iframe, object, embed, form, img, svg, base, [onclick], [onerror]';

test.skipIf(!hasCorpus)('nor in an edition that is one file', LONG, async () => {
  const { world, editions, posts } = aHostileWorld();
  const folder = mkdtempSync(join(tmpdir(), 'driftline-hostile-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { page, offences } = await aBarePage((url) => url.startsWith('file:'));
  let articles = 0;

  for (const edition of editions) {
    const file = join(folder, `${edition}.html`);
    writeFileSync(file, writtenEdition(world, edition).html);
    await page.goto(pathToFileURL(file).href);
    const shape = await page.evaluate(
      ([beside, active]) => ({
        articles: document.querySelectorAll('body > main > article.post').length,
        beside: document.querySelectorAll(beside).length,
        active: document.querySelectorAll(active).length,
      }),
      [BESIDE, ACTIVE] as const,
    );
    expect(shape).toMatchObject({ beside: 0, active: 0 });
    articles += shape.articles;
  }

  expect(articles).toBe(posts);
  expect(offences).toEqual([]);
});
