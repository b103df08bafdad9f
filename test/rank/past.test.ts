import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import type { Edition } from '../../src/core/edition.ts';
import type { Feed } from '../../src/core/feed.ts';
import { drawEdition, drawFeed } from '../../src/rank/draw.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { leaningsAt } from '../../src/rank/leanings.ts';
import { pipelineSql } from '../../src/rank/own_pipeline.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { runOwnSql } from '../../src/store/own_sql.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { openPast } from '../../src/store/past.ts';
import { filesUnder } from '../house/house_files.ts';
import { account, boost, hours, post } from '../support/entries.ts';
import { aBusyHome, aCopyOf, FEED, MANY, nightOf } from '../support/read_home.ts';

type Home = ReturnType<typeof aBusyHome>;

const likes = (uri: string) => Number(uri.split('/').at(-1)) % 3 === 0;

let read: Home | undefined;

/** Days 4 to 12 are drawn and read, once for all; what came later was received as well. */
function aReadHome(): Home {
  if (read !== undefined) return aCopyOf(read);
  read = aBusyHome(16);
  for (let day = 4; day <= 12; day += 1) read.read(read.draw(nightOf(day), `${day}`), likes);
  return aCopyOf(read);
}

function drawnAsOf({ database }: Home, nowMs: EpochMs, seed = 'x', sinceMs = nowMs) {
  const past = openPast(database, sinceMs);
  past.at(nowMs, FEED.name);
  try {
    return drawEdition({ database: past.database, feed: FEED, seed, nowMs, dryRun: true });
  } finally {
    past.close();
  }
}

test('a night that is drawn again from its own seed gives the edition that was drawn then', () => {
  const home = aBusyHome(16);
  const drawn = [5, 8, 12].map((day) => {
    const edition = home.draw(nightOf(day), `${day}`);
    home.read(edition, likes);
    return edition;
  });

  const again = drawn.map(({ drawnAtMs, seed }) => drawnAsOf(home, drawnAtMs, seed));

  expect(again).toEqual(drawn.map((edition) => ({ ...edition, edition: null })));
});

const LATER_MS = hours(16 * 24);
const words = { id: '10000', by: MANY[0] as string, atMs: hours(0) };
const seenLater = { kind: 'seen' as const, atMs: LATER_MS, via: 'page' };

/** What happened on day 16, to posts and people of the first days. */
const FUTURE: readonly (readonly [string, (home: Home, uris: readonly string[]) => unknown])[] = [
  [
    'counts',
    ({ receive }) =>
      receive(post({ ...words, more: { favourites_count: 900, reblogs_count: 90 } }), LATER_MS),
  ],
  [
    'a boost',
    ({ receive }) => receive(boost('late', MANY[3] as string, LATER_MS, words), LATER_MS),
  ],
  [
    'a post of somebody new',
    ({ receive }) => receive(post({ id: '99999', by: 'new', atMs: hours(2) }), LATER_MS),
  ],
  [
    'a follow',
    ({ follows, login }) => follows.follow(login.loginKey, account(MANY[23] as string), LATER_MS),
  ],
  [
    'the end of a follow',
    ({ follows, login }) => follows.unfollow(login.loginKey, account(MANY[2] as string), LATER_MS),
  ],
  ['acts', ({ act }, uris) => uris.map((uri) => act(uri, LATER_MS))],
  [
    'a seen exposure',
    ({ database }, uris) =>
      openExposures(database).record(uris.map((uri) => ({ ...seenLater, uri }))),
  ],
  [
    'a look that is taken back',
    ({ database }) =>
      openExposures(database).record(
        seenUris(database).map((uri) => ({ ...seenLater, uri, undo: true })),
      ),
  ],
  ['another edition', ({ draw, read }) => read(draw(LATER_MS), likes)],
  [
    'a dial',
    ({ database, login }) =>
      openOwnerWords(database).dial({
        loginKey: login.loginKey,
        kind: 'account',
        subject: `${MANY[1]}@example.social`,
        word: 'always',
        untilMs: null,
        saidAtMs: LATER_MS,
      }),
  ],
  [
    'the end of a boost',
    ({ database }) =>
      database.connection.exec(`update arrivals set removed_at_ms = ${LATER_MS}
                                 where booster_key is not null`),
  ],
  [
    'a mute',
    ({ database, login }) =>
      database.connection.exec(`insert into refusals_of_people
        select ${login.loginKey}, account_key, 'mute', ${LATER_MS}, null, null from accounts`),
  ],
  [
    'a filter',
    ({ database, login }) =>
      database.connection.exec(`insert into filter_matches
        select status_key, ${login.loginKey}, 'new', 'hide', null from statuses`),
  ],
];

/** Some nights, each from its own past and from one that begins earlier. */
const nightsAsOf = (home: Home) =>
  [4, 7, 13]
    .map(nightOf)
    .flatMap((nowMs) => [drawnAsOf(home, nowMs), drawnAsOf(home, nowMs, 'y', nightOf(2))]);

