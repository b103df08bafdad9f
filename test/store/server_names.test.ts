import { expect, test } from 'vitest';
import type { HomeEntry } from '../../src/core/status.ts';
import { openDepartures } from '../../src/store/departures.ts';
import { openShownStatuses } from '../../src/store/shown_statuses.ts';
import { account, aHome, boost, hours, post, statusJson } from '../support/entries.ts';

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
