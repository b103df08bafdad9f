import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openAccounts } from '../../src/store/accounts.ts';
import { openHiding } from '../../src/store/hiding.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { openRefusedPeople } from '../../src/store/refused_people.ts';
import { readSql } from '../../src/store/statements.ts';
import { aHome, hours, post } from '../support/entries.ts';

const secret = { id: '101', by: 'ada', atMs: hours(1) };

type Shape = 'nested' | 'itself' | 'aside';

/** Who quotes her, before or after hers is known: as Mastodon says it, or Akkoma, or Pleroma. */
function quoting(text: string, editedMs?: number, shape: Shape = 'nested') {
  const { status } = post({ id: '102', by: 'bob', atMs: hours(2) });
  const quoted = { ...post(secret).status, content: '<p>a secret</p>' };
  const edited_at = editedMs === undefined ? null : new Date(editedMs).toISOString();
  const quote = shape === 'itself' ? quoted : { state: 'accepted', quoted_status: quoted };
  const member = shape === 'aside' ? { pleroma: { quote: quoted, quote_id: '101' } } : { quote };
  return parseHomeEntry({ ...status, edited_at, content: `<p>${text}</p>`, ...member });
}

function open(file?: string) {
  const home = aHome(file);
  const texts = (table: string) =>
    home.database.connection
      .prepare(`select cast(body as text) from ${table} order by status_key`)
      .pluck()
      .all() as string[];
  return { ...home, key: home.login.loginKey, texts };
}

const shapes: readonly Shape[] = ['nested', 'itself', 'aside'];

test.each(shapes)('what is deleted goes from the texts that quote it: %s', (shape) => {
  const { filing, key, receive, texts } = open();
  receive(quoting('first', undefined, shape), hours(3));
  receive(post(secret), hours(3));
  filing.edit(key, quoting('second', hours(4), shape).status, hours(4));

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

test.each(shapes)('a filter catches no more what only the quoted one said: %s', (shape) => {
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
  receive(quoting('first', undefined, shape), hours(3));
  const before = database.connection.prepare('select count(*) from filter_matches').pluck().get();

  filing.forget(key, '101', hours(5));

  expect(before).toBe(1);
  expect(database.connection.prepare('select count(*) from filter_matches').pluck().get()).toBe(0);
  expect(texts('payloads')).toHaveLength(1);
});

test.each(shapes)('whose quoted post is by somebody muted is known to quote them: %s', (shape) => {
  const { key, receive, database } = open();
  receive(post(secret), hours(3));
  const { account } = post(secret).status;
  openRefusedPeople(database, openAccounts(database)).replaceAll(
    key,
    'mute',
    [{ account, untilMs: null }],
    hours(3),
  );

  receive(quoting('first', undefined, shape), hours(4));

  expect(
    database.connection.prepare('select is_quote from refused_mentions').pluck().all(),
  ).toEqual([1]);
});

test('quotes that an earlier version stored without noting them are found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-quotes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'driftline.db');
  const before = aHome(file);
  before.receive(post(secret), hours(3));
  before.receive(quoting('first', undefined, 'itself'), hours(3));
  before.database.connection.exec('delete from quotes');
  before.database.connection.exec(readSql('migrations/0029_quotes_looked_for'));
  before.database.close();
  const { database, filing, login, texts } = open(file);

  while (openHiding(database).lookAgain(1, hours(4)));
  filing.forget(login.loginKey, '101', hours(5));

  expect(texts('payloads')).toHaveLength(1);
  expect(texts('payloads').join()).not.toContain('a secret');
});
