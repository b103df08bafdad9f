import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { parseStatus } from '../../src/core/status.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openActions } from '../../src/store/actions.ts';
import type { Database } from '../../src/store/database.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { openFollows } from '../../src/store/follows.ts';
import { openHoles } from '../../src/store/holes.ts';
import { openPool } from '../../src/store/pool.ts';
import { account, aHome, boost, hours as exactly, post, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { exported, importLines, line } from '../support/recording.ts';

const feed = { ...MORNING, size: 12 };
const PEOPLE = ['ada', 'bob', 'cleo', 'dan', 'eve'] as const;
const RUNS = { numRuns: 12, seed: 42, endOnFailure: true };

const hours = (count: number) => Math.round(exactly(count)) as EpochMs;

const draw = (database: Database, day = 10) =>
  JSON.stringify(
    drawEdition({ database, feed, seed: 'law', nowMs: hours(day * 24), dryRun: true }).entries,
  );

const tenths = (max: number) => fc.integer({ min: 1, max }).map((tenth) => tenth / 10);

/** What may happen to one post, in hours after it. */
const lifeOf = fc.record({
  by: fc.constantFrom(...PEOPLE),
  bornHour: fc.integer({ min: 0, max: 170 }),
  lateHours: fc.constantFrom(0.01, 0.2, 2, 30),
  counts: fc.array(fc.record({ after: tenths(900), n: fc.nat(9) }), {
    maxLength: 4,
  }),
  boostAfter: fc.option(tenths(600)),
  editAfter: fc.option(tenths(600)),
  unboosted: fc.boolean(),
  end: fc.constantFrom('stays', 'stays', 'stays', 'deleted'),
  read: fc.constantFrom('no', 'no', 'seen', 'seen twice', 'unseen again', 'favourited'),
});
type Life = typeof lifeOf extends fc.Arbitrary<infer T> ? T : never;
type Home = ReturnType<typeof aHome>;

/** Lives the lives as ingest would: streamed, refreshed, edited, deleted, in the order of time. */
function lived(lives: readonly Life[]): Home {
  const home = aHome();
  const { filing, login, database } = home;
  const follows = openFollows(database, filing.accounts);
  follows.replaceAll(
    login.loginKey,
    PEOPLE.slice(0, 4).map((name) => account(name)),
    hours(0),
  );
  const acts = lives.flatMap((life, nth) => actsOf(home, life, nth));
  const hole = { fromMs: hours(50), toMs: hours(51), noticedAtMs: hours(52), detail: '' };
  openHoles(database).add({ ...hole, loginKey: login.loginKey, state: 'open' });
  acts.push({ at: 100, run: openPool(database).pour });
  for (const { run } of acts.sort((a, b) => a.at - b.at)) run();
  return home;
}

/** An edit changes the link as well, and stories are told apart by theirs. */
const contentOf = (text: string) => `<a href="https://${text}.example/story">${text}</a>`;

type Act = { readonly at: number; readonly run: () => void };

function actsOf({ filing, login, database }: Home, life: Life, nth: number): readonly Act[] {
  const { by, bornHour, lateHours, counts, boostAfter, editAfter } = life;
  const key = login.loginKey;
  const words = { id: `${1000 + nth}`, by, atMs: hours(bornHour) };
  const state = { n: 0, text: 'first' };
  const json = () => ({
    ...statusJson({
      ...words,
      more: { favourites_count: state.n, content: contentOf(state.text) },
    }),
    edited_at: state.text === 'first' ? null : isoOf(hours(bornHour + (editAfter ?? 0))),
  });
  const acts: Act[] = [];
  const arrivesAt = bornHour + lateHours;
  const add = (at: number, run: () => void) => acts.push({ at, run });
  add(arrivesAt, () => filing.file(key, [post(words)], { atMs: hours(arrivesAt), how: 'stream' }));
  for (const { after, n } of counts) {
    const at = arrivesAt + after;
    add(at, () => {
      state.n += n;
      filing.refresh(key, parseStatus(json()), hours(at));
    });
  }
  if (editAfter !== null) {
    const at = arrivesAt + editAfter;
    add(at, () => {
      state.text = 'second';
      filing.edit(key, parseStatus(json()), hours(at));
    });
  }
  if (boostAfter !== null) {
    const at = arrivesAt + boostAfter;
    const wrapper = () => ({ ...words, more: { ...json() } });
    add(at, () =>
      filing.file(key, [boost(`b${nth}`, 'cleo', hours(at), wrapper())], {
        atMs: hours(at),
        how: 'sweep',
      }),
    );
    if (life.unboosted) add(at + 1, () => filing.forget(key, `b${nth}`, hours(at + 1)));
  }
  acts.push(...readingOf(database, life, key, words.id, 200 + (nth % 7)));
  if (life.end === 'deleted') add(231, () => filing.forget(key, words.id, hours(231)));
  return acts;
}

function readingOf(
  database: Database,
  { read }: Life,
  loginKey: number,
  statusId: string,
  at: number,
): readonly Act[] {
  const exposures = openExposures(database);
  const see = (atHour: number, undo = false) => ({
    at: atHour,
    run: () =>
      exposures.record([
        { statusId, loginKey, kind: 'seen', atMs: hours(atHour), via: 'page', undo },
      ]),
  });
  if (read === 'seen') return [see(at)];
  if (read === 'seen twice') return [see(at), see(at + 1)];
  if (read === 'unseen again') return [see(at), see(at + 2, true)];
  if (read === 'no') return [];
  const act = { loginKey, statusId, kind: 'favourite' as const, atMs: hours(at) };
  return [{ at, run: () => openActions(database).record(act) }];
}

const lives = fc.array(lifeOf, { minLength: 3, maxLength: 25 });

test('whatever ingest lived through, its export rebuilds it: the same lines, the same draw', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (each) => {
      const { database } = lived(each);
      const lines = exported(database);

      const rebuilt = aNewDatabase();
      const report = await importLines(rebuilt, lines);

      expect(report.refused).toEqual({});
      expect(exported(rebuilt)).toEqual(lines);
      expect(draw(rebuilt)).toBe(draw(database));
    }),
    RUNS,
  );
});

