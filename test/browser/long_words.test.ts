import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openBrowser } from '../support/browser.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';

/** Nothing in it to break it at. */
const WORD = `L${'o'.repeat(230)}ng`;
const POLL = {
  options: [{ title: WORD, votes_count: 5 }],
  votes_count: 5,
  voters_count: 5,
  expired: false,
};
const CARD = {
  url: `https://${'l'.repeat(60)}.example/`,
  title: WORD,
  description: WORD,
  provider_name: WORD,
  type: 'link',
};
const quotedOf = (more: object) => ({
  state: 'accepted',
  quoted_status: {
    ...statusJson({ id: '900', by: 'lea', atMs: hours(1) }),
    account: account('lea', { display_name: WORD }),
    ...more,
  },
});

/** Posts with such a word wherever a post can have one. */
function aWorldOfLongWords() {
  const world = aPageWorld(1);
  const tags = [{ name: WORD.toLowerCase(), url: 'https://example.social/tags/x' }];
  const kinds = [
    { content: `<p>${WORD}</p>`, poll: POLL },
    { card: CARD, tags },
    { spoiler_text: WORD },
    { quote: quotedOf({ poll: POLL }) },
    { quote: quotedOf({ spoiler_text: WORD }) },
    { edited_at: isoOf(hours(3)) },
  ];
  const uris = kinds.map((more, at) => {
    const words = { id: String(2000 + at), by: `long${at}`, atMs: hours(2), more };
    const moved = account('someone@another.example');
    const named = account(words.by, { display_name: WORD, moved });
    world.receive(parseHomeEntry({ ...statusJson(words), account: named }), words.atMs);
    return statusJson(words).uri;
  });
  const edition = openEditions(world.database).save(editionOf(uris), MORNING);
  return { world, edition, count: uris.length };
}

test('a word that is longer than a phone is wide is broken, wherever it stands', async () => {
  const browser = await openBrowser();
  const { world, edition, count } = aWorldOfLongWords();
  const phone = { viewport: { width: 360, height: 740 } };
  const { page, serving, end } = await visit(browser, `e/${edition}`, phone, world);
  const found: unknown[] = [];
  const measure = async (where: string) => {
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
    });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 360) found.push({ where, width });
  };

  for (let at = 1; at <= count; at += 1) {
    await page.goto(`${serving.url}e/${edition}/${at}`);
    await measure(`post ${at}`);
    await page.locator('.act.menu').first().click();
    await page.locator('.post-menu [value="more"]').click();
    await page.waitForSelector('.deed.last');
    await measure(`acts on post ${at}`);
  }

  expect(found).toEqual([]);
  await end();
  await browser.close();
}, 60_000);

test('a feed whose name takes two lines beside the page stands there as one', async () => {
  const browser = await openBrowser();
  const { page, end } = await visit(browser, 'feeds', { viewport: { width: 1280, height: 800 } });

  const [apart, oneBelowAnother] = await page.evaluate(() => {
    const [first, second] = [...document.querySelectorAll('.lanes a')] as HTMLElement[];
    const [top, next] = [first, second].map((link) => link?.getBoundingClientRect().top ?? 0);
    const lineHeight = getComputedStyle(first as HTMLElement).lineHeight;
    return [(next ?? 0) - (top ?? 0), Number.parseFloat(lineHeight)] as const;
  });

  expect(oneBelowAnother).toBeLessThan(0.7 * apart);
  await end();
  await browser.close();
}, 60_000);
