import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { lnMicro } from '../../src/core/dice.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { SHIPPED_FEEDS } from '../../src/core/shipped_feeds.ts';
import { drawFeed } from '../../src/rank/draw.ts';
import { drawAnyhow } from '../../src/rank/draw_anyhow.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { askOwnSql } from '../../src/rank/own_feed.ts';
import { pipelineSql } from '../../src/rank/own_pipeline.ts';
import { runOwnSql } from '../../src/store/own_sql.ts';
import { openReading } from '../../src/store/reading.ts';
import { readSql } from '../../src/store/statements.ts';
import { aHome, boost, hours, post } from '../support/entries.ts';

const NOW_MS = hours(20 * 24);
const people = ['ada', 'bob', 'cleo', 'dan', 'eve', 'finn', 'gus'];
const picture = { id: '1', type: 'image', url: 'https://example.social/1.png' };

/** Three weeks of a few people, strangers among them; every third post has a picture. */
function threeWeeks() {
  const home = aHome();
  for (let nth = 0; nth < 150; nth += 1) {
    const by = people[(nth * nth) % people.length] as string;
    const more = nth % 3 === 0 ? { media_attachments: [picture] } : {};
    const words = { id: `${1000 + nth}`, by, atMs: hours(nth * 3), more };
    home.receive(post(words), words.atMs);
    const counts = { ...more, favourites_count: nth % 11 };
    home.receive(post({ ...words, more: counts }), hours(nth * 3 + 5));
    if (nth % 4 === 0) home.receive(boost(`b${nth}`, 'ada', hours(nth * 3 + 6), words), words.atMs);
  }
  const draw = (feed: Feed, nowMs: EpochMs = NOW_MS, dryRun = true) =>
    drawFeed({ database: home.database, feed, seed: 'x', nowMs, dryRun, runOwnSql: inPlace });
  return { ...home, draw };
}

/** The same statement and connection, without a process of its own. */
const inPlace = async (task: Parameters<typeof runOwnSql>[0]) => runOwnSql(task);

function withSql(text: string, feed: Feed = { ...MORNING, size: 40 }): Feed {
  return {
    ...feed,
    name: 'mine',
    copiedFrom: feed.name,
    sql: { file: 'feeds/mine.sql', limitSeconds: 10, text },
  };
}

const plain = 'select status_id from candidate_statuses';

test.each(Object.values(SHIPPED_FEEDS).map((feed) => [feed.name, feed] as const))(
  'the SQL that is copied from %s draws the same edition, signals and all',
  async (name, feed) => {
    const { draw } = threeWeeks();
    const sql = pipelineSql(feed, { name: 'mine', file: 'feeds/mine.sql' });

    const mine = await draw(withSql(sql, feed));

    expect({ ...mine, feed: name }).toEqual(await draw(feed));
    if (['morning', 'pictures', 'as-it-came'].includes(name))
      expect(mine.entries.length).toBeGreaterThan(5);
  },
);

test('the copied SQL stands on documented views alone', () => {
  const sql = pipelineSql(MORNING, { name: 'mine', file: 'feeds/mine.sql' });

  expect(sql).not.toMatch(/\b(pool|author_signals|accounts|statuses|feed_rows|feed_refusals)\b/);
  expect(sql.match(/@[a-z_]+/g)?.filter((name) => !sql.includes(`--   ${name} `))).toEqual([]);
});

test('the copied SQL draws the same on a later night, when something was seen', async () => {
  const { database, draw } = threeWeeks();
  await draw({ ...MORNING, size: 40 }, hours(18 * 24), false);
  database.connection
    .prepare(
      `insert into exposures (uri_hash, kind, at_ms, edition, position, via)
       select uri_hash, 'seen', ?, 1, position, 'page' from entries where position < 9`,
    )
    .run(hours(18 * 24 + 2));
  const sql = pipelineSql(MORNING, { name: 'mine', file: 'feeds/mine.sql' });

  const mine = await draw(withSql(sql));

  expect(mine.entries).toEqual((await draw({ ...MORNING, size: 40 })).entries);
  expect(mine.entries.some(({ lane }) => lane === 'resurfaced')).toBe(true);
});

test('what the owner scores highest leads the shortest edition, whatever the ranker says', async () => {
  const { draw } = threeWeeks();
  const quotas = { turns: 0, boosted: 0, resurfaced: 0, wildcard: 0 };
  const oldest = `select status_id, iif(status_id = '1001', 1000000.0, 1.0) as score
                    from candidate_statuses`;

  const { entries } = await draw(withSql(oldest, { ...MORNING, size: 1, quotas }));

  expect(entries.map(({ statusId }) => statusId)).toEqual(['1001']);
});

test('what the SQL leaves out the ranker fills in; what it does not return gets no place', async () => {
  const { draw } = threeWeeks();

  const all = await draw(withSql(plain));
  const some = await draw(withSql(`${plain} where media > 0`));

  expect(all.entries).toEqual((await draw({ ...MORNING, size: 40 })).entries);
  expect(some.report.candidates).toBe(50);
  expect(some.entries.every(({ statusId }) => (Number(statusId) - 1000) % 3 === 0)).toBe(true);
});

