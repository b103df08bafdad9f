// Makes a clone ready: the right Node, the packages, and with --build the compiled program.
// Written so that an old Node can still read it far enough to say that it is too old: no newer
// syntax than 2018's, and no `node:` imports.
import { spawn, spawnSync } from 'child_process';
import { createHash } from 'crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';

const OLDEST_NODE = [20, 19];
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PACKAGES = join(ROOT, 'node_modules');
const STAMP = join(PACKAGES, '.driftline-set-up');
const BUILT = join(ROOT, 'dist', '.built');

checkNode();
main().catch((error) => fail(error.message));

async function main() {
  await installPackages();
  if (process.argv.indexOf('--build') !== -1) build();
}

function checkNode() {
  const version = process.versions.node.split('.').map(Number);
  const isEnough =
    version[0] > OLDEST_NODE[0] || (version[0] === OLDEST_NODE[0] && version[1] >= OLDEST_NODE[1]);
  if (isEnough) return;
  fail(
    `Driftline needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}: ` +
      'get one from https://nodejs.org/ or from your system, then run this again.',
  );
}

/** `npm ci`, unless the packages of this very lock file are there for this very Node. */
async function installPackages() {
  const wanted = stampOf();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  const env = Object.assign({}, process.env);
  const headers = env.npm_config_nodedir || findHeaders();
  // better-sqlite3 fetches a compiled file, or compiles with Node's headers. Where those lie beside
  // Node there is no need to fetch them from anywhere.
  if (headers) env.npm_config_nodedir = headers;
  if (headers) leaveHooksOut(headers, env);
  // Inside a global install npm would hand its own settings down; the packages belong here.
  delete env.npm_config_global;
  delete env.npm_config_prefix;

  const outcome = await runCalmly('Installing packages', ['ci', '--no-audit', '--no-fund'], env);
  if (outcome.code !== 0) fail(remedyFor(outcome.output, headers));
  checkNative(headers);
  writeFileSync(STAMP, wanted);
}

/** What the installed packages depend on: the lock file, and what compiled code must match. */
function stampOf() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  return `${hash} ${process.platform}-${process.arch} abi ${process.versions.modules}\n`;
}

/** A folder F such that F/include/node holds the headers of this Node, or undefined. */
function findHeaders() {
  const beside = dirname(dirname(process.execPath));
  const found = [beside, '/usr', '/usr/local'].filter((folder) => {
    const file = join(folder, 'include', 'node', 'node_version.h');
    if (!existsSync(file)) return false;
    const major = /#define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(file, 'utf8'));
    return major !== null && major[1] === process.versions.node.split('.')[0];
  });
  return found[0];
}

/**
 * The headers of Node from 24.19 on let each object of a native part take a hook back when it is
 * collected, and Node aborts where that happens while no JavaScript runs
 * (https://github.com/nodejs/node/issues/65446). So better-sqlite3 12, which drops statements all
 * the time, is compiled with that header as it was before: without the hooks.
 */
function leaveHooksOut(headers, env) {
  const file = join(headers, 'include', 'node', 'node_object_wrap.h');
  if (!existsSync(file)) return;
  const header = readFileSync(file, 'utf8');
  const before = header.replace(/^ *(?:Add|Remove)CleanupHook\(\);\n/gm, '');
  if (before === header) return;
  const copy = join(mkdtempSync(join(tmpdir(), 'driftline-headers-')), 'node_object_wrap.h');
  process.on('exit', () => rmSync(dirname(copy), { recursive: true, force: true }));
  writeFileSync(copy, before);
  env.CXXFLAGS = `-include ${copy} ${env.CXXFLAGS || ''}`.trim();
}

/**
 * Runs npm with one line of progress instead of its own many. Gives its exit code and what it said.
 */
function runCalmly(title, args, env) {
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  const isTerminal = process.stderr.isTTY === true;
  if (!isTerminal) process.stderr.write(`${title} …\n`);
  const line = () => process.stderr.write(`\r${title} … ${seconds()} s `);
  const stillAtIt = () =>
    process.stderr.write(`  still at it, ${seconds()} s: a part is being compiled\n`);
  const ticking = setInterval(isTerminal ? line : stillAtIt, isTerminal ? 500 : 20000);
  return new Promise((resolve) => {
    const npm = process.env.npm_execpath;
    const child = npm
      ? spawn(process.execPath, [npm].concat(args), { cwd: ROOT, env })
      : spawn('npm', args, { cwd: ROOT, env, shell: process.platform === 'win32' });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (code, more) => {
      clearInterval(ticking);
      process.stderr.write(
        code === 0
          ? `${isTerminal ? '\r' : ''}${title} … done in ${seconds()} s\n`
          : isTerminal
            ? '\n'
            : '',
      );
      resolve({ code, output: output + more });
    };
    child.on('error', (error) => end(1, error.message));
    child.on('close', (code) => end(code === null ? 1 : code, ''));
  });
}

function remedyFor(output, headers) {
  if (/ENOSPC/.test(output))
    return 'The disk is full: make room (about 400 MB), then run this again.';
  if (/better-sqlite3/.test(output) && /gyp|prebuild/.test(output)) return nativeRemedy(headers);
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/.test(output)) {
    return 'The package registry cannot be reached: check the network, then run this again.';
  }
  return `The packages could not be installed. npm said:\n${output.trim().split('\n').slice(-12).join('\n')}`;
}

function nativeRemedy(headers) {
  return headers
    ? `better-sqlite3 could be neither fetched nor built with the headers under ${headers}: ` +
        'install python3, make and a C++ compiler, then run this again.'
    : 'better-sqlite3 could be neither fetched nor built: install Node with its headers ' +
        '(or set npm_config_nodedir to a folder that has include/node), then run this again.';
}

/**
 * The one part that is compiled for this machine must load: npm may have been told to skip its
 * script.
 */
function checkNative(headers) {
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  if (spawnSync(process.execPath, ['-e', probe], { cwd: ROOT }).status === 0) return;
  fail(nativeRemedy(headers));
}

/** Builds only where a source is newer than what was built last. */
function build() {
  if (existsSync(BUILT) && newestMs(SOURCES) <= statSync(BUILT).mtimeMs) return;
  process.stderr.write('Building …');
  const startedMs = Date.now();
  const script = join(ROOT, 'scripts', 'build.mjs');
  const done = spawnSync(process.execPath, [script], { cwd: ROOT, encoding: 'utf8' });
  if (done.status !== 0) {
    process.stderr.write('\n');
    fail(`The build failed:\n${done.stdout}${done.stderr}`);
  }
  process.stderr.write(` done in ${((Date.now() - startedMs) / 1000).toFixed(1)} s\n`);
}

const SOURCES = [
  'src',
  'tsconfig.json',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/build_program.mjs',
];

function newestMs(paths) {
  return paths.reduce((newest, path) => Math.max(newest, newestOf(join(ROOT, path))), 0);
}

/** A folder's own time counts too: it changes when a file in it is removed. */
function newestOf(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestOf(join(path, name))),
    stat.mtimeMs,
  );
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
