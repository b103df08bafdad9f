import { expect, test } from 'vitest';
import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openLastChances } from '../../src/rank/last_chances.ts';
import type { Database } from '../../src/store/database.ts';
import { disk } from '../../src/store/disk.ts';
import { openFiling } from '../../src/store/filing.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from '../support/command_line.ts';
import { account, statusJson } from '../support/entries.ts';
import { anOldStore, daysAgo, NOW_MS } from '../support/old_store.ts';
import { until } from '../support/wall_time.ts';

function within<T>(file: string, work: (database: Database) => T): T {
  const database = openDatabase(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

test('bodies older than what is kept go, older than the window are packed, the rest stays', async () => {
  const store = anOldStore(420, 1);

  const said = await store.run(['prune']);

  expect(said.exitCode).toBe(0);
  expect(said.stdout).toMatch(/^20 posts let go: 20 never seen, none had a last chance\.\n/);
  expect(said.stdout).toContain('386 packed: ');
  expect(store.read('select count(*) from payloads')).toBe(400);
  expect(store.read('select count(*) from payloads where codec = 0')).toBe(14);
  expect(store.read('select count(*) from statuses')).toBe(420);
  expect(store.read('select count(*) from candidates')).toBe(400);
  expect(store.read("select count(*) from texts where texts match 'ada'")).toBe(400);
  expect((await store.run(['prune'])).stdout).toContain('Nothing was old enough to go.');
});

test('an old edition still says whose its posts were, and where they stand', async () => {
  const store = anOldStore(410, 405);
  const draw = { feed: MORNING, seed: 'x', nowMs: daysAgo(404), dryRun: false };
  within(store.databaseFile, (database) => drawEdition({ database, ...draw }));
  await store.run(['prune']);

  const { stdout } = await store.run(['edition', '1']);

  const uri = store.read('select uri from entries join statuses using (uri) limit 1');
  expect(stdout).toContain('@ada@example.social · older than what is kept\n');
  expect(stdout).toContain(`${uri}\n`);
});

test('what a bad disk changed of an old edition keeps nothing from being let go', async () => {
  const store = anOldStore(410, 405);
  const draw = { feed: MORNING, seed: 'x', nowMs: daysAgo(404), dryRun: false };
  within(store.databaseFile, (database) => drawEdition({ database, ...draw }));
  const connection = openConnection(store.databaseFile);
  connection.pragma('ignore_check_constraints = on');
  connection.exec("update entries set signals = '!' || substr(signals, 2)");
  connection.close();

  const said = await store.run(['prune']);

  expect([said.exitCode, said.stderr]).toEqual([0, expect.not.stringContaining('not happen')]);
  expect(said.stdout).toMatch(/^5 posts let go/); // the last chance of the sixth is due
});

test('the answer for programs has every figure', async () => {
  const store = anOldStore(410, 395);

  expect(await store.json('prune')).toMatchObject({
    pruned: 9,
    never_seen: 9,
    last_chances: 0,
    last_chance_editions: [],
    waiting_for_last_chance: 1,
    packed: 7,
    given_back_bytes: expect.any(Number),
    free_bytes: expect.any(Number),
  });
});

test('the settings say how long', async () => {
  const store = anOldStore(50, 1);
  disk.writePrivate(store.configFile, '[keep]\ndays = 30\ntext_days = 20\n');

  const said = await store.json('prune');

  expect([said.pruned, said.packed]).toEqual([20, 10]); // she posts each day: no quiet voice
});

test('the file gets shorter, and the disk has the rest of it back', async () => {
  const store = anOldStore(420, 390, 120);
  const before = store.read('select page_count from pragma_page_count');

  const { given_back_bytes } = await store.json('prune');

  expect(given_back_bytes).toBeGreaterThan(500_000);
  expect(store.read('select page_count from pragma_page_count')).toBeLessThan(before as number);
  expect(store.read('select integrity_check from pragma_integrity_check')).toBe('ok');
});

test('the disk has most of what packing saves, without a rewrite', async () => {
  const store = anOldStore(60, 30, 100);
  const pages = () => store.read('select page_count from pragma_page_count') as number;
  const before = pages();

  const { packed, packed_bytes, given_back_bytes } = await store.json('prune');

  expect(packed).toBe(3_100);
  expect(pages()).toBeLessThan(before);
  expect(given_back_bytes).toBeGreaterThan(0.6 * (packed_bytes.before - packed_bytes.after));
});

test('a file of an older version is written anew where that is asked for', async () => {
  const store = anOldStore(420, 390, 120);
  const old = openConnection(store.databaseFile);
  old.exec('pragma journal_mode = delete; pragma auto_vacuum = none; vacuum');
  old.close();

  const said = await store.run(['prune']);
  const compact = await store.json('prune', '--compact');

  expect(said.stdout).toContain('"driftline prune --compact" gives them to the disk.');
  expect(compact.given_back_bytes).toBeGreaterThan(500_000);
  expect(store.read('select auto_vacuum from pragma_auto_vacuum')).toBe(2);
  expect(store.read('select count(*) from payloads')).toBe(11 * 120 + 1); // one has its last chance to come
});

test('stats says what keeping costs, and what was let go', async () => {
  const store = anOldStore(420, 1, 20);
  const file = () => store.read('select page_count * 4096 from pragma_page_count') as number;
  await store.run(['prune']);

  const { keep } = await store.json('stats');
  const said = (await store.run(['stats'])).stdout;

  expect(keep).toMatchObject({ file_bytes: file(), bodies: 8_000, packed: 7_720, pruned: 400 });
  expect(keep).toMatchObject({ pruned_never_seen: 400, last_chances: 0 });
  // A year at this rate is what 400 days take, less what a file holds beside its posts.
  const ofYear = (365 / 400) * (file() - keep.free_bytes);
  expect(keep.bytes_a_year / ofYear).toBeGreaterThan(0.8);
  expect(keep.bytes_a_year / ofYear).toBeLessThan(1.3);
  expect(said).toMatch(/let go +400 posts: 400 never seen, 0 had a last chance/);
  expect(said).toMatch(/what comes +\d+ kB a day, [\d.]+ MB a year at this rate/);
});

test('exposures of what is gone are kept, in the ledger and in an export', async () => {
  const store = anOldStore(410, 390);
  const { uri } = statusJson({ id: '10405', by: 'ada', atMs: daysAgo(405) });
  const database = openDatabase(store.databaseFile);
  const { openExposures } = await import('../../src/store/exposures.ts');
  openExposures(database).record([{ uri, kind: 'seen', atMs: daysAgo(404), via: 'page' }]);
  database.close();

  const said = await store.run(['prune']);
  const lines = (await store.run(['export'])).stdout.trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line));

  expect(said.stdout).toMatch(
    /^9 posts let go: 8 never seen, none .*; 1 kept until their last chance\.$/m,
  );
  expect(events.filter(({ event }) => event === 'update')).toHaveLength(12);
  expect(events.filter(({ event }) => event === 'exposure')).toMatchObject([
    { payload: { kind: 'seen', uri, status_id: '10405' } },
  ]);
  const other = aCommandLine();
  disk.writePrivate(`${other.home}/all.jsonl`, lines.join('\n'));
  expect((await other.run(['import', `${other.home}/all.jsonl`])).stderr).toBe('');
  const again = (await other.run(['export'])).stdout.trimEnd().split('\n');
  expect(again.map((line) => JSON.parse(line).event)).toEqual(events.map(({ event }) => event));
});

