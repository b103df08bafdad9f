// The composition root: environment, wall clock, timers, network and disk come in here, and here
// only.
import { fstatSync, readFileSync, readSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runProgram } from './cli/program.ts';
import { streamOutput } from './cli/stream_output.ts';
import type { Output } from './cli/surroundings.ts';
import type { Cancel, EpochMs, Time } from './core/clock.ts';
import { ROOT } from './core/places.ts';
import { disk } from './store/disk.ts';

const LAST_MOMENT_MS = 9_000; // "within ten seconds", with one to spare
const WRITTEN = Promise.resolve();
const SEED_BYTES = 32;
const STDIN = 0;
const STDERR = 2;
const UNFINISHED =
  'driftline: this should not happen: it ended before it was done. Try it once more, and report it.\n';
const TAKER_REMEDY = 'Make room, or send it elsewhere.';
const PLAIN_COLUMNS = 100; // where the output is no terminal

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

const wallTime: Time = {
  now: () => Date.now() as EpochMs,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

process.stdout.on('error', endWithoutTaker);
let isFailure = false;
const stopped = stopSignal();
void main();

async function main(): Promise<void> {
  process.once('beforeExit', endUnfinished);
  const exitCode = await runProgram(process.argv.slice(2), {
    env: process.env,
    stdout: streamOutput(process.stdout),
    get stderr() {
      return isFile(STDERR) ? fileOutput(STDERR) : logOutput();
    },
    stdin: () => process.stdin,
    hideTyping,
    time: wallTime,
    // Asked for when it is used: merely naming `fetch` makes Node load its HTTP client.
    fetch: (input, init) => globalThis.fetch(input, init),
    randomText: () =>
      Buffer.from(crypto.getRandomValues(new Uint8Array(SEED_BYTES))).toString('base64url'),
    random: Math.random,
    files: disk,
    stopped,
    version: readVersion(),
    failQuietly: (failed) => {
      isFailure = failed;
    },
    spareMemory: async () => {
      const { setFlagsFromString } = await import('node:v8');
      setFlagsFromString('--semi-space-growth-factor=1');
    },
    drawAside: async (task) => {
      const { drawAside } = await import('./draw_aside.ts');
      return drawAside(task);
    },
    explainAside: async (task) => {
      const { explainAside } = await import('./draw_aside.ts');
      return explainAside(task);
    },
    statisticsAside: async (task) => {
      const { statisticsAside } = await import('./draw_aside.ts');
      return statisticsAside(task);
    },
    lastChancesAside: async (task) => {
      const { lastChancesAside } = await import('./draw_aside.ts');
      return lastChancesAside(task);
    },
    runOwnSql: async (task) => {
      const { runOwnSqlAside } = await import('./own_sql_aside.ts');
      return runOwnSqlAside(task, stopped);
    },
    execute: async (task) => {
      const { execute } = await import('./execute.ts');
      return execute(task, stopped);
    },
    loadAside,
    machine: {
      platform: process.platform,
      node: process.execPath,
      nodeVersion: process.versions.node,
      script: fileURLToPath(new URL('dist/main.js', ROOT)),
      folder: process.cwd(),
    },
    openBrowser,
    addresses: ownAddresses,
  });
  // Written text first: a pipe may still be taking it.
  process.stdout.write('', (error) => {
    if (error) endWithoutTaker(error);
    process.exit(exitCode === 0 && isFailure ? 1 : exitCode);
  });
}

/** Nothing is left to wait for, and the command has not ended: Node would end with 0. */
function endUnfinished(): void {
  writeSync(STDERR, UNFINISHED);
  process.exit(1);
}

async function loadAside(): Promise<void> {
  const parts = [import('./draw_aside.ts'), import('./own_sql_aside.ts'), import('./execute.ts')];
  await Promise.all(parts);
}

/** Who read the log may have gone: that ends nothing. Made when there is something to say. */
function logOutput(): Output {
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
  return streamOutput(process.stderr);
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false; // closed by whoever started us
  }
}

/**
 * A log on a full disk must cost nothing but its own lines: Node's stream would throw, and take no
 * line more when there is room again.
 */
function fileOutput(descriptor: number): Output {
  let missing = 0;
  const write = (text: string) => {
    const gap = `${JSON.stringify({ level: 'warn', event: 'log.had_no_room', lines: missing })}\n`;
    try {
      writeSync(descriptor, missing === 0 ? text : `${gap}${text}`);
      missing = 0;
    } catch {
      missing += 1;
    }
    return WRITTEN;
  };
  return { write, isTerminal: false, columns: PLAIN_COLUMNS };
}

/**
 * Aborted at the first SIGINT or SIGTERM, or SIGHUP: the terminal is closed over it. What has not
 * ended after nine seconds is ended.
 */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) return;
    controller.abort(new DOMException('stopped by the owner', 'AbortError'));
    setTimeout(() => process.exit(1), LAST_MOMENT_MS).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', () => {
    if (!isUnderNohup()) stop();
  });
  return controller.signal;
}

/**
 * Node forgets as it starts that nohup had SIGHUP ignored. What is left of that is a standard input
 * that nobody can read: nohup puts it in the place of a terminal.
 */
function isUnderNohup(): boolean {
  try {
    if (isTerminal(STDIN) || !fstatSync(STDIN).isCharacterDevice()) return false;
    readSync(STDIN, Buffer.alloc(1));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EBADF';
  }
}

/**
 * `driftline export | head`: the reader has gone, and that is no failure. `driftline export > FILE`
 * on a full disk is one: what was written is cut short.
 */
function endWithoutTaker(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  if (error.code === 'EIO') return; // the terminal was closed: what goes on goes on to its end
  const why = error.code === 'ENOSPC' ? 'there is no room where it goes' : error.message;
  try {
    writeSync(STDERR, `driftline: the answer is cut short: ${why}. ${TAKER_REMEDY}\n`);
  } finally {
    process.exit(1);
  }
}

function readVersion(): string {
  const manifest = readFileSync(new URL('package.json', ROOT), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** `node:tty` is not imported: it brings all of Node's sockets, a tenth of a short command. */
function isTerminal(descriptor: number): boolean {
  return process.getBuiltinModule('node:tty').isatty(descriptor);
}

/** By the terminal's own settings: Ctrl-C and corrections stay what they are. */
async function hideTyping(): Promise<Cancel> {
  const { spawnSync } = await import('node:child_process');
  const set = (word: string) =>
    spawnSync('stty', [word], { stdio: ['inherit', 'ignore', 'ignore'] }).status === 0;
  if (!isTerminal(STDIN) || !set('-echo')) return () => {};
  return () => void set('echo');
}

/** IPv4 first: it is what people type, and what their own network surely has. */
function ownAddresses(): readonly string[] {
  return Object.values(process.getBuiltinModule('node:os').networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, address }) => !internal && !/^(?:fe80|169\.254)/i.test(address))
    .toSorted((a, b) => a.family.localeCompare(b.family))
    .map(({ address }) => address);
}

async function openBrowser(address: string): Promise<boolean> {
  const { spawn } = await import('node:child_process');
  const [command, ...args] = OPENERS[process.platform] ?? (['xdg-open'] as const);
  return new Promise((resolve) => {
    const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