test('a score of the SQL is a factor beside the others: the sum stays exact', async () => {
  const { draw } = threeWeeks();

  const { entries } = await draw(
    withSql(
      `select status_id, iif(status_id like '%7', 50.0, 0.01) as score
               from candidate_statuses`,
      { ...MORNING, size: 15 },
    ),
  );

  for (const { scoreMicro, signals, statusId } of entries) {
    expect(scoreMicro).toBe(lnMicro(statusId.endsWith('7') ? 50 : 0.01));
    const sum = Object.values(signals).reduce((total, one) => total + one.factor_micro, 0);
    expect(scoreMicro).toBe(sum);
    expect(signals.own?.value).toBe(statusId.endsWith('7') ? 50 : 0.01);
  }
  const best = entries.filter(({ lane, signals }) => lane === 'fresh' && !signals.turn);
  expect(best.slice(0, 5).every(({ statusId }) => statusId.endsWith('7'))).toBe(true);
});

test('lane and reason of the SQL are frozen with the entry', async () => {
  const { database, draw } = threeWeeks();
  const feed = withSql(`select status_id, 'quiet' as lane, 'from <b>' || author as reason
                          from candidate_statuses where author like 'bob%'`);

  const edition = await draw(feed, NOW_MS, false);

  const placed = edition.entries.filter(({ lane }) => lane !== 'wildcard');
  expect(new Set(placed.map(({ lane }) => lane))).toEqual(new Set(['quiet']));
  const read = openReading(database).entry(1, 1);
  expect(read?.reason).toBe('from <b>bob@example.social');
  const status = edition.entries[0]?.uri ?? '';
  const own = await askOwnSql({ database, feed, nowMs: NOW_MS, runOwnSql: inPlace });
  expect(explainStatus({ database, feed, own, nowMs: NOW_MS, status }).reason).toBe(read?.reason);
});

test('explain says that the SQL does not return a post', async () => {
  const { database } = threeWeeks();
  const feed = withSql(`${plain} where media > 0`);
  const own = await askOwnSql({ database, feed, nowMs: NOW_MS, runOwnSql: inPlace });
  const explain = (status: string) =>
    explainStatus({ database, feed, own, nowMs: NOW_MS, status }).leftOut;

  expect(explain('1001')).toBe('the SQL of feed mine (feeds/mine.sql) does not return it');
  expect(explain('1147')).toContain('one drawn now would hold it');
});

test('filters of the settings hold for the SQL too, and rows of unknown posts for nobody', async () => {
  const { draw } = threeWeeks();
  const feed = withSql(`${plain} union all select 'nobody-has-it'`);

  const edition = await draw({ ...feed, filters: { withMedia: true } });

  expect(edition.report.candidates).toBe(50);
});

test('the text of the SQL is frozen with the edition', async () => {
  const { database, draw } = threeWeeks();

  await draw(withSql(plain), NOW_MS, false);

  const frozen = database.connection
    .prepare("select feed_settings ->> '$.sql.text' from editions")
    .pluck()
    .get();
  expect(frozen).toBe(plain);
});

test('an SQL that fails is drawn by its last good text, else by what it was copied from', async () => {
  const { database, draw } = threeWeeks();
  const broken = withSql('select status_id\nform candidate_statuses');
  const pictures = { ...(SHIPPED_FEEDS.pictures as Feed), size: 40 };
  const night = (feed: Feed, day: number) =>
    drawAnyhow({
      database,
      feed,
      seed: 'x',
      nowMs: hours(day * 24),
      dryRun: false,
      runOwnSql: inPlace,
      fallbacks: [pictures, MORNING],
    });

  const first = await night(broken, 20);
  await night(withSql(`${plain} where author like 'bob%'`), 21);
  const third = await night(broken, 22);

  expect(first).toMatchObject({ edition: 1, feed: 'mine' });
  expect(first.report.instead).toEqual({
    why: 'feeds/mine.sql, line 2, near "form": SQL cannot be read from here on: did you mean from?',
    drawnWith: 'feed pictures',
  });
  expect(third.report.instead?.drawnWith).toBe('its last good SQL');
  expect(new Set(third.entries.map(({ account }) => account))).toEqual(
    new Set(['bob@example.social']),
  );
  await expect(draw(broken)).rejects.toMatchObject({ code: 'invalid' });
  const head = openReading(database).head(3);
  expect(head).toMatchObject({
    drawn_with: 'its last good SQL',
    failed_because: expect.any(String),
  });
});

test('what own SQL chose is looked up by its id, and not read once for every id there is', () => {
  const { database } = aHome();

  const plan = database.connection
    .prepare(`explain query plan ${readSql('rank/add_rows')}`)
    .all({ rows: '[]' }) as { detail: string }[];

  expect(plan.map(({ detail }) => detail).filter((step) => /SCAN server_ids/.test(step))).toEqual(
    [],
  );
});
