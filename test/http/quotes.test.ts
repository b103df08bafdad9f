import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { hours, statusJson } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { writtenEdition } from '../support/written_edition.ts';

/** A post of bob's that quotes one of ada's, with `more` of what the server says of hers. */
function aQuote(more: object, open: { readonly openIn?: string } = {}) {
  const world = aPageWorld(0, open);
  const quoted = statusJson({ id: '50', by: 'ada', atMs: hours(19), more });
  const quote = { state: 'accepted', quoted_status: quoted };
  const json = statusJson({ id: '51', by: 'bob', atMs: hours(20), more: { quote } });
  world.receive(parseHomeEntry(json), hours(20));
  const edition = openEditions(world.database).save(editionOf([json.uri]), MORNING);
  const page = () => bodyOf(anApp(world).get(`/e/${edition}`));
  return { page, file: () => writtenEdition(world, edition).html };
}

const quotedBy = (address: string) => `<a class="quoted-by" href="${address}" target="_blank"`;

test('a quoted post opens at the home server, from the one-file page at its original', async () => {
  const { page, file } = aQuote({});

  expect(await page()).toContain(quotedBy('https://example.social/@ada@example.social/50'));
  expect(file()).toContain(quotedBy('https://example.social/@ada/50'));
});

test('a quoted post opens in the owner’s client, where they have named one', async () => {
  const { page } = aQuote({}, { openIn: 'https://phanpy.social/#/{server}/s/{id}' });

  expect(await page()).toContain(quotedBy('https://phanpy.social/#/example.social/s/50'));
});

test('a poll in a quoted post is shown with its bars', async () => {
  const options = [
    { title: 'reeds', votes_count: 3 },
    { title: 'rushes', votes_count: 1 },
  ];
  const { page, file } = aQuote({ poll: { id: '7', options, voters_count: 4, votes_count: 4 } });

  for (const text of [await page(), file()]) expect(text).toMatch(/aria-label="reeds: 75 %"/);
});
