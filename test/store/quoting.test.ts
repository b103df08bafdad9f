import { expect, test } from 'vitest';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { aHome, hours, post } from '../support/entries.ts';

const secret = { id: '101', by: 'ada', atMs: hours(1) };

/** Who quotes her, before or after hers is known. */
function quoting(text: string, editedMs?: number) {
  const { status } = post({ id: '102', by: 'bob', atMs: hours(2) });
  const quoted = { ...post(secret).status, content: '<p>a secret</p>' };
  const edited_at = editedMs === undefined ? null : new Date(editedMs).toISOString();
  const quote = { state: 'accepted', quoted_status: quoted };
  return parseHomeEntry({ ...status, edited_at, content: `<p>${text}</p>`, quote });
}

function open() {
  const home = aHome();
  const texts = (table: string) =>
    home.database.connection
      .prepare(`select cast(body as text) from ${table} order by status_key`)
      .pluck()
      .all() as string[];
  return { ...home, key: home.login.loginKey, texts };
}

test('what is deleted goes from the texts that quote it, the earlier ones too', () => {
  const { filing, key, receive, texts } = open();
  receive(quoting('first'), hours(3));
  receive(post(secret), hours(3));
  filing.edit(key, quoting('second', hours(4)).status, hours(4));

  filing.forget(key, '101', hours(5));

  const said = [...texts('payloads'), ...texts('versions')];
  expect(said).toHaveLength(2);
  expect(said.join()).not.toContain('a secret');
  expect(said.map((body) => [JSON.parse(body).content, JSON.parse(body).quote])).toEqual([
    ['<p>second</p>', { state: 'deleted', quoted_status: null }],
    ['<p>first</p>', { state: 'deleted', quoted_status: null }],
  ]);
});

test('a page that was asked for before does not bring it back', () => {
  const { filing, key, receive, texts } = open();
  receive(post(secret), hours(3));
  receive(quoting('first'), hours(3));
  filing.forget(key, '101', hours(5));

  filing.refresh(key, quoting('first').status, hours(4));

  expect(texts('payloads').join()).not.toContain('a secret');
});

test('a filter catches no more what only the quoted one said', () => {
  const { filing, key, receive, database, texts } = open();
  const filter = {
    id: '1',
    title: 'secrets',
    context: ['home'],
    expires_at: null,
    filter_action: 'hide',
    keywords: [{ id: '1', keyword: 'secret', whole_word: false }],
    statuses: [],
  };
  openOwnerWords(database).filters(key, [filter], hours(2));
  receive(post(secret), hours(3));
  receive(quoting('first'), hours(3));
  const before = database.connection.prepare('select count(*) from filter_matches').pluck().get();

  filing.forget(key, '101', hours(5));

  expect(before).toBe(1);
  expect(database.connection.prepare('select count(*) from filter_matches').pluck().get()).toBe(0);
  expect(texts('payloads')).toHaveLength(1);
});
