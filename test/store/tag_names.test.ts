import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { normaliseTag } from '../../src/core/status_facts.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aHome, hours, post } from '../support/entries.ts';
import { anOlderFile } from '../support/older_file.ts';

const ACCENTED =
  'àáâãäåāăąçćĉċčðďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĸĺļ' +
  'ľłñńņňŋòóôõöøōŏőŕŗřśŝşšșţťŧțùúûüũūŭůűųŵýÿŷźżž';

test('a tag is the same with accents and without, in the letters of Mastodon', () => {
  expect(['#Zeitverträge', 'CAFE\u0301', 'łódź', 'Ñandú'].map(normaliseTag)).toEqual([
    'zeitvertrage',
    'cafe',
    'lodz',
    'nandu',
  ]);
  // As Turkish is written: #İstanbul reaches us as istanbul, and is written as it is on the page.
  const turkish = ['İSTANBUL', 'İstanbul', 'I\u0307stanbul', 'i\u0307stanbul', 'ıstanbul'];
  expect(new Set(turkish.map(normaliseTag))).toEqual(new Set(['istanbul']));
  // Letters of their own, in scripts where a mark is no accent.
  const own = ['straße', '日本語', 'ガラス', 'ελλάδα', 'हिन्दी', 'việt'];
  expect(own.map(normaliseTag)).toEqual(own);
});

test('posts under a followed tag are known by it, whichever of the two names it has', () => {
  const { filing, login, database, receive } = aHome();
  const tagged = post({ id: '1', by: 'ada', atMs: hours(1), more: { tags: [{ name: 'cafe' }] } });
  receive(tagged, hours(1));

  openOwnerWords(database).followedTags(login.loginKey, ['Café'], hours(2));

  const under = database.connection.prepare(
    'select count(*) from followed_tags join status_tags using (tag_key)',
  );
  expect(under.pluck().get()).toBe(1);
  expect(filing.find(login.loginKey, '1')).toBeDefined();
});

test('a file of before is brought to the names without accents, and loses none of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-tags-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'driftline.db');
  anOlderFile(file, 29);
  const older = openConnection(file);
  older.pragma('foreign_keys = off');
  older.exec(`
    insert into logins (login_key, server, acct, owner_id, created_at_ms)
    values (1, 'https://home.example', 'me', '1', 0);
    insert into tags (tag_key, name)
    values (1, 'café'), (2, 'cafe'), (3, 'zeitverträge'), (4, '${ACCENTED}'), (5, 'birds');
    insert into status_tags values (10, 1), (11, 2), (12, 1), (12, 2), (13, 3), (13, 5), (14, 4);
    insert into followed_tags (login_key, tag_key, ended_at_ms)
    values (1, 1, null), (1, 2, 5), (1, 3, 7);
    insert into said_dials values (1, 'tag', 'günther', 'more', null, 3);
    insert into dials values (1, 'tag', 'günther', 'more', null, 3, 'günther');`);
  older.close();

  const database = openDatabase(file);
  onTestFinished(() => database.close());

  const all = (sql: string) => database.connection.prepare(sql).raw().all();
  expect(
    all('select status_key, name from status_tags join tags using (tag_key) order by 1, 2'),
  ).toEqual([
    [10, 'cafe'],
    [11, 'cafe'],
    [12, 'cafe'],
    [13, 'birds'],
    [13, 'zeitvertrage'],
    [14, normaliseTag(ACCENTED)],
  ]);
  expect(normaliseTag(ACCENTED)).toMatch(/^[a-z]+$/);
  expect(
    all('select name, ended_at_ms from followed_tags join tags using (tag_key) order by 1'),
  ).toEqual([
    ['cafe', null],
    ['zeitvertrage', 7 as EpochMs],
  ]);
  expect(all('select count(*) from tags')).toEqual([[4]]);
  expect(all('select subject from said_dials union all select subject from dials')).toEqual([
    ['gunther'],
    ['gunther'],
  ]);
});
