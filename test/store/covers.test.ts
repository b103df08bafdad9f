import { expect, test } from 'vitest';
import { openShownStatuses } from '../../src/store/shown_statuses.ts';
import { readSql } from '../../src/store/statements.ts';
import { account, aHome, boost, hours, post } from '../support/entries.ts';

const NOW_MS = hours(30);
const ROUNDS = 400;

/** The same numbers each time: a failure can be looked at. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** What may happen to a home, one statement each. */
const HAPPENINGS: readonly ((pick: (below: number) => number, keys: Keys) => string)[] = [
  (
    pick,
    { account },
  ) => `update follows set ended_at_ms = iif(ended_at_ms is null, ${hours(pick(40))}, null)
     where account_key = ${account()}`,
  (_, { account }) =>
    `update follows set shows_boosts = 1 - shows_boosts where account_key = ${account()}`,
  (
    pick,
    { account },
  ) => `update follows set languages = ${['null', `'[]'`, `'["en"]'`, `'["pt","fr"]'`][pick(4)]}
     where account_key = ${account()}`,
  (pick, { account }) => `insert or replace into refusals_of_people
     values (1, ${account()}, '${pick(2) === 0 ? 'mute' : 'block'}', 1,
             ${pick(2) === 0 ? 'null' : hours(20 + pick(20))}, ${pick(3) === 0 ? 5 : 'null'})`,
  (_, { account }) => `delete from refusals_of_people where account_key = ${account()}`,
  (pick) => {
    const domain = pick(2) === 0 ? 'example.social' : 'far.example';
    return `insert or ignore into refusals_of_domains values (1, '${domain}', 1)`;
  },
  () => 'delete from refusals_of_domains',
  (pick, { status }) => `insert or replace into filter_matches
     values (${status()}, 1, '1', '${['warn', 'hide', 'blur'][pick(3)]}',
             ${pick(2) === 0 ? 'null' : hours(20 + pick(20))})`,
  (_, { status }) => `delete from filter_matches where status_key = ${status()}`,
  (pick, { status, account }) =>
    `insert or replace into refused_mentions values (${status()}, 1, ${account()}, ${pick(2)})`,
  (_, { status }) => `delete from refused_mentions where status_key = ${status()}`,
  (_, { status }) => `update arrivals set removed_at_ms = iif(removed_at_ms is null, 1, null)
     where status_key = ${status()}`,
];

interface Keys {
  readonly account: () => number;
  readonly status: () => number;
}

test('whatever happens to a home, the short look misses nothing that covers a post', () => {
  const home = aHome();
  const far = { account: account('zed', { acct: 'zed@far.example' }) };
  const people = ['ada', 'bob', 'cyd', 'zed'];
  people.forEach((by, nth) => {
    const more = { language: nth % 2 === 0 ? 'en' : 'pt', ...(by === 'zed' ? far : {}) };
    const words = (id: number) => ({ id: `${id + nth}`, by, atMs: hours(nth), more });
    home.receive(post(words(100)), hours(nth));
    const booster = people[(nth + 1) % 3] as string;
    home.receive(boost(`${300 + nth}`, booster, hours(nth), words(200)), hours(nth));
  });
  const { connection } = home.database;
  connection.exec(`insert or ignore into follows (login_key, account_key, since_ms)
                   select 1, account_key, 1 from accounts`);
  const keysOf = (sql: string) => connection.prepare(sql).pluck().all() as number[];
  const [statuses, accounts] = [
    keysOf('select status_key from statuses'),
    keysOf('select account_key from accounts'),
  ];
  const shown = openShownStatuses(home.database);
  const look = connection.prepare(readSql('serve/list_covers'));
  const pick = numbers(7);
  const keys = {
    account: () => accounts[pick(accounts.length)] as number,
    status: () => statuses[pick(statuses.length)] as number,
  };
  let [covered, bare] = [0, 0];

  for (let round = 0; round < ROUNDS; round += 1) {
    const happening = HAPPENINGS[pick(HAPPENINGS.length)] as (typeof HAPPENINGS)[number];
    connection.exec(happening(pick, keys));
    for (const key of statuses) {
      const all = look.all({ status_key: key, now_ms: NOW_MS });
      expect(shown.coversOf(key, NOW_MS), `round ${round}, status ${key}`).toEqual(all);
      if (all.length > 0) covered += 1;
      else bare += 1;
    }
  }

  expect(Math.min(covered, bare)).toBeGreaterThan(ROUNDS / 4);
});
