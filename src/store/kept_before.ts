import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DAY_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Database } from './database.ts';
import { storageErrorOf } from './failure.ts';
import { realName } from './real_name.ts';
import { openConnection } from './sqlite.ts';

const KEPT_MAX = 2;
const PRIVATE_FILE = 0o600;

/**
 * Copies a database beside itself before its schema changes, as `driftline.db.schema-11`, and
 * keeps the last two such copies. An empty one, one in memory and one that cannot be written are
 * not copied. Throws DriftlineError('storage') where there is no room: without a way back nothing
 * is migrated.
 */
export function keepBeforeMigration(database: Database, version: number): void {
  const { connection, file } = database;
  if (connection.memory || connection.readonly || isEmpty(database)) return;
  let folder: string | undefined;
  try {
    folder = mkdtempSync(`${file}.copy-`);
    forgetBroken(file, statSync(folder).mtimeMs);
    const draft = join(folder, 'copy.db');
    connection.prepare('vacuum into ?').run(draft);
    chmodSync(draft, PRIVATE_FILE); // in a folder that only its owner can enter until now
    // Another program may have migrated it between the look and the copy.
    if (versionIn(draft) === version) renameSync(draft, `${file}.schema-${version}`);
  } catch (error) {
    throw noCopy(error, file);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
  forgetOlder(file, version);
}

function isEmpty({ connection }: Database): boolean {
  const holds = connection.prepare(
    'select exists (select 1 from statuses) or exists (select 1 from exposures)',
  );
  return holds.pluck().get() === 0;
}

function versionIn(draft: string): number {
  const copy = openConnection(draft, { readonly: true });
  try {
    return copy.pragma('user_version', { simple: true }) as number;
  } finally {
    copy.close();
  }
}

/** What lies beside a database while its copy is made, here or by `restore`. */
const DRAFT = /^\.(?:copy-\w{6}|restored(?:\.part)?(?:-wal|-shm|-journal)?)$/;

/** What a `kill -9` left half-way. One of today may be another program's, which is at it. */
export function forgetBroken(file: string, nowMs: number): void {
  for (const place of new Set([file, realName(file)])) {
    const [folder, name] = [dirname(place), basename(place)];
    for (const one of readdirSync(folder)) {
      const path = join(folder, one);
      if (!one.startsWith(name) || !DRAFT.test(one.slice(name.length))) continue;
      const madeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? nowMs;
      if (madeMs < nowMs - DAY_MS) rmSync(path, { recursive: true, force: true });
    }
  }
}

/** The one just made stays, whatever its schema: an old backup may have been put in place. */
function forgetOlder(file: string, made: number): void {
  const name = `${basename(file)}.schema-`;
  const others = readdirSync(dirname(file))
    .filter((one) => one.startsWith(name) && /^\d+$/.test(one.slice(name.length)))
    .map((one) => Number(one.slice(name.length)))
    .filter((version) => version !== made)
    .sort((a, b) => b - a);
  for (const version of others.slice(KEPT_MAX - 1))
    rmSync(`${file}.schema-${version}`, { force: true });
}

const NO_ROOM = new Set(['SQLITE_FULL', 'ENOSPC', 'SQLITE_IOERR_WRITE']);

function noCopy(error: unknown, file: string): unknown {
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string' || !NO_ROOM.has(code)) return storageErrorOf(error, file);
  return new DriftlineError(
    'storage',
    `${file} is copied before its schema changes, and the disk has no room for that: make room there; nothing was changed`,
    { cause: error },
  );
}
