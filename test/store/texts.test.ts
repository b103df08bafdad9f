import { expect, onTestFinished, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { account, aHome, hours, post } from '../support/entries.ts';

function aFile() {
  const { database, filing, login } = aHome();
  onTestFinished(database.close);
  const { loginKey } = login;
  const count = database.connection
    .prepare('select count(*) from texts where texts match ?')
    .pluck();
  return {
    /** A post with that id and text, which came so many hours after the start. */
    file(id: string, text: string, more: object = {}, atHours = 1) {
      const content = `<p>${text}</p>`;
      const entry = post({ id, by: 'ada', atMs: hours(1), more: { content, ...more } });
      filing.file(loginKey, [entry], { atMs: hours(atHours), how: 'sweep' });
    },
    forget: (id: string) => filing.forget(loginKey, id, hours(9)),
    found: (words: string) => count.get(words),
    /** By which recordings and subscriptions know what is for everybody. */
    visibility: () => database.connection.prepare('select visibility from statuses').pluck().get(),
  };
}

test('the words of what came are found, its warning and descriptions with them', () => {
  const { file, found } = aFile();
  const media_attachments = [{ id: '7', type: 'image', description: 'A café at night' }];
  file('1', 'The ferry did <b>not</b> go', { spoiler_text: 'weather', media_attachments });

  expect(['ferry', 'weather', 'cafe', 'b', 'boat'].map(found)).toEqual([1, 1, 1, 0, 0]);
});

test('the headline of a link is found, and what somebody else is quoted with is not', () => {
  const { file, found } = aFile();
  const card = { url: 'https://papers.example/1', title: 'The tide tables', description: 'Desks' };
  const quoted = post({ id: '9', by: 'bob', atMs: hours(1), more: { content: 'valve' } }).status;
  file('1', 'Read this', { card, quote: { state: 'accepted', quoted_status: quoted } });

  expect(['tide', 'desks', 'read', 'valve'].map(found)).toEqual([1, 1, 1, 0]);
});

test('words that are written without spaces are found, also those of two letters', () => {
  const { file, found } = aFile();
  file('1', '東京で花火を見ました');

  expect(['東京', '花火', '京で'].map(found)).toEqual([1, 1, 0]);
});

test('what is not for everybody, or whose author will not be found, never enters', () => {
  const { file, found } = aFile();
  file('1', 'ferry', { visibility: 'private' });
  file('2', 'ferry', { visibility: 'direct' });
  file('3', 'ferry', { account: account('bees', { note: '<p>Bees. #<span>nobot</span></p>' }) });
  file('4', 'ferry', { account: account('shy', { noindex: true }) });
  file('5', 'ferry', { account: account('maker', { note: 'I write nobots.' }) });

  expect(found('ferry')).toBe(1);
});

test('an edit changes what is found, and of what is gone nothing is', () => {
  const { file, forget, found } = aFile();
  file('1', 'ferry');
  file('1', 'bridge', { edited_at: isoOf(hours(2)) }, 3);
  expect(['ferry', 'bridge'].map(found)).toEqual([0, 1]);

  forget('1');
  expect(found('bridge')).toBe(0);
});

test('what is for followers alone from now on is found no more, and in no public recording', () => {
  const { file, found, visibility } = aFile();
  file('1', 'The ferry did not go', { visibility: 'public' });

  file('1', 'The ferry did not go', { visibility: 'private' }, 2);

  expect([found('ferry'), visibility()]).toEqual([0, 'private']);
});

test('and what is for everybody since can be found', () => {
  const { file, found, visibility } = aFile();
  file('1', 'The ferry did not go', { visibility: 'private' });

  file('1', 'The ferry did not go', { visibility: 'unlisted' }, 2);

  expect([found('ferry'), visibility()]).toEqual([1, 'unlisted']);
});
