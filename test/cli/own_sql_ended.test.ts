import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OwnSqlTask } from '../../src/core/own_sql.ts';
import { runOwnSqlAside } from '../../src/own_sql_aside.ts';
import { aHome } from '../support/entries.ts';

let folder: string;
let task: OwnSqlTask;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftline-own-sql-ended-'));
  const file = join(folder, 'driftline.db');
  aHome(file).database.close();
  const sql = `with recursive n (i) as (select 1 union all select i + 1 from n)
    select i as status_id from n where i < 0`;
  task = { file, sql, params: {}, limitSeconds: 300 };
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The process in which somebody's own SQL reads; it is waited for. */
async function childOf(parent: number): Promise<number> {
  for (;;) {
    const found = ownSqlChildren().find((pid) => parentOf(pid) === parent);
    if (found !== undefined) return found;
    await after(50);
  }
}

/** A zombie has no words any more. */
function ownSqlChildren(): readonly number[] {
  const isOne = (pid: string) => readIn(`/proc/${pid}/cmdline`).includes('own_sql_child');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOne(name))
    .map(Number);
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readIn(`/proc/${pid}/status`))?.[1]);
}

/** '' where it is gone meanwhile. */
function readIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

// How processes are listed is each system's own.
const onLinux = test.skipIf(!existsSync('/proc/self/status'));

onLinux('whom the system ends, for want of memory, is not told of a time limit', async () => {
  const answer = runOwnSqlAside(task);

  process.kill(await childOf(process.pid), 'SIGKILL');

  expect(await answer).toEqual({
    problem: {
      line: null,
      token: null,
      problem:
        'its process ended early (by SIGKILL, as where memory runs out): ask for less at once',
    },
  });
});

onLinux('own SQL ends with the program that asked, however that ended', async () => {
  const aside = new URL('../../build/own_sql_aside.js', import.meta.url);
  const code = `import { runOwnSqlAside } from '${aside}'; runOwnSqlAside(${JSON.stringify(task)})`;
  const asking = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
  const child = await childOf(asking.pid as number);

  asking.kill('SIGKILL');

  const isThere = () => ownSqlChildren().includes(child);
  for (let tries = 0; tries < 200 && isThere(); tries += 1) await after(100);
  expect(isThere()).toBe(false);
});
