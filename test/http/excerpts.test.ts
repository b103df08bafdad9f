import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openHiding } from '../../src/store/hiding.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { hours, statusJson } from '../support/entries.ts';
import { aFilter } from '../support/owner_home.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld, editionOf, type PageWorld } from '../support/page_world.ts';
import { writtenEdition } from '../support/written_edition.ts';

/** An edition of a post of bob's that stands for, or answers, one of ada's. */
function anEditionWith(adas: object, bobs: object = {}) {
  const world = aPageWorld(0);
  const [hers, his] = [
    statusJson({ id: '50', by: 'ada', atMs: hours(19), more: adas }),
    statusJson({ id: '51', by: 'bob', atMs: hours(20), more: bobs }),
  ];
  for (const json of [hers, his]) world.receive(parseHomeEntry(json), hours(20));
  const drawn = editionOf([his.uri]);
  const entries = drawn.entries.map((entry) => ({ ...entry, named: [hers.uri] }));
  const edition = openEditions(world.database).save({ ...drawn, entries }, MORNING);
  const page = () => bodyOf(anApp(world).get(`/e/${edition}`));
  return { world, page, file: () => writtenEdition(world, edition).html };
}

function filtered({ database, deps, login }: PageWorld, keyword: string): void {
  const nowMs = deps.time.now();
  const warns = aFilter(keyword, { filter_action: 'warn' });
  openOwnerWords(database).filters(login.loginKey, [warns], nowMs);
  const hiding = openHiding(database);
  while (hiding.lookAgain(20, nowMs));
}

const WARNED = { content: '<p>the butler did it</p>', spoiler_text: 'how it ends' };

test('a post that an entry stands for is told by its warning, not by what is behind it', async () => {
  const { page, file } = anEditionWith(WARNED);

  for (const text of [await page(), file()]) {
    expect(text).toContain('and 1 other posted this');
    expect(text).toContain('<q lang="" dir="auto">how it ends</q>');
    expect(text).not.toContain('butler');
  }
});

test('a post without words is mentioned by what it shows, and not in empty quotes', async () => {
  const wordless = [
    [{ media_attachments: [{ id: '1', type: 'audio' }] }, 'a sound'],
    [{ poll: { id: '7', options: [{ title: 'reeds' }] } }, 'a poll'],
    [{}, 'a post without words'],
  ] as const;
  for (const [shows, words] of wordless) {
    const { page, file } = anEditionWith({ content: '', ...shows }, { in_reply_to_id: '50' });

    for (const text of [await page(), file()]) {
      expect(text).toMatch(new RegExp(`in reply to <bdi>ada</bdi>: <span[^>]*>${words}<`));
      expect(text).toMatch(new RegExp(`<bdi>ada</bdi></a><span[^>]*>${words}<`));
      expect(text).not.toMatch(/<q[^>]*><\/q>/);
    }
  }
});

test('what a filter folds is not told where it is but mentioned', async () => {
  const { world, page, file } = anEditionWith(
    { content: '<p>the butler did it</p>' },
    { in_reply_to_id: '50' },
  );
  filtered(world, 'butler');

  for (const text of [await page(), file()]) {
    expect(text).toMatch(/class="parent">in reply to <bdi>ada<\/bdi>: <q[^>]*>Filtered: butler</);
    // The words are the page's own, in its language, whatever the post's is.
    expect(text).toContain('<q dir="auto">Filtered: butler</q>');
    expect(text).not.toContain('butler did it');
  }
});
