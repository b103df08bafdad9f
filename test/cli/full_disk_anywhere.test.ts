import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { disk } from '../../src/store/disk.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aServer } from '../support/demo_server.ts';
import { hours, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';
import { aRunningPage } from '../support/running.ts';
import { aSmallDisk, fill, NO_DISK } from '../support/small_disk.ts';
import { aPerson, smallWorld } from '../support/small_world.ts';

const POSTS = 120;
const MEGABYTES = 6;
/** So much room is left when a command begins: it ends at one write or another, or none. */
const ROOM_KILOBYTES = [0, 4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1_024];

const recordingOf = (first: number, last: number, text = '') =>
  Array.from({ length: last - first }, (_, at) => {
    const nth = first + at;
    const status = statusJson({ id: `${1_000 + nth}`, by: `p${nth % 30}`, atMs: hours(nth) });
    const content = `<p>${text}${nth}</p>`;
    return lineOf(hours(nth), 'update', { ...status, content });
  }).join('\n');

const MORE = recordingOf(POSTS, 2 * POSTS, 'something long '.repeat(60));
const NOW = isoOf(hours(3 * POSTS));

/** What each needs of standard input, and whether it must say that it failed. */
const WRITERS: Readonly<Record<string, readonly [args: readonly string[], input?: string]>> = {
  import: [['import', '-'], MORE],
  rank: [['rank', '--now', NOW, '--no-pictures']],
  prune: [['prune']],
  seen: [['seen', '--from', '2020-01-01']],
  dial: [['people', 'p1@example.social', 'more']],
  snooze: [['snooze', '1003', '--days', '9']],
  backup: [['backup', 'copy.db']],
  html: [['edition', '--html', 'edition.html']],
  settings: [['feeds', 'copy', 'morning', 'mine']],
};

/** What is copied to each disk: made once, and never written to. */
let drawnFrom = '';
beforeAll(async () => {
  const base = aCommandLine();
  await base.run(['import', '-'], { stdin: () => inputOf(recordingOf(0, POSTS)) });
  await base.run(['rank', '--now', isoOf(hours(POSTS)), '--no-pictures']);
  const connection = openConnection(base.databaseFile);
  connection.pragma('wal_checkpoint(truncate)');
  connection.close();
  drawnFrom = base.databaseFile;
});

test.each(Object.entries(WRITERS))(
  'a disk that is full at any write of "%s" loses nothing, and says what to do',
  async (_, [args, input = '']) => {
    await onSmallDisks(args, input);
  },
);

async function onSmallDisks(args: readonly string[], input: string): Promise<void> {
  const outcomes = new Set<number>();
  for (const kilobytes of ROOM_KILOBYTES) {
    const said = await onASmallDisk(drawnFrom, { args, input, kilobytes });
    if (said === undefined) return void process.stderr.write(`${NO_DISK}\n`);
    outcomes.add(said);
  }

  expect([...outcomes].toSorted()).toEqual([0, 1]);
}

interface Trial {
  readonly args: readonly string[];
  readonly input: string;
  readonly kilobytes: number;
}

/** The exit code of a command on a disk with so much room; undefined where there may be none. */
async function onASmallDisk(from: string, trial: Trial): Promise<number | undefined> {
  const ends: (() => void)[] = [];
  const context = { onTestFinished: (end: () => void) => void ends.push(end) };
  const folder = aSmallDisk(MEGABYTES, context as never);
  if (folder === undefined) return undefined;
  try {
    const line = aCommandLine({ env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
    const file = join(folder, 'driftline', 'driftline.db');
    disk.makeFolder(dirname(file));
    copyFileSync(from, file);
    writeFileSync(join(folder, 'driftline', 'config.toml'), '# mine\n');
    fill(folder, trial.kilobytes * 1024);
    const args = trial.args.map((word) =>
      /\.(?:db|html)$/.test(word) ? join(folder, word) : word,
    );

    const { exitCode, stderr } = await line.run(args, { stdin: () => inputOf(trial.input) });
    rmSync(join(folder, 'ballast'));

    if (exitCode !== 0) expect(stderr, `${trial.kilobytes} kB`).toMatch(FULL);
    expect(askOne(file, 'select integrity_check from pragma_integrity_check')).toBe('ok');
    expect(askOne(file, `select count(*) from statuses where status_key <= ${POSTS}`)).toBe(POSTS);
    expect(disk.readText(join(folder, 'driftline', 'config.toml'))).toContain('# mine');
    const again = await line.run(args, { stdin: () => inputOf(trial.input) });
    if (again.exitCode !== 0) expect(again.stderr).toMatch(/is there already|has a feed/);
    return exitCode;
  } finally {
    for (const end of ends) end();
  }
}

const FULL = /^driftline: .*(?:disk is full|that disk has less|no room).*make room/im;

function askOne(file: string, sql: string): unknown {
  const connection = openConnection(file);
  try {
    return connection.prepare(sql).pluck().get();
  } finally {
    connection.close();
  }
}

test('a page on a full disk says so, and what is reported again later is kept', async (context) => {
  const folder = aSmallDisk(MEGABYTES, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const line = aCommandLine({ env: { XDG_DATA_HOME: folder } });
  await line.run(['import', '-'], { stdin: () => inputOf(recordingOf(0, POSTS)) });
  await line.run(['rank', '--now', isoOf(hours(POSTS)), '--no-pictures']);
  const page = await aRunningPage(['serve'], { HOME: line.home, XDG_DATA_HOME: folder });
  const report = (positions: readonly number[]) =>
    fetch(new URL('/seen', page.url), {
      method: 'POST',
      headers: { origin: new URL(page.url).origin, 'content-type': 'text/plain' },
      body: JSON.stringify({ kind: 'seen', edition: 1, positions }),
    });

  fill(folder);
  const answers = [];
  for (let first = 1; first <= 12; first += 1) answers.push(await report([first]));
  const refused = answers.filter(({ ok }) => !ok);
  const words = await Promise.all(refused.map((answer) => answer.text()));
  const reading = await page.read('');
  rmSync(join(folder, 'ballast'));
  const after = await report(Array.from({ length: 12 }, (_, at) => at + 1));

  for (const { status } of refused) expect(status).toBeGreaterThanOrEqual(500);
  for (const said of words) expect(said).toMatch(/disk is full: make room/);
  expect(reading).toContain('data-position="1"');
  expect(after.ok).toBe(true);
  expect((await line.json('stats')).seen).toBe(12);
  await page.kill();
});

test('a login that finds no room says so, and the one before it stays', async (context) => {
  const folder = aSmallDisk(1, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const line = aCommandLine({ env: { XDG_CONFIG_HOME: folder } });
  const server = await aServer(smallWorld([aPerson('ada')], []), { rateLimits: 'off' });
  const login = () =>
    line.run(['login', server.url, '--token-stdin'], {
      stdin: () => inputOf(`${server.token}\n`),
    });
  await login();
  const before = disk.readText(join(folder, 'driftline', 'credentials.json'));
  fill(folder);

  const { exitCode, stderr } = await login();
  await server.close();

  expect(before).toContain(server.token);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/make room/);
  expect(disk.readText(join(folder, 'driftline', 'credentials.json'))).toBe(before);
});
