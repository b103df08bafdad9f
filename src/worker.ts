// The second root: a worker thread with a connection of its own. It draws, says so, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import type { DrawTask } from './cli/surroundings.ts';
import type { Edition } from './core/edition.ts';
import { DriftlineError, type ErrorCode } from './core/errors.ts';
import { drawEdition } from './rank/draw.ts';
import { openDatabase } from './store/migrate.ts';

/**
 * What comes back: an edition, or a foreseen failure in its own words (errors lose their class).
 */
export type Drawn =
  | { readonly edition: Edition }
  | { readonly code: ErrorCode; readonly message: string };

parentPort?.postMessage(draw(workerData as DrawTask));

function draw(task: DrawTask): Drawn {
  try {
    const database = openDatabase(task.file);
    try {
      return { edition: drawEdition({ ...task, database }) };
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    return { code: error.code, message: error.message };
  }
}