test('the pool that ingest keeps is the pool that its rules make of the ledger', () => {
  const columns = `author_key, status_key, uri_hash, dice_key, born_ms, arrived_ms, reply,
    mentions_owner, link_key, boosters`;
  fc.assert(
    fc.property(lives, (each) => {
      const { database } = lived(each);
      const { connection } = database;
      openPool(database).pour();
      const rows = (table: string) =>
        connection.prepare(`select ${columns} from ${table} order by 2`).safeIntegers().all();

      expect(rows('pool')).toEqual(rows('unseen_statuses'));
    }),
    RUNS,
  );
});

test('also with editions drawn and read meanwhile, of which some posts are gone', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (each) => {
      const { database, filing, login } = lived(each);
      const drawn = (day: number) =>
        drawEdition({ database, feed, seed: `${day}`, nowMs: hours(day * 24), dryRun: false });
      const first = drawn(10);
      drawn(11);
      const exposures = openExposures(database);
      exposures.record(
        first.entries.slice(0, 2).map(({ uri, statusId, position }) => {
          const had = { uri, statusId, position, edition: first.edition ?? undefined };
          return { ...had, kind: 'seen' as const, atMs: hours(270), via: 'page' };
        }),
      );
      for (const { statusId } of first.entries.slice(0, 2))
        filing.forget(login.loginKey, statusId, hours(271));
      const lines = exported(database);

      const rebuilt = aNewDatabase();
      await importLines(rebuilt, lines);

      expect(exported(rebuilt)).toEqual(lines);
      expect(draw(rebuilt, 12)).toBe(draw(database, 12));
    }),
    RUNS,
  );
});

const observation = fc.record({
  nth: fc.nat(4),
  at: fc.integer({ min: 30, max: 100 }),
  n: fc.nat(9),
  boosted: fc.boolean(),
});

/** Entries of a home, each its own: no two of the same id at the same moment. */
const updates = fc
  .uniqueArray(observation, {
    minLength: 2,
    maxLength: 14,
    selector: ({ nth, at }) => `${nth}/${at}`,
  })
  .map((each) =>
    each.map(({ nth, at, n, boosted }) => {
      const words = { id: `${500 + nth}`, by: PEOPLE[nth] as string, atMs: hours(20 + nth) };
      const status = statusJson({ ...words, more: { favourites_count: n } });
      const wrapper = {
        id: `b${nth}-${at}`,
        created_at: isoOf(hours(at)),
        account: account('eve'),
        reblog: status,
      };
      return line(hours(at), 'update', boosted ? wrapper : status);
    }),
  );

test('in whatever order updates come, the export is the same', async () => {
  const shuffled = updates.chain((lines) =>
    fc.tuple(
      fc.constant(lines),
      fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(shuffled, async ([lines, otherwise]) => {
      const [one, other] = [aNewDatabase(), aNewDatabase()];
      await importLines(one, lines);
      await importLines(other, otherwise);

      expect([...exported(other)].sort()).toEqual([...exported(one)].sort());
    }),
    { ...RUNS, numRuns: 25 },
  );
});
