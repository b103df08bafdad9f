import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { connect, type Database } from '../../src/store/database.ts';
import { openDials } from '../../src/store/dials.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { recordingLines } from '../../src/store/recording_lines.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { exported, importLines, line } from '../support/recording.ts';

/** A home of one post by ada, with a tag and a link, and what was said of it at hour 10. */
async function aHomeThatHeard(...dials: readonly object[]) {
  const database = aNewDatabase();
  const json = statusJson({
    id: '100',
    by: 'ada',
    atMs: hours(1),
    more: { tags: [{ name: 'Knitting' }], card: { url: 'https://www.example.org/wool' } },
  });
  const report = await importLines(database, [
    line(hours(0), 'owner', { ...account('me'), id: '1' }),
    line(hours(1), 'update', json),
    ...dials.map((dial) => line(hours(10), 'dial', dial)),
  ]);
  const factorAt = (hour: number) => {
    const draw = { feed: MORNING, seed: 'x', nowMs: hours(hour), dryRun: true };
    return drawEdition({ database, ...draw }).entries[0]?.signals.dial?.factor_micro;
  };
  return { database, report, factorAt };
}

test.each([
  { account: 'ada@example.social' },
  { account: '@Ada@EXAMPLE.social' },
  { account: 'ada' },
  { account: account('ada') },
  { account: { ...account('ada'), acct: 'ada' } },
  { account: { acct: 'ada' } },
  { tag: '#ＫＮＩＴＴＩＮＧ' },
  { site: 'example.org' },
  { site: 'www.Example.org' },
  { site: 'https://example.org/about' },
])('a recorded dial on %o finds what it is about', async (about) => {
  const { factorAt } = await aHomeThatHeard({ ...about, word: 'more' });

  expect(factorAt(12)).toBe(405_465);
});

test('a recorded dial acts from its line on, until it ends', async () => {
  const until = '2026-11-02T06:00:00.000Z'; // hour 24
  const { factorAt } = await aHomeThatHeard({ tag: 'knitting', word: 'less', until });

  expect([9, 10, 23, 24].map(factorAt)).toEqual([0, -693_147, -693_147, 0]);
});

test.each([
  [{ tag: 'knitting', word: 'always' }, '"word" must be one of more, usual, less, not until'],
  [{ site: 'example.org', word: 'no boosts' }, '"word" must be one of more, usual, less'],
  [{ account: 'ada', word: 'not until' }, 'a dial "not until" needs "until"'],
  [{ account: 'ada', word: 'loud' }, '"word" must be one of always, more, usual'],
  [{ account: { id: '7' }, word: 'more' }, 'the account of a dial has no "acct"'],
  [{ word: 'more' }, 'a dial needs "account", "tag" or "site"'],
])('a recorded dial that can do nothing is refused, with the reason: %o', async (dial, reason) => {
  const { report, database } = await aHomeThatHeard(dial);

  expect(Object.keys(report.refused).join()).toContain(reason);
  expect(database.connection.prepare('select count(*) from dials').pluck().get()).toBe(0);
});

test('a recording of many dials hears them once', async () => {
  const database = aNewDatabase();
  let heard = 0;
  const watched: Database = {
    ...database,
    run(name, params) {
      const run = database.run(name, params);
      return (values) => {
        if (name === 'upkeep/hear_dials') heard += 1;
        return run(values);
      };
    },
  };
  const lines = Array.from({ length: 30 }, (_, nth) =>
    line(hours(nth), 'dial', { tag: `tag${nth}`, word: 'more' }),
  );

  await importLines(watched, lines);

  expect(heard).toBe(1);
  expect(openDials(database).list(hours(40))).toHaveLength(30);
});

test('a dial that is said while an export is read changes none of its lines', async () => {
  const heard = await aHomeThatHeard(
    { tag: 'knitting', word: 'more' },
    { site: 'example.org', word: 'less' },
  );
  const file = join(mkdtempSync(join(tmpdir(), 'driftline-dials-')), 'driftline.db');
  onTestFinished(() => rmSync(dirname(file), { recursive: true }));
  writeFileSync(file, heard.database.connection.serialize());
  const [database, other] = [connect(file), connect(file)];
  const before = exported(database);
  const lines = recordingLines(database, { isPublic: false });
  const first = lines.next().value;
  openOwnerWords(other).dial({
    loginKey: 1,
    kind: 'account',
    subject: 'ada',
    word: 'always',
    untilMs: null,
    saidAtMs: hours(11),
  });

  expect([first, ...lines]).toEqual(before);
  expect(exported(database)).toHaveLength(before.length + 1);
  for (const one of [database, other]) one.close();
});
