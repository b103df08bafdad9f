import { existsSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { serveHttp } from '../../src/http/server.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openBrowser } from '../support/browser.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';

const HOSTILE = new URL('../../../shared/corpus/hostile/', import.meta.url);
const hasCorpus = existsSync(HOSTILE);
if (!hasCorpus)
  process.stderr.write('The hostile texts are not on this machine: their test is skipped.\n');

const FILES = [
  'bleach_vectors',
  'dompurify_expect',
  'html5lib_sanitizer',
  'html5lib_tree_construction',
  'mastodon_sanitizer_spec',
  'naughty_strings',
  'xss_payloads',
];

function payloads(): readonly string[] {
  return FILES.flatMap((file) => {
    const { items } = JSON.parse(readFileSync(new URL(`${file}.json`, HOSTILE), 'utf8')) as {
      items: readonly (string | { readonly payload: string })[];
    };
    return items.map((item) => (typeof item === 'string' ? item : item.payload));
  });
}

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A status that brings `words` wherever somebody else's words may stand. */
function bringing(words: string, at: number, isWarned: boolean) {
  const by = `p${at % 50}`;
  const members = {
    account: account(by, { display_name: words, url: `https://example.social/@${by}` }),
    content: words,
    spoiler_text: isWarned ? words : '',
    media_attachments: [{ type: 'image', url: 'https://files.example/a.png', description: words }],
    poll: { options: [{ title: words, votes_count: 1 }], votes_count: 1, voters_count: 1 },
    tags: [{ name: words, url: words }],
    quote: {
      state: 'accepted',
      quoted_status: {
        ...statusJson({ id: 'q', by: 'quoted', atMs: hours(1) }),
        content: words,
        account: account('quoted', { display_name: words }),
      },
    },
    card: { url: 'https://news.example/', title: words, description: words, provider_name: words },
  };
  return statusJson({ id: String(10_000 + at), by, atMs: hours(20), more: members });
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
const PER_EDITION = 1_000;

test.skipIf(!hasCorpus)(
  'no hostile text gets out of its entry, runs or asks',
  async () => {
    const world = aPageWorld(0);
    const all = payloads();
    const editions: number[] = [];
    for (let from = 0; from < all.length; from += PER_EDITION) {
      const posts = all
        .slice(from, from + PER_EDITION)
        .map((words, at) => bringing(words, from + at, at % 7 === 0));
      for (const json of posts) world.receive(parseHomeEntry(json), hours(20));
      const edition = editionOf(posts.map(({ uri }) => uri));
      editions.push(openEditions(world.database).save(edition, MORNING));
    }
    const serving = await serveHttp(world.deps, { port: 0 });
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const offences: string[] = [];
    page.on('dialog', (dialog) => {
      offences.push(`dialog ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('popup', () => offences.push('popup'));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${serving.url}subscriptions/`)) offences.push(request.url());
    });
    // Any page of ours will do to read from: this one shows nothing.
    await page.goto(`${serving.url}subscriptions/e${editions[0]}.json`);

    let entries = 0;
    for (const edition of editions) {
      const read = await readCarelessly(page, `/subscriptions/e${edition}.atom`);
      expect(read.names.filter((name) => !ATOM.includes(name))).toEqual([]);
      entries += read.entries;
    }

    expect(entries).toBe(all.length);
    expect(offences).toEqual([]);
    await context.close();
    await serving.close();
  },
  300_000,
);
