// The second root: a worker thread with a connection of its own. It draws, explains or finds what
// may not go yet, says so, and ends.
import { parentPort, workerData } from 'node:worker_threads';
import type { DrawTask, ExplainTask, LastChancesTask, StatisticsTask } from './cli/surroundings.ts';
import type { Edition } from './core/edition.ts';
import { DriftlineError, type ErrorCode } from './core/errors.ts';
import { runOwnSqlAside } from './own_sql_aside.ts';
import { drawFeed } from './rank/draw.ts';
import { drawAnyhow } from './rank/draw_anyhow.ts';
import { type ExplainedAnyhow, explainAnyhow } from './rank/explain_anyhow.ts';
import { openLastChances } from './rank/last_chances.ts';
import { openDatabase } from './store/migrate.ts';
import { readStatistics, type Statistics } from './store/statistics.ts';

/** What comes back: the work, or a foreseen failure in its own words (errors lose their class). */
export type Done<T> = { readonly done: T } | Failed;

interface Failed {
  readonly code: ErrorCode;
  readonly message: string;
  readonly mayPass: boolean;
}

export type Task = DrawTask | ExplainTask | LastChancesTask | StatisticsTask;
type Answer = Edition | ExplainedAnyhow | ReadonlySet<number> | Statistics;

void work(workerData as Task).then((done) => parentPort?.postMessage(done));

async function work(task: Task): Promise<Done<Answer>> {
  try {
    const database = openDatabase(task.file);
    try {
      if ('dueIn' in task) return { done: openLastChances(database, task.dueIn)(task.nowMs) };
      if ('statistics' in task) return { done: readStatistics(database, task.statistics) };
      const request = { database, runOwnSql: runOwnSqlAside };
      if ('status' in task) return { done: await explainAnyhow({ ...task, ...request }) };
      const { fallbacks } = task;
      if (fallbacks === undefined) return { done: await drawFeed({ ...task, ...request }) };
      return { done: await drawAnyhow({ ...task, ...request, fallbacks }) };
    } finally {
      database.close();
    }
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    const { code, message, mayPass } = error;
    return { code, message, mayPass };
  }
}