test('what was let go and is boosted into the home again is there again', async () => {
  const store = anOldStore(410, 390);
  await store.run(['prune']);
  const database = openDatabase(store.databaseFile);
  const words = { id: '10405', by: 'ada', atMs: daysAgo(405) };
  const { parseHomeEntry } = await import('../../src/core/status.ts');
  const boosted = parseHomeEntry({
    id: 'b1',
    created_at: isoOf(NOW_MS),
    account: account('bob'),
    reblog: statusJson(words),
  });
  const before = store.read('select count(*) from candidates');
  openFiling(database).file(1, [boosted], { atMs: (NOW_MS + 1) as EpochMs, how: 'sweep' });
  database.close();

  expect(store.read('select count(*) from candidates')).toBe((before as number) + 1);
  expect(store.read(`select arrived_ms from candidates order by arrived_ms desc`)).toBe(NOW_MS + 1);
  expect(await store.json('prune')).toMatchObject({ pruned: 0 });
});

test('run does it each night after the draw, and says so in one line', async () => {
  const store = anOldStore(420, 1);
  disk.writePrivate(store.configFile, 'timezone = "UTC"\n[rank]\nat = "07:30"\n');
  // An hour in a second, from when the page is up: half past seven is a second and a half away.
  let begunMs: number | undefined;
  const passedMs = () => (begunMs === undefined ? 0 : performance.now() - begunMs);
  const now = () => Math.floor(NOW_MS + passedMs() * 3_600) as EpochMs;
  const after = (delayMs: number, run: () => void) => {
    const handle = setTimeout(run, delayMs / 3_600);
    return () => clearTimeout(handle);
  };
  const stop = new AbortController();
  const log: string[] = [];
  const aside: string[] = [];
  const running = store.run(['run', '--port', '0'], {
    time: { now, after },
    stopped: stop.signal,
    stdout: {
      write: async (text: string) => {
        if (text.includes('Reading at')) begunMs = performance.now();
      },
      isTerminal: false,
      columns: 100,
    },
    stderr: {
      write: async (text: string) => void log.push(text),
      isTerminal: false,
      columns: 100,
    },
    drawAside: async ({ file, feed, seed, nowMs }) =>
      within(file, (database) => drawEdition({ database, feed, seed, nowMs, dryRun: false })),
    // In a thread, since it looks at all candidates: the page and the stream go on meanwhile.
    lastChancesAside: async ({ file, dueIn, nowMs }) => {
      aside.push(...dueIn.map(({ name }) => name));
      return within(file, (database) => openLastChances(database, dueIn)(nowMs));
    },
  });

  await until('a night has passed', () => log.join('').includes('keep.done'));
  stop.abort(new DOMException('stopped by the owner', 'AbortError'));
  await running;

  const lines = log.join('').trimEnd().split('\n');
  const told = lines.map((line) => JSON.parse(line) as { event: string; words?: string });
  const events = told.map(({ event }) => event);
  expect(events.indexOf('rank.drawn')).toBeLessThan(events.indexOf('keep.done'));
  expect(told.find(({ event }) => event === 'keep.done')?.words).toMatch(
    /^2\d posts let go: 2\d never seen/,
  );
  expect(store.read('select count(*) from payloads where codec > 0')).toBeGreaterThan(380);
  expect(aside).toEqual(['morning']);
}, 30_000);
