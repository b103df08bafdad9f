// Driftline's own commands on told time, each in a thread of its own, as each is a process of its
// own elsewhere: what it leaves behind in memory goes with it.
import { Worker } from 'node:worker_threads';

const COMMAND = new URL('./year_command.mjs', import.meta.url);

/** `clock.nowMs` is the time; what should not be said is added to `errors`. */
export function openDriftline({ home, clock, errors }) {
  const start = (args, hear) => {
    const workerData = { args, home, nowMs: clock.nowMs };
    const worker = new Worker(COMMAND, { workerData });
    worker.on('message', hear);
    const ended = new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', resolve);
    });
    return { worker, ended };
  };
  const note = ({ error }) => {
    if (error !== undefined) errors.push(error);
  };

  /** One command, to its end; what it says, parsed where it is JSON. */
  const run = async (...args) => {
    let done = { code: 1, said: '' };
    const { ended } = start(args, (message) => {
      note(message);
      if (message.done !== undefined) done = message.done;
    });
    await ended;
    if (done.code !== 0) errors.push(`${args.join(' ')} ended with ${done.code}`);
    return args.includes('--json') && done.code === 0 ? JSON.parse(done.said) : done.said;
  };

  /** `driftline serve`, until it is stopped. */
  const serve = () =>
    new Promise((resolve, reject) => {
      /** @type {(bytes: number) => void} */
      let heard = () => {};
      const { worker, ended } = start(['serve', '--port', '0'], (message) => {
        note(message);
        if (message.url !== undefined) resolve({ url: new URL(message.url), tell, heap, end });
        if (message.heapBytes !== undefined) heard(message.heapBytes);
        if (message.done !== undefined) reject(new Error(errors.join('\n'))); // without a page
      });
      const tell = () => worker.postMessage({ nowMs: clock.nowMs });
      /** What it keeps, once all that can go has gone. */
      const heap = () =>
        new Promise((resolveHeap) => {
          heard = resolveHeap;
          worker.postMessage({ heap: true });
        });
      const end = async () => {
        worker.postMessage({ stop: true });
        await ended;
      };
    });
  return { run, serve };
}
