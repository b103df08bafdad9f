import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS, type Time } from '../../src/core/clock.ts';
import { DriftlineError } from '../../src/core/errors.ts';
import { runOwnSqlAside } from '../../src/own_sql_aside.ts';
import { drawFeed } from '../../src/rank/draw.ts';
import { disk } from '../../src/store/disk.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, post } from '../support/entries.ts';
import { spoil } from '../support/spoiled_file.ts';
import { wallTime } from '../support/wall_time.ts';

const NIGHT_MS = Date.parse('2026-11-24T05:30:00Z');
const PATIENCE = { timeout: 30_000, interval: 100 };

type Line = ReturnType<typeof aCommandLine>;

/** Some posts of yesterday, and older ones that were seen and whose bodies cannot be read. */
async function aHalfDamagedHome({ databaseFile: file, run }: Line): Promise<void> {
  disk.makeFolder(dirname(file));
  const { database, receive } = aHome(file);
  const file300 = (agoMs: number, first: number) => {
    for (let nth = 0; nth < 300; nth += 1) {
      const atMs = (NIGHT_MS - agoMs + nth * SECOND_MS) as EpochMs;
      receive(post({ id: `${first + nth}`, by: `p${nth % 40}`, atMs }), atMs);
    }
  };
  file300(20 * DAY_MS, 1_000);
  file300(DAY_MS, 2_000);
  database.close();
  await run(['seen', '--from', '2026-11-01', '--to', '2026-11-10']);
  const connection = openConnection(file);
  connection.pragma('wal_checkpoint(truncate)');
  connection.close();
  spoil(file, 'payloads', 3);
}

async function aSmallHome({ databaseFile }: Line): Promise<void> {
  disk.makeFolder(dirname(databaseFile));
  const { database, receive } = aHome(databaseFile);
  const atMs = (NIGHT_MS - DAY_MS) as EpochMs;
  for (const id of ['1', '2', '3']) receive(post({ id, by: `p${id}`, atMs }), atMs);
  database.close();
}

const noRoomIn = (home: string) => join(home, 'no_room');

/** `driftline run` a little before the night's hour, which then comes at a word. */
async function aRunBeforeTheHour(
  fill: (line: Line) => Promise<void>,
  settings: (home: string) => string,
) {
  let nowMs = NIGHT_MS - 10 * MINUTE_MS;
  // Whoever sleeps looks again soon: the clock is set by hand.
  const time: Time = {
    now: () => nowMs as EpochMs,
    after: (delayMs, run) => wallTime.after(Math.min(delayMs, 100), run),
  };
  const stopping = new AbortController();
  const line = aCommandLine({
    time,
    stopped: stopping.signal,
    // In this thread: a worker runs what is built.
    drawAside: async ({ file, ...task }) => {
      if (existsSync(noRoomIn(line.home))) throw new DriftlineError('storage', 'the disk is full');
      const database = openDatabase(file);
      try {
        return await drawFeed({ ...task, database, runOwnSql: runOwnSqlAside });
      } finally {
        database.close();
      }
    },
  });
  await fill(line);
  disk.writePrivate(
    line.configFile,
    `timezone = "UTC"\n${settings(line.home)}\n[media]\nprefetch = false\n`,
  );
  let said = '';
  const stdout = {
    write: async (text: string) => {
      said += text;
    },
    isTerminal: false,
    columns: 80,
  };
  const running = line.run(['run', '--port', '0'], { stdout });
  await expect.poll(() => said, PATIENCE).toContain('Reading at');
  const url = /Reading at (\S+)/.exec(said)?.[1] as string;
  const health = async () => (await fetch(`${url}health`)).text();
  await expect.poll(health, PATIENCE).toContain('"edition":1');
  const comeToTheHour = (afterMs = 1) => {
    nowMs = NIGHT_MS + afterMs;
  };
  const end = async () => {
    stopping.abort(new DOMException('stopped by the owner', 'AbortError'));
    await running;
  };
  return { line, health, comeToTheHour, end };
}

test('a night in which what is old cannot be packed is not well, and says why', async () => {
  const { health, comeToTheHour, end } = await aRunBeforeTheHour(aHalfDamagedHome, () => '');

  const before = await health();
  comeToTheHour();
  await expect.poll(health, PATIENCE).toMatch(/could not be packed or let go: .* is damaged/);
  await end();

  expect(before).not.toContain('could not be packed');
}, 100_000);

test('a night whose edition cannot be drawn is not well, until it is drawn', async () => {
  const { line, health, comeToTheHour, end } = await aRunBeforeTheHour(aSmallHome, () => '');

  writeFileSync(noRoomIn(line.home), '');
  comeToTheHour();
  await expect.poll(health, PATIENCE).toContain('edition could not be drawn: the disk is full');
  rmSync(noRoomIn(line.home));
  comeToTheHour(2 * MINUTE_MS);
  await expect.poll(health, PATIENCE).toContain('"edition":2');
  await expect.poll(health, PATIENCE).not.toContain('could not be drawn');
  await end();
}, 100_000);

test('what is changed in the settings holds from the next night on, without a restart', async () => {
  const { line, health, comeToTheHour, end } = await aRunBeforeTheHour(aSmallHome, () => '');
  const said = join(line.home, 'said');

  disk.writePrivate(
    line.configFile,
    `timezone = "Asia/Kolkata"\nafter_draw = "touch '${said}'"\n[rank]\nat = "10:55"\n` +
      '[media]\nprefetch = false\n',
  );
  comeToTheHour(-4 * MINUTE_MS); // 10:56 in Kolkata
  await expect.poll(health, PATIENCE).toContain('"edition":2');
  await expect.poll(() => existsSync(said), PATIENCE).toBe(true);
  await end();
}, 100_000);

test('two editions of one hour are handed over one after the other', async () => {
  const fill = async (line: Line) => {
    await aSmallHome(line);
    writeFileSync(join(line.home, 'hand'), 'echo "begun $1"; sleep 0.3; echo "ended $1"\n');
  };
  const settings = (home: string) =>
    `after_draw = "sh '${home}/hand' $1 >> '${home}/said'"\n[feeds.calm]\nat = "05:30"`;
  const { line, comeToTheHour, end } = await aRunBeforeTheHour(fill, settings);
  const said = () => readFileSync(join(line.home, 'said'), 'utf8').trim().split('\n');
  await expect.poll(said, PATIENCE).toEqual(['begun 1', 'ended 1']);

  comeToTheHour();
  await expect
    .poll(() => said().filter((one) => one.startsWith('ended')), PATIENCE)
    .toHaveLength(3);
  await end();

  expect(said()).toEqual([1, 2, 3].flatMap((nth) => [`begun ${nth}`, `ended ${nth}`]));
}, 100_000);
