import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openHiding } from '../../src/store/hiding.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { hours, statusJson } from '../support/entries.ts';
import { aFilter } from '../support/owner_home.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { writtenEdition } from '../support/written_edition.ts';

/** A post of bob's that quotes one of ada's, with `more` of what the server says of hers. */
function aQuote(more: object, open: { readonly openIn?: string } = {}, state = 'accepted') {
  const world = aPageWorld(0, open);
  const quoted = statusJson({ id: '50', by: 'ada', atMs: hours(19), more });
  const quote = { state, quoted_status: state === 'accepted' ? quoted : null };
  const json = statusJson({ id: '51', by: 'bob', atMs: hours(20), more: { quote } });
  world.receive(parseHomeEntry(json), hours(20));
  const edition = openEditions(world.database).save(editionOf([json.uri]), MORNING);
  const page = () => bodyOf(anApp(world).get(`/e/${edition}`));
  return { world, page, file: () => writtenEdition(world, edition).html };
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

test('where people are not counted, a poll of several choices tells its votes', async () => {
  const options = [
    { title: 'reeds', votes_count: 3 },
    { title: 'rushes', votes_count: 1 },
  ];
  const poll = { id: '7', options, votes_count: 4, voters_count: null };

  expect(await aQuote({ poll: { ...poll, multiple: true } }).page()).toContain('4 votes');
  expect(await aQuote({ poll: { ...poll, multiple: false } }).page()).toContain('4 people');
});

test.each([
  ['pending', 'its author has not allowed it yet', true],
  ['revoked', 'its author no longer allows it', true],
  ['deleted', 'it was deleted', true],
  ['muted_account', 'you mute its author', false],
  ['blocked_domain', 'you block its server', false],
])('a quote that is %s says in words that %s', async (state, words, isTold) => {
  const { page, file } = aQuote({}, {}, state);

  expect(await page()).toContain(`A quoted post that cannot be shown: ${words}.`);
  // The file may be given away: whom the owner muted is not said in it.
  expect(file()).toContain(`A quoted post that cannot be shown${isTold ? `: ${words}` : ''}.`);
});

test('why a quote is not shown that this Driftline does not know is not guessed', async () => {
  expect(await aQuote({}, {}, 'something_new').page()).toContain(
    'A quoted post that cannot be shown.',
  );
});

test('a filter that covers media covers those of a quoted post that it matches', async () => {
  const url = 'https://files.example.social/web.png';
  const { world, page, file } = aQuote({
    content: '<p>a spider, large</p>',
    media_attachments: [{ type: 'image', url, preview_url: url, description: 'its web' }],
  });
  const isCovered = (html: string) => /<blockquote class="quote".*class="covered"/s.test(html);
  const before = await page();
  const nowMs = world.deps.time.now();

  openOwnerWords(world.database).filters(
    world.login.loginKey,
    [aFilter('spider', { title: 'Eight legs', filter_action: 'blur' })],
    nowMs,
  );
  const hiding = openHiding(world.database);
  while (hiding.lookAgain(20, nowMs));

  expect(isCovered(before)).toBe(false);
  expect(isCovered(await page())).toBe(true);
  // It is the owner's own: its author calls nothing sensitive.
  expect(await page()).toContain('<span>Filtered: Eight legs</span>');
  expect(file()).toContain('<summary>Filtered: Eight legs: its web</summary>');
});
