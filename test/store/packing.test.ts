import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trainDictionary } from '../../src/store/dictionary.ts';
import { openHiding } from '../../src/store/hiding.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { packed, unpacked } from '../../src/store/packing.ts';
import { openPackingAway } from '../../src/store/packing_away.ts';
import { recordingLines } from '../../src/store/recording_lines.ts';
import { openShownStatuses } from '../../src/store/shown_statuses.ts';
import { openTexts } from '../../src/store/texts.ts';
import { aHome, hours, post, statusJson } from '../support/entries.ts';

const EDITED = { content: '<p>ada says it better</p>', edited_at: '2026-11-01T09:00:00.000Z' };

/** `posts` by ada, an hour apart; the first of them edited. */
function aFullHome(posts: number) {
  const home = aHome();
  for (let nth = 0; nth < posts; nth += 1) {
    const words = { id: `${1_000 + nth}`, by: 'ada', atMs: hours(nth) };
    home.receive(post(words), hours(nth));
  }
  home.receive(post({ id: '1000', by: 'ada', atMs: hours(0), more: EDITED }), hours(3));
  const one = (sql: string) => home.database.connection.prepare(sql).pluck().get();
  return { ...home, one };
}

test('what is packed reads as before, wherever it is read', () => {
  const home = aFullHome(230);
  const read = () => ({
    lines: [...recordingLines(home.database, { isPublic: false })],
    page: openShownStatuses(home.database).status(7),
  });
  const before = read();

  const done = openPackingAway(home.database).packSome(hours(240), 1_000);

  expect(done.bodies).toBe(230);
  expect(home.one('select count(*) from payloads where codec = 2')).toBe(230);
  expect(home.one('select codec from versions')).toBe(2);
  expect(done.bytesAfter).toBeLessThan(done.bytesBefore / 3);
  expect(read()).toEqual(before);
  expect(before.lines.join('')).toContain('ada says 1000');
});

test('only what is older than the window is packed, the oldest first, as much as was asked', () => {
  const home = aFullHome(230);
  const packing = openPackingAway(home.database);

  const bodies = [
    packing.packSome(hours(100), 60),
    packing.packSome(hours(100), 60),
    packing.packSome(hours(100), 60),
  ].map((one) => one.bodies);

  expect(bodies).toEqual([60, 40, 0]);
  expect(packing.toDo(hours(100))).toBe(0);
  expect(home.one('select min(status_key) from payloads where codec = 0')).toBe(101);
});

test('a few bodies make no dictionary, and are packed without one', () => {
  const home = aFullHome(20);

  openPackingAway(home.database).packSome(hours(30), 100);

  expect(home.one('select count(*) from payloads where codec = 1')).toBe(20);
  expect(home.one('select count(*) from dictionaries')).toBe(0);
  expect(openShownStatuses(home.database).status(2)?.body).toContain('ada says 1001');
});

test('nothing of a post that is not public goes into the dictionary', () => {
  const home = aFullHome(230);
  const secret = 'nobody but my followers shall read that the cellar key is under the third pot';
  for (let nth = 0; nth < 60; nth += 1) {
    const more = { visibility: 'private', content: `<p>${secret}</p>` };
    const words = { id: `${2_000 + nth}`, by: 'bea', atMs: hours(230 + nth), more };
    home.receive(post(words), words.atMs);
  }

  openPackingAway(home.database).packSome(hours(400), 1_000);

  const body = home.one('select body from dictionaries') as Buffer;
  expect(body.includes('"content":')).toBe(true);
  expect(body.includes('cellar key')).toBe(false);
});

test('a dictionary is made once, and stays as it is', () => {
  const home = aFullHome(230);
  const packing = openPackingAway(home.database);
  packing.packSome(hours(100), 50);
  const first = home.one('select hex(body) from dictionaries');

  packing.packSome(hours(240), 500);

  expect(home.one('select count(*) from dictionaries')).toBe(1);
  expect(home.one('select hex(body) from dictionaries')).toBe(first);
});

test('a packed body that is edited is text again, and its earlier text is kept', () => {
  const home = aFullHome(230);
  openPackingAway(home.database).packSome(hours(240), 1_000);
  const more = { content: '<p>at last</p>', edited_at: '2026-11-20T09:00:00.000Z' };

  home.receive(post({ id: '1005', by: 'ada', atMs: hours(5), more }), hours(500));
  home.receive(post({ id: '1006', by: 'ada', atMs: hours(6) }), hours(500));

  expect(home.one('select codec from payloads where status_key = 6')).toBe(0);
  expect(home.one('select codec from payloads where status_key = 7')).toBe(2);
  expect(openShownStatuses(home.database).status(6)?.body).toContain('at last');
  const lines = [...recordingLines(home.database, { isPublic: false })].join('');
  expect(lines).toContain('ada says 1005');
});

test('a packed body is still looked at when the filters change', () => {
  const home = aFullHome(230);
  openPackingAway(home.database).packSome(hours(240), 1_000);
  const filter = {
    id: '1',
    title: 'no 1042',
    context: ['home'],
    filter_action: 'hide',
    keywords: [{ id: '1', keyword: '1042', whole_word: true }],
  };
  openOwnerWords(home.database).filters(home.login.loginKey, [filter], hours(250));

  const hiding = openHiding(home.database);
  let bites = 0;
  while (hiding.lookAgain(100, hours(250))) bites += 1;

  expect(bites).toBe(3);
  expect(home.one('select group_concat(status_key) from filter_matches')).toBe('43');
});

test('any text comes out of a pack as it went in, with a dictionary and without', () => {
  const words = (nth: number) => ({ id: `${nth}`, by: 'ada', atMs: hours(nth) });
  const dictionary = trainDictionary(
    Array.from({ length: 200 }, (_, nth) => JSON.stringify(statusJson(words(nth)))),
  );
  expect(dictionary.length).toBeGreaterThan(100);

  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(unpacked(packed(text))).toBe(text);
      expect(unpacked(packed(text, dictionary), dictionary)).toBe(text);
    }),
  );
});

test('a damaged pack is refused, and so is one of another dictionary', () => {
  const dictionary = Buffer.from('a dictionary of a few words');
  const whole = packed('a body of a few words', dictionary);
  const damaged = Uint8Array.from(whole, (byte, at) => (at === whole.length - 6 ? byte ^ 4 : byte));

  expect(() => unpacked(damaged, dictionary)).toThrow();
  expect(() => unpacked(whole, Buffer.from('another one'))).toThrow();
});

test('packing touches nothing that is searched for', () => {
  const home = aFullHome(230);
  openTexts(home.database);
  const found = () => home.one("select count(*) from texts where texts match 'ada'");
  const before = found();

  openPackingAway(home.database).packSome(hours(240), 1_000);

  expect([before, found()]).toEqual([230, 230]);
});
