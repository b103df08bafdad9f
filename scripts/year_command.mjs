// One command of Driftline's in this thread, with everything real but the clock and the network.
import { parentPort, workerData } from 'node:worker_threads';
import { runProgram } from '../build/cli/program.js';
import { drawAside, explainAside, lastChancesAside, statisticsAside } from '../build/draw_aside.js';
import { execute } from '../build/execute.js';
import { runOwnSqlAside } from '../build/own_sql_aside.js';
import { disk } from '../build/store/disk.js';

/** What may stand on stderr in a year in which nothing goes wrong. */
const PROGRESS = /^[\d,]+ lines?$/;

const { args, home } = workerData;
let { nowMs } = workerData;
let said = '';
let rest = '';
const stop = new AbortController();

parentPort.on('message', (told) => {
  nowMs = told.nowMs ?? nowMs;
  if (told.stop) stop.abort(new DOMException('stopped by the year', 'AbortError'));
  if (!told.heap) return;
  globalThis.gc();
  parentPort.postMessage({ heapBytes: process.memoryUsage().heapUsed });
});

const code = await runProgram(args, {
  env: { HOME: home },
  stdout: output((text) => {
    said += text;
    const url = /Reading at (http:\S+)/.exec(text)?.[1];
    if (url !== undefined) parentPort.postMessage({ url });
  }),
  stderr: output((text) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop();
    for (const line of lines) if (!isWell(line)) fail(line);
  }),
  stdin: async function* () {},
  hideTyping: async () => () => {},
  time: {
    now: () => /** @type {import('../build/core/clock.js').EpochMs} */ (Math.floor(nowMs)),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  },
  fetch: async () => {
    throw new TypeError('the year has no network');
  },
  random: () => 0.5,
  randomText: () => `year/${nowMs}`,
  files: disk,
  stopped: stop.signal,
  version: '0.0.0-year',
  spareMemory: async () => {},
  failQuietly: (failed) => failed && fail('it says that it failed'),
  drawAside,
  explainAside,
  lastChancesAside,
  statisticsAside,
  runOwnSql: runOwnSqlAside,
  openBrowser: async () => false,
  execute,
  loadAside: async () => {},
  machine: {
    platform: process.platform,
    node: process.execPath,
    nodeVersion: process.versions.node,
    script: '/usr/bin/driftline',
    folder: home,
  },
  addresses: () => [],
});
parentPort.postMessage({ done: { code, said } });
parentPort.close();

function output(hear) {
  return { write: async (text) => hear(text), isTerminal: false, columns: 100 };
}

function fail(words) {
  parentPort.postMessage({ error: `${args[0]}: ${words}` });
}

function isWell(line) {
  if (line === '' || PROGRESS.test(line)) return true;
  try {
    return JSON.parse(line).level === 'info';
  } catch {
    return false; // a sentence: nobody reads along, so it is about something wrong
  }
}
