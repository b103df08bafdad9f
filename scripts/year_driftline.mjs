// Driftline's own commands, run in this process with everything real but the clock and the network.
import { runProgram } from '../dist/cli/program.js';
import { drawAside, explainAside } from '../dist/draw_aside.js';
import { execute } from '../dist/execute.js';
import { runOwnSqlAside } from '../dist/own_sql_aside.js';
import { disk } from '../dist/store/disk.js';

/** What may stand on stderr in a year in which nothing goes wrong. */
const PROGRESS = /^[\d,]+ lines?$/;

/** `clock.nowMs` is the time; what should not be said is added to `errors`. */
export function openDriftline({ home, clock, errors }) {
  const hear = (command) => {
    let rest = '';
    return {
      isTerminal: false,
      columns: 100,
      write: async (text) => {
        const lines = `${rest}${text}`.split('\n');
        rest = lines.pop();
        for (const line of lines) if (!isWell(line)) errors.push(`${command}: ${line}`);
      },
    };
  };
  const surroundings = (command, stdout, stopped) => ({
    env: { HOME: home },
    stdout,
    stderr: hear(command),
    stdin: async function* () {},
    time: {
      now: () => Math.floor(clock.nowMs),
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
    fetch: async () => {
      throw new TypeError('the year has no network');
    },
    random: () => 0.5,
    randomText: () => `year/${clock.nowMs}`,
    files: disk,
    stopped,
    version: '0.0.0-year',
    failQuietly: (failed) => failed && errors.push(`${command}: it says that it failed`),
    drawAside,
    explainAside,
    runOwnSql: runOwnSqlAside,
    openBrowser: async () => false,
    execute,
    machine: {
      platform: process.platform,
      node: process.execPath,
      nodeVersion: process.versions.node,
      script: '/usr/bin/driftline',
      folder: home,
    },
    addresses: () => [],
  });

  /** One command, to its end; what it says, parsed where it is JSON. */
  const run = async (...args) => {
    let said = '';
    const write = async (text) => {
      said += text;
    };
    const stdout = { write, isTerminal: false, columns: 100 };
    const never = new AbortController().signal;
    const code = await runProgram(args, surroundings(args[0], stdout, never));
    if (code !== 0) errors.push(`${args.join(' ')} ended with ${code}`);
    return args.includes('--json') && code === 0 ? JSON.parse(said) : said;
  };

  /** `driftline serve`, until it is stopped. */
  const serve = () => {
    const stop = new AbortController();
    return new Promise((resolve, reject) => {
      const write = async (text) => {
        const url = /http:\/\/[^\s]+/.exec(text)?.[0];
        if (url !== undefined) resolve({ url: new URL(url), end });
      };
      const stdout = { write, isTerminal: false, columns: 100 };
      const ended = runProgram(
        ['serve', '--port', '0'],
        surroundings('serve', stdout, stop.signal),
      ).then((code) => {
        if (code !== 0) errors.push(`serve ended with ${code}`);
        reject(new Error(`serve ended with ${code}`));
      });
      const end = () => {
        stop.abort(new DOMException('stopped by the year', 'AbortError'));
        return ended;
      };
    });
  };
  return { run, serve };
}

function isWell(line) {
  if (line === '' || PROGRESS.test(line)) return true;
  try {
    return JSON.parse(line).level === 'info';
  } catch {
    return false; // a sentence: nobody reads along, so it is about something wrong
  }
}
