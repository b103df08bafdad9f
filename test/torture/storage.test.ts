import { execFile, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type TestContext, test } from 'vitest';
import { aSmallDisk, fill, NO_DISK } from '../support/small_disk.ts';
import { until } from '../support/wall_time.ts';
import { aRealProgram, type RealProgram, untilMore } from './real_program.ts';
import { untoldIn } from './untold.ts';

const POSTS = 250;
/** More than come while a busy machine starts a program. */
const LONG = 6_000;
const RUSH = { everyMs: 10, posts: POSTS, authors: 4, pace: 30, historyMs: 0 };

async function aProgram(
  rush: Parameters<typeof aRealProgram>[0],
  { onTestFinished }: TestContext,
): Promise<RealProgram> {
  const program = await aRealProgram(rush);
  onTestFinished(program.close);
  return program;
}

// Together, because each waits for the wall's time more than for the processor.
test.concurrent('a full disk, with the log on it too, is told once and outlived', async (context) => {
  // The same test runs on a file of a page limit in test/ingest/standstill.test.ts.
  const folder = aSmallDisk(4, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const program = await aProgram({ ...RUSH, folder }, context);
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'a');
  context.onTestFinished(() => closeSync(log));
  program.start(log);
  await untilMore(program);

  fill(folder);
  await until('all has been sent', () => Date.now() > program.momentOf(POSTS) + 500);
  const full = program.number('select count(*) from arrivals');
  const isAlive = program.isRunning();
  rmSync(join(folder, 'ballast'));
  await until('all is stored', () => program.number('select count(*) from arrivals') === POSTS);
  const saysSo = () => readFileSync(logFile, 'utf8').includes('ingest.writes_again');
  await until('it is said, a moment after it is stored', saysSo);

  expect(isAlive).toBe(true);
  expect(full).toBeLessThan(POSTS);
  expect(program.number('select count(*) from statuses')).toBe(POSTS);
  expect(program.ask('select integrity_check from pragma_integrity_check')).toEqual(['ok']);
});

test.concurrent('on a disk that is read-only, it says so in one line and ends', async (context) => {
  const folder = aSmallDisk(4, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const program = await aProgram({ ...RUSH, posts: 1, folder }, context);
  writeFileSync(join(folder, 'driftline.db'), '');
  spawnSync('mount', ['-o', 'remount,ro', folder]);

  program.start();

  expect(await program.exited()).toBe(1);
  expect(program.stderr().trim().split('\n')).toHaveLength(1);
  expect(program.stderr()).toMatch(/driftline\.db.* (cannot be written|cannot be opened): check/);
});

test.concurrent('a second one on the same database says who is in its way, and the first goes on', async (context) => {
  const program = await aProgram({ ...RUSH, pace: 4 }, context); // a busy machine breaks no stream
  program.start();
  await untilMore(program);

  const args = ['dist/main.js', 'ingest', '--db', program.file];
  const env = { HOME: tmpdir(), DRIFTLINE_SERVER: program.server.url, DRIFTLINE_TOKEN: 'x' };
  const second = await promisify(execFile)(process.execPath, args, { env }).catch(
    (error: { readonly code: number; readonly stderr: string }) => error,
  );
  await until('all is stored', () => program.number('select count(*) from arrivals') === POSTS);

  expect(second).toMatchObject({
    code: 1,
    stderr: `driftline: another Driftline ingests into ${program.file}: stop it first, or name another file with --db\n`,
  });
});

test.concurrent('a program that was stopped for longer than the home reaches tells of the hole', async (context) => {
  // What comes meanwhile is kept by the socket, until the server gives it up.
  const pingEveryMs = () => 1_000;
  const program = await aProgram({ ...RUSH, posts: LONG, homeLimit: 40, pingEveryMs }, context);
  program.start();
  const streamed = "select count(*) from arrivals where how = 'stream'";
  await until('the stream is heard', () => program.number(streamed) > 0);

  const stoppedMs = Date.now();
  program.signal('SIGSTOP');
  await until('the home has turned over', () => Date.now() > stoppedMs + 4_000);
  const onAgainMs = Date.now();
  program.signal('SIGCONT');
  const untold = () =>
    untoldIn(program, RUSH.authors, { fromMs: stoppedMs - 500, untilMs: onAgainMs });
  await until('each post is stored or within a told hole', () => untold().length === 0);

  const meanwhile = `from_ms < ${onAgainMs} and coalesce(to_ms, ${onAgainMs}) > ${stoppedMs}`;
  expect(program.number(`select count(*) from holes where ${meanwhile}`)).toBeGreaterThan(0);
  expect(program.number('select max(noticed_at_ms) from holes')).toBeGreaterThanOrEqual(onAgainMs);
});
