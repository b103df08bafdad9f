import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/core/log.ts';
import { type DemoOptions, openDemoServer } from '../../src/demo/server.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aPerson, aPost, posted, smallWorld } from '../support/small_world.ts';
import { until, wallTime } from '../support/wall_time.ts';

export interface Rush extends Partial<Omit<DemoOptions, 'world' | 'time' | 'log'>> {
  /** A post every so many ms, from a second from now on. */
  readonly everyMs: number;
  readonly posts: number;
  readonly authors: number;
  readonly pace: number;
  /** Where the database is; a folder of its own where none is named. */
  readonly folder?: string;
}

export type RealProgram = Awaited<ReturnType<typeof aRealProgram>>;

/** The built program against the demo's server on loopback, in wall time. */
export async function aRealProgram({ everyMs, posts, authors, pace, folder, ...options }: Rush) {
  const own = mkdtempSync(join(tmpdir(), 'driftline-torture-'));
  const file = join(folder ?? own, 'driftline.db');
  const people = Array.from({ length: authors }, (_, nth) => aPerson(`a${nth}`));
  const startMs = Date.now() + 1_000;
  const momentOf = (nth: number) => startMs + nth * everyMs;
  const events = Array.from({ length: posts }, (_, nth) =>
    posted(aPost(`p${nth}`, people[nth % authors] as (typeof people)[0], momentOf(nth))),
  );
  const server = await openDemoServer({
    world: smallWorld(people, events),
    time: wallTime,
    log: silentLog,
    rateLimits: 'off',
    ...options,
  });
  let child: ChildProcess | undefined;
  let exitCode: Promise<number | null> = Promise.resolve(null);
  let stderr = '';

  /** What `sql` gives; none where the file is not made yet. */
  const ask = <T>(sql: string): readonly T[] => {
    let database: ReturnType<typeof openConnection> | undefined;
    try {
      database = openConnection(file, { readonly: true });
      return database.prepare(sql).pluck().all() as T[];
    } catch {
      return [];
    } finally {
      database?.close();
    }
  };

  return {
    file,
    server,
    momentOf,
    ask,
    number: (sql: string) => ask<number>(sql)[0] ?? 0,
    start(stdio: 'pipe' | number = 'pipe', args: readonly string[] = ['ingest']) {
      child = spawn(process.execPath, ['dist/main.js', ...args, '--db', file], {
        env: {
          HOME: own,
          DRIFTLINE_SERVER: server.url,
          DRIFTLINE_TOKEN: server.token,
          DRIFTLINE_PACE: String(pace),
        },
        stdio: ['ignore', 'ignore', stdio],
      });
      child.stderr?.on('data', (text) => {
        stderr += String(text);
      });
      const started = child;
      exitCode = new Promise((resolve) => started.once('exit', resolve));
    },
    signal: (name: NodeJS.Signals) => child?.kill(name),
    exited: () => exitCode,
    isRunning: () => child?.exitCode === null && child.signalCode === null,
    stderr: () => stderr,
    async close() {
      child?.kill('SIGKILL');
      await exitCode;
      await server.close();
      rmSync(own, { recursive: true });
    },
  };
}

/** Waits until it has stored more than now. */
export async function untilMore(program: RealProgram, mostMs = 60_000): Promise<void> {
  const before = program.number('select max(arrival_key) from arrivals');
  const isMore = () => program.number('select max(arrival_key) from arrivals') > before;
  await until('more is stored', isMore, mostMs);
}
