import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveHttp } from '../../src/http/server.ts';
import { openBrowser } from '../support/browser.ts';
import { aHostileWorld, hasCorpus, payloads } from '../support/hostile_texts.ts';
import type { PageWorld } from '../support/page_world.ts';

const LONG = { timeout: 600_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Each post is covered by a filter of the owner's whose title is a hostile text as well. */
function filterAll({ database, login }: PageWorld): void {
  const { connection } = database;
  const keys = connection.prepare('select status_key from statuses order by status_key').pluck();
  const titles = payloads();
  const filter = connection.prepare('insert into filters values (?, ?, json_object(?, ?))');
  const match = connection.prepare("insert into filter_matches values (?, ?, ?, 'warn', null)");
  database.transaction(() => {
    for (const [at, key] of keys.all().entries()) {
      filter.run(login.loginKey, `f${at}`, 'title', titles[at % titles.length]);
      match.run(key, login.loginKey, `f${at}`);
    }
  });
}

/** What stands where nothing of a post may stand, and what could do something. */
function shapeOf(page: Page) {
  return page.evaluate(async () => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const OURS = '.acts, .mark-above, .edition-head form, .mast form, .end form';
    const outer = [...document.querySelectorAll('#posts > :not(article.post, section)')];
    const body = [...document.querySelectorAll('body > :not(.skip, header, .page, svg, #live)')];
    const active = [
      ...document.querySelectorAll('.post :is(script, iframe, object, embed, base, style, link)'),
      ...[...document.querySelectorAll('form')].filter((form) => !form.matches(OURS)),
      ...[...document.querySelectorAll('svg')].filter(
        (svg) => !svg.matches('.sign, .signs, .lock, .mast svg, .media .single > .room:empty'),
      ),
    ];
    const all = [...document.querySelectorAll('*')];
    const handlers = all.filter((one) => one.getAttributeNames().some((name) => /^on/.test(name)));
    const SCHEMES = ['http:', 'https:', 'mailto:', 'xmpp:', 'gemini:', ':'];
    const inPosts = [...document.querySelectorAll<HTMLAnchorElement>('.content a, .card')];
    const links = inPosts.filter(
      ({ protocol, host }) => !SCHEMES.includes(protocol) || host === location.host,
    );
    return {
      articles: document.querySelectorAll('#posts > article.post').length,
      odd: [...outer, ...body, ...active, ...handlers, ...links].map((one) =>
        one.outerHTML.slice(0, 200),
      ),
    };
  });
}

test.skipIf(!hasCorpus)('on the page nothing gets out, runs or asks', LONG, async () => {
  const { world, editions, posts } = aHostileWorld();
  filterAll(world);
  const serving = await serveHttp(world.deps, { port: 0 });
  // No policy holds back what got out.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const offences: string[] = [];
  page.on('dialog', (dialog) => {
    offences.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => offences.push('popup'));
  page.on('pageerror', (error) => offences.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(serving.url)) offences.push(request.url());
  });
  const odd: string[] = [];
  let articles = 0;

  for (const edition of editions) {
    await page.goto(`${serving.url}e/${edition}`);
    for (let next: string | null = null; ; ) {
      const shape = await shapeOf(page);
      odd.push(...shape.odd);
      articles += shape.articles;
      const link = page.locator('a[rel="next"]');
      next = (await link.count()) === 0 ? null : await link.getAttribute('href');
      if (next === null) break;
      await page.goto(new URL(next, serving.url).href);
    }
  }
  await context.close();
  await serving.close();

  expect(odd).toEqual([]);
  expect(offences).toEqual([]);
  expect(articles).toBe(posts);
});
