import { realpathSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DrawTask, ExplainTask, LastChancesTask, StatisticsTask } from './cli/surroundings.ts';
import type { Edition } from './core/edition.ts';
import { DriftlineError, outOfFiles } from './core/errors.ts';
import type { ExplainedAnyhow } from './rank/explain_anyhow.ts';
import { installed } from './store/installed.ts';
import type { Statistics } from './store/statistics.ts';
import type { Done, Task } from './worker.ts';

/**
 * A draw makes much at once that lasts to its end: room kept free for what is short-lived would be
 * a fifth of what it takes, and save no time.
 */
const SHORT_LIVED = { maxYoungGenerationSizeMb: 3 };

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js',
  import.meta.url,
);

/** One draw in a thread of its own, so that ingest and pages go on meanwhile. */
export function drawAside(task: DrawTask): Promise<Edition> {
  return aside(task);
}

/** One explanation in such a thread. */
export function explainAside(task: ExplainTask): Promise<ExplainedAnyhow> {
  return aside(task);
}

/** Whose last chance is still due, found in such a thread. */
export function lastChancesAside(task: LastChancesTask): Promise<ReadonlySet<number>> {
  return aside(task);
}

/** What the page of statistics shows, read in such a thread. */
export function statisticsAside(task: StatisticsTask): Promise<Statistics> {
  return aside(task);
}

function aside<T>(task: Task): Promise<T> {
  return new Promise((resolve, reject) => {
    mustStandSomewhere(task.file); // throwing here rejects
    const worker = new Worker(WORKER, { workerData: task, resourceLimits: SHORT_LIVED });
    worker.once('message', (answer: Done<T>) => {
      if ('done' in answer) resolve(answer.done);
      else reject(new DriftlineError(answer.code, answer.message, { mayPass: answer.mayPass }));
    });
    worker.once('error', (error) => reject(foreseen(error)));
    worker.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
}

const goneWith = (file: string) =>
  `the folder that Driftline was started in is gone, and ${file} with it: start it anew`;

/**
 * No thread begins, nor any program of Node's, where the folder that we were started in is gone: a
 * clone that was deleted after the installation, say. What was named from there is gone as well.
 */
function mustStandSomewhere(file: string): void {
  try {
    realpathSync.native('.'); // process.cwd() remembers what it said first
  } catch (cause) {
    if (!isAbsolute(file)) throw new DriftlineError('storage', goneWith(file), { cause });
    process.chdir(dirname(file));
  }
}

/** As this was loaded; a thread begins with the files that lie there by then. */
const VERSION = installed()?.version;

/** While npm installs, a module is not there. */
const MISSING: readonly string[] = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];

/** A thread whose memory ends, ends alone: a draw that failed, and none of our faults. */
function foreseen(error: NodeJS.ErrnoException): Error {
  if (MISSING.includes(error.code ?? '')) {
    const words =
      'files of Driftline are missing: where a new version is being installed, wait for its end ' +
      'and start this one anew; or else install it again';
    return new DriftlineError('busy', words, { cause: error });
  }
  if (installed()?.version !== VERSION) {
    const words =
      'another version of Driftline was installed over this one, and their parts do not fit ' +
      'together: start this one anew';
    return new DriftlineError('busy', words, { cause: error });
  }
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return outOfFiles(error) ?? error;
  const words =
    'there is too little memory to draw: end other programs, or let Node take more, with ' +
    'NODE_OPTIONS=--max-old-space-size=4096 (megabytes)';
  return new DriftlineError('storage', words, { cause: error, mayPass: true });
}
