import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { HomeEntry } from '../../src/core/status.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import type { Database } from '../../src/store/database.ts';
import { openDepartures } from '../../src/store/departures.ts';
import { openEntriesToCheck } from '../../src/store/entries_to_check.ts';
import { openFiling } from '../../src/store/filing.ts';
import { openShownStatuses } from '../../src/store/shown_statuses.ts';
import { account, aHome, boost, hours, post, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { exported, importLines } from '../support/recording.ts';

const FIRST = { id: '5', by: 'ada', atMs: hours(1) };
const { uri } = statusJson(FIRST);
/** The same post, as its server calls it since. */
const ANEW = { ...FIRST, id: '7', more: { uri } };

function aHomeThatListens() {
  const { database, login, filing } = aHome();
  const { loginKey } = login;
  const hear = (entry: HomeEntry, atMs = hours(1)) =>
    filing.file(loginKey, [entry], { atMs, how: 'stream' });
  return { database, filing, loginKey, hear };
}

const all = ({ connection }: Database, sql: string) => connection.prepare(sql).pluck().all();

test('what answers a post answers it by the id that holds now', () => {
  const { database, hear } = aHomeThatListens();
  const answer = (id: string, by: string) => {
    const to = { in_reply_to_id: '5', in_reply_to_account_id: account('ada').id };
    hear(post({ id, by, atMs: hours(1), more: to }));
  };
  hear(post(FIRST));
  answer('6', 'ada');
  answer('8', 'bob');
  hear(boost('9', 'cleo', hours(2), ANEW), hours(2));

  const shown = openShownStatuses(database);
  const named = shown.ofUri(uri);
  const answers = named === undefined ? [] : shown.repliesTo(named, 10);

  expect(answers.map((one) => one.server_id)).toEqual(['6', '8']);
});

test('what answers a post whose id goes to another answers that one not', async () => {
  const { database, hear } = aHomeThatListens();
  const answer = (id: string, atMs: EpochMs) => {
    const to = { in_reply_to_id: '5', in_reply_to_account_id: account('ada').id };
    hear(post({ id, by: 'bob', atMs, more: to }));
  };
  hear(post(FIRST));
  answer('6', hours(1));
  answer('8', hours(3)); // read before what it answers
  hear(post({ id: '5', by: 'dan', atMs: hours(2) }), hours(3));
  const imported = aNewDatabase();
  await importLines(imported, exported(database));

  for (const one of [database, imported]) {
    const shown = openShownStatuses(one);
    const given = shown.ofUri(statusJson({ id: '5', by: 'dan', atMs: hours(2) }).uri);
    const answers = given === undefined ? [] : shown.repliesTo(given, 10);
    expect(answers.map(({ server_id }) => server_id)).toEqual(['8']);
  }
});

test('a post that comes anew by the id of another has it', () => {
  const { database, filing, loginKey, hear } = aHomeThatListens();
  const to = { in_reply_to_account_id: account('ada').id };
  hear(post(FIRST));
  hear(post({ id: '6', by: 'bob', atMs: hours(1), more: { in_reply_to_id: '5', ...to } }));
  hear(post({ id: '7', by: 'dan', atMs: hours(1) }));
  hear(post({ id: '8', by: 'cleo', atMs: hours(1), more: { in_reply_to_id: '7', ...to } }));
  hear(boost('9', 'cleo', hours(2), ANEW), hours(2));

  filing.withdraw(loginKey, '7', hours(3));
  const shown = openShownStatuses(database);
  const named = shown.ofUri(uri);

  expect(all(database, 'select uri from statuses where deleted_at_ms is not null')).toEqual([uri]);
  expect(all(database, 'select server_id from server_ids order by 1')).toEqual(['6', '7', '8']);
  expect(named && shown.repliesTo(named, 9).map((one) => one.server_id)).toEqual(['6']);
});

test('what is hidden until it was asked about again is asked about by the id that holds now', () => {
  const { database, filing, loginKey, hear } = aHomeThatListens();
  hear(post(FIRST));
  filing.withdraw(loginKey, '5', hours(2), hours(3));
  hear(boost('9', 'cleo', hours(2), ANEW), hours(2));

  const asked = openDepartures(database).list(loginKey, {
    ...{ nowMs: hours(3), laterMs: 0, limit: 9 },
  });

  expect(asked.map(({ serverId }) => serverId)).toEqual(['7']);
});

/** A server that was restored gave the ids of a post, a boost and what it boosts to others. */
function aRestoredHome() {
  const home = aHomeThatListens();
  home.hear(post({ id: '3', by: 'eve', atMs: hours(1) }));
  home.hear(boost('4', 'cleo', hours(1), FIRST));
  for (const id of ['3', '4', '5']) home.hear(post({ id, by: 'bob', atMs: hours(2) }), hours(2));
  return home;
}

test('an export gives no post the id that another has since, and is the same once imported', async () => {
  const { database, loginKey } = aRestoredHome();
  const lines = exported(database);
  const again = aNewDatabase();

  await importLines(again, lines);
  const said = exported(again);
  openFiling(again).forget(loginKey, '5', hours(3));

  expect(said).toEqual(lines);
  expect(all(again, 'select server_id from server_ids order by 1')).toEqual(['3', '4', '5']);
  expect(all(again, 'select uri from statuses where deleted_at_ms is not null')).toEqual([
    statusJson({ id: '5', by: 'bob', atMs: hours(2) }).uri,
  ]);
});

test('nothing is asked by a name that no server gave', () => {
  const { database, loginKey } = aRestoredHome();
  const nowMs = hours(5);
  drawEdition({ database, feed: MORNING, seed: 'x', nowMs, dryRun: false });

  const asked = openEntriesToCheck(database)({
    ...{ login_key: loginKey, since_ms: 0, edition: 0, position: 0, limit: 9 },
  });

  expect(asked.map(({ server_id }) => server_id).toSorted()).toEqual(['3', '4', '5']);
});
