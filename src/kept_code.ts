import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Module } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** Of all that the program consists of: the build puts its digest here. */
declare const BUILD: string;

/** Whose code is kept: what runs for longer may be ended at any time, and need not begin fast. */
const SHORT_MS = 10_000;
/** They end without a trace on this machine. */
const TRACELESS: readonly string[] = ['demo', 'try', 'logout'];
const VERSIONS_MAX = 4; // half a megabyte for each command that was used
const LINE_END = '\n';

interface Compiling {
  _compile: (this: NodeModule, source: string, path: string, ...more: unknown[]) => unknown;
}

/**
 * Has the files of `program` compiled out of what V8 made of them when the same command ran before,
 * and keeps that at the end where something of it was not there. What cannot be kept, or was made
 * by another Node or of another Driftline, is compiled as ever. Node's own way, from 22.8 on, is
 * slower: 62 ms of the processor for `stats` on Node 24, and 54 by this one (2026-11-27).
 */
export function keptCode(program: string, command: string, env: NodeJS.ProcessEnv): void {
  const folder = folderOf(env);
  if (folder === undefined || !/^[a-z]+$/.test(command) || TRACELESS.includes(command)) return;
  const file = join(folder, `${command}.code`);
  const kept = readKept(file);
  const scripts = new Map<string, Script>();
  let isNews = false;
  const compiling = Module.prototype as unknown as Compiling;
  const { _compile: compile } = compiling;
  compiling._compile = function compileKept(source, path, ...more) {
    if (dirname(path) !== program) return compile.call(this, source, path, ...more);
    const cachedData = kept.get(basename(path));
    const script = new Script(Module.wrap(source), { filename: path, cachedData });
    if (script.cachedDataRejected !== false) isNews = true;
    scripts.set(basename(path), script);
    const call = (id: string) => this.require(id);
    return script.runInThisContext().call(this.exports, this.exports, call, this, path, program);
  };
  process.on('exit', (code) => {
    if (!isNews || code !== 0 || performance.now() > SHORT_MS) return;
    for (const [name, script] of scripts) kept.set(name, script.createCachedData());
    keep(file, kept);
  });
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function folderOf({ XDG_CACHE_HOME, HOME, USERPROFILE }: NodeJS.ProcessEnv): string | undefined {
  const home = HOME || USERPROFILE;
  const cache = XDG_CACHE_HOME || (home && join(home, '.cache'));
  const name = `${BUILD}-${process.version}-${process.platform}-${process.arch}`;
  return cache ? join(cache, 'driftline', 'compiled', name) : undefined;
}

/**
 * A line of names and lengths, then the code; and all of it again: V8 believes what it is given,
 * and dies of a page that the disk lost. To compare takes 0.2 ms, the cheapest checksum 2.
 */
function readKept(file: string): Map<string, Buffer> {
  const kept = new Map<string, Buffer>();
  const whole = unlessItFails(() => readOwn(file));
  const half = whole?.subarray(0, whole.length / 2);
  if (!whole || !half?.equals(whole.subarray(half.length))) return kept;
  let at = half.indexOf(LINE_END) + 1;
  const lengths = unlessItFails(() => JSON.parse(half.toString('utf8', 0, at))) ?? {};
  for (const [name, length] of Object.entries<number>(lengths)) {
    kept.set(name, half.subarray(at, at + length));
    at += length;
  }
  return kept;
}

/** Undefined where there is none, or another user put it there: that is not run. */
function readOwn(file: string): Buffer | undefined {
  const descriptor = openSync(file, 'r');
  try {
    return isOurs(fstatSync(descriptor)) ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Where it cannot be kept, as on a full or a read-only disk, nothing is. */
function keep(file: string, kept: ReadonlyMap<string, Buffer>): void {
  const draft = `${file}.${process.pid}`;
  const lengths = Object.fromEntries([...kept].map(([name, code]) => [name, code.length]));
  const half = Buffer.concat([Buffer.from(`${JSON.stringify(lengths)}\n`), ...kept.values()]);
  unlessItFails(() => {
    makeFolder(dirname(file));
    writeFileSync(draft, Buffer.concat([half, half]), { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  });
  unlessItFails(() => rmSync(draft, { force: true }));
}

/** Of a version that is gone nobody knows: where there are several, all others go. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  // Root in the home of somebody would leave what they cannot write to.
  if (!isOurs(statSync(nearest(folder)))) throw new Error(`${folder} would not be ours`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const others = readdirSync(dirname(folder)).filter((name) => name !== basename(folder));
  if (others.length < VERSIONS_MAX) return;
  for (const name of others) rmSync(join(dirname(folder), name), { recursive: true });
}

function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}

function isOurs({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function unlessItFails<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