let before: readonly Edition[] | undefined;

test.each(FUTURE)('no draw of an earlier night is changed by later facts: %s', (_, happen) => {
  const home = aReadHome();
  before ??= nightsAsOf(home);
  const uris = before.flatMap(({ entries }) => entries.map(({ uri }) => uri));

  happen(home, [...new Set(uris)]);

  expect(before.every(({ entries }) => entries.length === FEED.size)).toBe(true);
  expect(nightsAsOf(home)).toEqual(before);
});

test('a past night leans as it did then, whatever was seen, done and taken back since', () => {
  const home = aBusyHome(16);
  for (let day = 4; day <= 9; day += 1) home.read(home.draw(nightOf(day), `${day}`), likes);
  const thenMs = nightOf(10);
  const leanings = leaningsAt(home.database, FEED, thenMs);
  const drawn = home.draw(thenMs, '10');
  const uri = drawn.entries.find(({ signals }) => signals.freshness?.leaning)?.uri as string;
  home.read(drawn, (one) => !likes(one));
  for (const day of [11, 12]) home.read(home.draw(nightOf(day), `${day}`), (one) => !likes(one));
  const { connection } = home.database;
  connection.prepare('update actions set undone_at_ms = ? where action_key < 5').run(nightOf(13));
  connection.prepare('update exposures set undone_at_ms = ? where position = 3').run(nightOf(13));

  const past = openPast(home.database, nightOf(5));
  past.at(thenMs, FEED.name);
  const ofPast = leaningsAt(past.database, FEED, thenMs);
  const unleaned = leaningsAt(past.database, { ...FEED, leanings: false }, thenMs);
  past.close();
  const request = { database: home.database, feed: FEED, nowMs: nightOf(14) };

  expect(Object.values(leanings).filter((one) => one !== 1).length).toBeGreaterThan(2);
  expect(ofPast).toEqual(leanings);
  expect(unleaned).toEqual({});
  expect(leaningsAt(home.database, FEED, nightOf(14))).not.toEqual(leanings);
  expect(drawnAsOf(home, thenMs, '10').entries).toEqual(drawn.entries);
  expect(explainStatus({ ...request, status: uri }).signals.freshness?.leaning).toBe(
    leanings.freshness,
  );
});

test('the past that is drawn from leaves the owner’s file as it is, and can be read by own SQL', async () => {
  const home = aReadHome();
  const feed: Feed = {
    ...FEED,
    sql: {
      file: 'mine.sql',
      limitSeconds: 10,
      text: pipelineSql(FEED, { name: 'mine', file: 'mine.sql' }),
    },
  };
  const file = home.database.connection.serialize();
  const nowMs = nightOf(6);
  const expected = drawnAsOf(home, nowMs);

  const past = openPast(home.database, nowMs);
  past.at(nowMs, feed.name);
  const mine = await drawFeed({
    database: past.database,
    feed,
    seed: 'x',
    nowMs,
    dryRun: true,
    runOwnSql: (task) => past.withViews(async (copy) => runOwnSql({ ...task, file: copy })),
  });
  past.close();

  expect(mine).toEqual(expected);
  expect(home.database.connection.serialize().equals(file)).toBe(true);
});

function seenUris(database: Home['database']): string[] {
  return database.connection
    .prepare(
      "select statuses.uri from exposures join statuses using (uri_hash) where kind = 'seen'",
    )
    .pluck()
    .all() as string[];
}

/** What the ranker reads as it is today: names, and texts as they read now. */
const WITHOUT_TIMES = [
  'account_ids',
  'accounts',
  'dictionaries', // with payloads and versions: packing reads them, the ranker does not
  'entries',
  'links',
  'passed_over',
  'payloads',
  'posts_by_author', // leads to `statuses`, which has one
  'posts_extent',
  'refused', // here the name of a part of a statement
  'refused_mentions',
  'server_ids',
  'status_tags',
  'tags',
  'versions',
];

test('every table that the ranker reads has its past, or is known to have none', () => {
  const { database } = aBusyHome(0);
  const past = openPast(database, nightOf(1));
  const names = (schema: string) =>
    past.database.connection.prepare(`select name from ${schema}.sqlite_schema`).pluck().all();
  const read = filesUnder('sql', '.sql')
    .filter(({ path }) => /^sql\/(upkeep|rank)\//.test(path))
    .flatMap(({ text }) => [...text.matchAll(/\b(?:from|join|into|update)\s+([a-z_]+)/g)])
    .map(([, name]) => name as string);
  const [today, then] = [names('main'), names('temp')];
  past.close();

  const asItIs = new Set(read.filter((name) => today.includes(name) && !then.includes(name)));

  expect([...asItIs].toSorted()).toEqual(WITHOUT_TIMES);
});
