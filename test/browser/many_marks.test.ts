import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openBrowser } from '../support/browser.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { visit } from '../support/visit.ts';
import { writtenEdition } from '../support/written_edition.ts';

/** Letters under a hundred and twenty marks each, which stand above, below or beside them. */
const marked = (marks: readonly number[]) =>
  `o${Array.from({ length: 120 }, (_, nth) => String.fromCodePoint(marks[nth % marks.length] as number)).join('')}`;
const from = (first: number) => Array.from({ length: 32 }, (_, nth) => first + nth);
const WORD = [from(0x300), from(0x316), from(0x483), [0x30a], [0x323]].map(marked).join(' ');

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Such words wherever a post can have them, each such post between two that have none. */
function aWorldOfMarks() {
  const world = aPageWorld(1);
  const quoted = {
    ...statusJson({ id: '900', by: 'lea', atMs: hours(1) }),
    account: account('lea', { display_name: WORD }),
    content: `<p>${WORD}</p>`,
  };
  const options = [{ title: WORD, votes_count: 5 }];
  const kinds = [
    {},
    { content: `<p>${WORD}</p>` },
    { content: '<p>plain</p>' },
    { spoiler_text: WORD, poll: { options, votes_count: 5, voters_count: 5, expired: false } },
    {},
    {
      quote: { state: 'accepted', quoted_status: quoted },
      tags: [{ name: WORD, url: 'https://a.example' }],
    },
    {},
    {
      card: {
        url: 'https://a.example/',
        title: WORD,
        description: WORD,
        provider_name: WORD,
        type: 'link',
      },
    },
    {},
  ];
  const uris = kinds.map((more, at) => {
    const words = { id: String(2000 + at), by: `marks${at}`, atMs: hours(2), more };
    const named = account(words.by, { display_name: at % 2 === 0 ? 'Plain' : WORD });
    world.receive(parseHomeEntry({ ...statusJson(words), account: named }), words.atMs);
    return statusJson(words).uri;
  });
  return { world, edition: openEditions(world.database).save(editionOf(uris), MORNING) };
}

/** Where a word reaches beyond the window, and pictures of the others as they are beside it. */
async function beside(page: Page) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  const plain = await page.locator('.post:nth-child(odd), .end').all();
  const taken = async () => {
    const pictures: string[] = [];
    for (const post of plain) pictures.push((await post.screenshot()).toString('base64'));
    return pictures;
  };
  const withMarks = await taken();
  await page.addStyleTag({ content: '.post:nth-child(even) * { color: transparent !important }' });
  const withoutMarks = await taken();
  const crossed = withMarks.flatMap((picture, at) => (picture === withoutMarks[at] ? [] : [at]));
  return { width, posts: plain.length, crossed };
}

test.each([360, 1440])(
  'letters under many marks stay in their posts, %i px wide',
  async (width) => {
    const { world, edition } = aWorldOfMarks();
    const folder = mkdtempSync(join(tmpdir(), 'driftline-marks-'));
    const file = join(folder, 'edition.html');
    writeFileSync(file, writtenEdition(world, edition).html);
    const options = { viewport: { width, height: 740 }, bypassCSP: true };
    const { page, end } = await visit(browser, `e/${edition}`, options, world);

    const onPage = await beside(page);
    await page.goto(pathToFileURL(file).href);
    const inFile = await beside(page);

    expect(onPage).toEqual({ width, posts: 6, crossed: [] });
    expect(inFile).toEqual({ width, posts: 6, crossed: [] });
    rmSync(folder, { recursive: true });
    await end();
  },
  60_000,
);
