import { Worker } from 'node:worker_threads';
import type { DrawTask } from './cli/surroundings.ts';
import type { Edition } from './core/edition.ts';
import { DriftlineError } from './core/errors.ts';
import type { Drawn } from './worker.ts';

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js',
  import.meta.url,
);

/** One draw in a thread of its own, so that ingest and pages go on meanwhile. */
export function drawAside(task: DrawTask): Promise<Edition> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: task });
    worker.once('message', (drawn: Drawn) => {
      if ('edition' in drawn) resolve(drawn.edition);
      else reject(new DriftlineError(drawn.code, drawn.message));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
}
