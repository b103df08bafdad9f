import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Module } from 'node:module';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';

/** Of all that the program consists of: the build puts its digest here. */
declare const BUILD: string;

/** Whose code is kept: what runs for longer may be ended at any time, and need not begin fast. */
const SHORT_MS = 10_000;
/** They end without a trace on this machine. */
const TRACELESS: readonly string[] = ['demo', 'try', 'logout'];
const OF_A_VERSION = /^[0-9a-f]{16}-v\d/;
const VERSIONS_MAX = 4; // half a megabyte for each command that was used
const LINE_END = '\n';
const BY_OTHERS = 0o022; // may be written by the group, or by all
const PASSED_BY_OTHERS = 0o011; // the homes of Fedora, 0700, in which a umask of 002 opens the rest
const STICKY = 0o1000; // as /tmp: all may put something there, and move only what is theirs
const ROOT_USER = 0;

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

/** A relative place counts for none: https://specifications.freedesktop.org/basedir-spec/latest/ */
function folderOf({ XDG_CACHE_HOME, HOME, USERPROFILE }: NodeJS.ProcessEnv): string | undefined {
  const home = HOME || USERPROFILE;
  const cache = XDG_CACHE_HOME || (home && join(home, '.cache'));
  const name = `${BUILD}-${process.version}-${process.platform}-${process.arch}`;
  return cache && isAbsolute(cache) ? join(cache, 'driftline', 'compiled', name) : undefined;
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

/** Undefined where somebody else could have put it there: that is not run. */
function readOwn(file: string): Buffer | undefined {
  if (!isOursAlone(dirname(file))) return undefined;
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { uid, mode } = fstatSync(descriptor);
    return isOurs(uid) && !isFor(BY_OTHERS, mode) ? readFileSync(descriptor) : undefined;
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
  const there = nearest(folder);
  const { uid } = statSync(there);
  // Root in the home of somebody would leave what they cannot write to.
  if (!isOurs(uid) || !isOursAlone(there)) throw new Error(`${folder} would not be ours`);
  if (there === folder) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const others = readdirSync(dirname(folder)).filter(
    (name) => OF_A_VERSION.test(name) && name !== basename(folder),
  );
  if (others.length < VERSIONS_MAX) return;
  for (const name of others) rmSync(join(dirname(folder), name), { recursive: true });
}

function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}

function isOurs(uid: number): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

/**
 * Whether nobody but us and root can put another folder in the place of this one: what lies in it
 * is run, and what is old in it deleted. Links on the way to it are theirs who made them.
 */
function isOursAlone(folder: string): boolean {
  return [wayTo(folder), wayTo(realpathSync.native(folder))].every((way) => {
    let isShut = false; // nobody else comes to where we are: what they could write there is nothing
    return way.every((place) => {
      const { uid, mode } = lstatSync(place);
      if (!isOurs(uid) && uid !== ROOT_USER) return false;
      const isLink = (mode & constants.S_IFMT) === constants.S_IFLNK;
      const isSafe = isLink || isShut || !isFor(BY_OTHERS, mode) || isFor(STICKY, mode);
      isShut = !isLink && (isShut || (isOurs(uid) && !isFor(PASSED_BY_OTHERS, mode)));
      return isSafe;
    });
  });
}

/** Where there are no users, as on Windows, modes say nothing. */
function isFor(bits: number, mode: number): boolean {
  return process.getuid !== undefined && (mode & bits) !== 0;
}

function wayTo(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [...wayTo(above), folder];
}

function unlessItFails<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
