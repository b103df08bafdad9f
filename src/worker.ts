// The second root: a worker thread with a connection of its own. It draws, says so, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import type { DrawTask } from './cli/surroundings.ts';
import type { Edition } from './core/edition.ts';
import { DriftlineError, type ErrorCode } from './core/errors.ts';
import { runOwnSqlAside } from './own_sql_aside.ts';
import { drawFeed } from './rank/draw.ts';
import { drawAnyhow } from './rank/draw_anyhow.ts';
import { openDatabase } from './store/migrate.ts';

/**
 * What comes back: an edition, or a foreseen failure in its own words (errors lose their class).
 */
export type Drawn =
  | { readonly edition: Edition }
  | { readonly code: ErrorCode; readonly message: string };

parentPort?.postMessage(await draw(workerData as DrawTask));

async function draw(task: DrawTask): Promise<Drawn> {
  try {
    const database = openDatabase(task.file);
    try {
      const request = { ...task, database, runOwnSql: runOwnSqlAside };
      const { fallbacks } = task;
      if (fallbacks === undefined) return { edition: await drawFeed(request) };
      return { edition: await drawAnyhow({ ...request, fallbacks }) };
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    return { code: error.code, message: error.message };
  }
}
