import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { hours, statusJson } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { writtenEdition } from '../support/written_edition.ts';

const PARTS = {
  spoiler_text: '',
  content: '<p>Grüße</p>',
  poll: { options: [{ title: 'Katze', votes_count: 1 }], votes_count: 1, expired: true },
  media_attachments: [
    {
      ...{ type: 'image', url: 'https://files.example/a.png', description: 'Eine Katze' },
      meta: { original: { width: 40, height: 30 } },
    },
  ],
};

/** The page and the one-file edition with one post in a language. */
async function shownIn(language: string | null) {
  const world = aPageWorld(0);
  const json = statusJson({ id: '51', by: 'bob', atMs: hours(20), more: { ...PARTS, language } });
  world.receive(parseHomeEntry(json), hours(20));
  const edition = openEditions(world.database).save(editionOf([json.uri]), MORNING);
  const page = await bodyOf(anApp(world).get(`/e/${edition}`));
  return [page, writtenEdition(world, edition).html];
}

test.each([
  ['de', 'de'],
  [null, ''], // which is not that of the page around it
])('a post in %s is said and parted so, with its poll and its descriptions', async (told, lang) => {
  const [page = '', file = ''] = await shownIn(told);

  for (const html of [page, file]) {
    expect(html).toContain(`<div class="content" lang="${lang}" dir="auto"><p>Grüße</p>`);
    expect(html).toContain(`<bdi lang="${lang}">Katze</bdi>`);
  }
  expect(page).toMatch(new RegExp(`<img [^>]*alt="Eine Katze" lang="${lang}"`));
  expect(page).toContain(`<p lang="${lang}" dir="auto">Eine Katze</p>`);
});
