// npm runs this before any package's own install script (`preinstall`), also where the packed
// Driftline is installed globally. better-sqlite3 then fetches a compiled file from GitHub, or
// compiles with headers from nodejs.org. Where neither can be had, but the headers of this very
// Node lie on the machine, they are put where node-gyp looks; where the compiling cannot succeed,
// one line says so and the install ends before it leaves anything behind. In doubt it does nothing.
// Where Node's headers would make it abort (leaveHooksOut), what is compiled is put right first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const FETCH_LIMIT_MS = 120_000;
const COMPILER =
  'better-sqlite3 cannot be fetched from github.com: install python3, make and a C++ compiler to compile it';
const require = createRequire(import.meta.url);
const nodeGyp = process.env.npm_config_node_gyp; // npm names its own; other installers need no help

const remedy = nodeGyp && !loads() ? unlessItThrows(prepare) : undefined;
if (remedy) {
  process.stderr.write(`Driftline: ${remedy}, then install again.\n`);
  process.exitCode = 1;
}

/** Gives what has to be done before an install can succeed, or undefined. */
function prepare() {
  const sqlite = folderOf('better-sqlite3');
  const prebuildInstall = folderOf('prebuild-install');
  if (!sqlite || !prebuildInstall) return undefined;
  if (run(join(prebuildInstall, 'bin.js'), [], sqlite).status === 0) return undefined;

  let configured = run(nodeGyp, ['configure', '--release'], sqlite);
  if (configured.status !== 0 && offerHeaders(sqlite)) {
    configured = run(nodeGyp, ['configure', '--release'], sqlite);
  }
  if (configured.status !== 0) return remedyFor(configured);
  const headers = headersOf(sqlite);
  leaveHooksOut(sqlite, headers);
  return remedyFor(configured) ?? remedyForPlace(headers);
}

/** Where node-gyp found them, or put them: in the cache folder of whoever installs. */
function headersOf(sqlite) {
  const configuration = readFileSync(join(sqlite, 'build', 'config.gypi'), 'utf8');
  return /"nodedir": "([^"]+)"/.exec(configuration)?.[1];
}

/** make takes the rest of such a name for a file of its own, after minutes of compiling. */
function remedyForPlace(headers) {
  if (process.platform === 'win32' || !headers || !/[\s'`]/.test(headers)) return undefined;
  return (
    'better-sqlite3 can be neither fetched from github.com nor compiled with headers in ' +
    `${headers}: set npm_config_devdir to a folder without a space or a quotation mark in its name`
  );
}

/**
 * The headers of Node from 24.19 on let each object of a native part take a hook back when it is
 * collected, and Node aborts where that happens while no JavaScript runs
 * (https://github.com/nodejs/node/issues/65446). So better-sqlite3 12, which drops statements all
 * the time, is compiled with that header as it was before: without the hooks.
 */
function leaveHooksOut(sqlite, headers) {
  if (!headers) return;
  const header = readFileSync(join(headers, 'include', 'node', 'node_object_wrap.h'), 'utf8');
  const before = header.replace(/^ *(?:Add|Remove)CleanupHook\(\);\n/gm, '');
  if (before === header) return;
  writeFileSync(join(sqlite, 'src', 'node_object_wrap.h'), before);
  const source = join(sqlite, 'src', 'better_sqlite3.cpp');
  const text = readFileSync(source, 'utf8');
  writeFileSync(source, text.replace('<node_object_wrap.h>', '"node_object_wrap.h"'));
}

/** A status of null means that it took too long to tell: then the install itself shall find out. */
function remedyFor({ status, stderr }) {
  if (status === null) return undefined;
  if (/Could not find any Python/.test(stderr)) return COMPILER;
  if (status !== 0) {
    return (
      'better-sqlite3 can be neither fetched from github.com nor compiled without the headers of ' +
      `Node ${process.versions.node}: set npm_config_nodedir to a folder that has them in include/node`
    );
  }
  return process.platform === 'linux' && !hasCompiler() ? COMPILER : undefined;
}

function hasCompiler() {
  const programs = [process.env.MAKE || 'make', process.env.CXX || 'g++'];
  return programs.every((program) => !spawnSync(`${program} --version`, { shell: true }).status);
}

/** Hands the machine's own headers to node-gyp as if they had been fetched. */
function offerHeaders(cwd) {
  const folder = findHeaders();
  if (!folder) return false;
  const scratch = mkdtempSync(join(tmpdir(), 'driftline-headers-'));
  try {
    const tarball = join(scratch, 'headers.tar');
    const inside = join(basename(folder), 'include', 'node');
    // -h: Debian's headers hold links out of their folder.
    const packed = spawnSync('tar', ['-chf', tarball, '-C', dirname(folder), inside]);
    return (
      packed.status === 0 && run(nodeGyp, ['install', `--tarball=${tarball}`], cwd).status === 0
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A folder F such that F/include/node holds the headers of exactly this Node, or undefined. */
function findHeaders() {
  const beside = dirname(dirname(process.execPath));
  return [beside, process.config.variables.node_prefix, '/usr', '/usr/local'].find((folder) => {
    const file = join(folder ?? '', 'include', 'node', 'node_version.h');
    if (!folder || !existsSync(file)) return false;
    const text = readFileSync(file, 'utf8');
    const part = (name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
    return `${part('MAJOR')}.${part('MINOR')}.${part('PATCH')}` === process.versions.node;
  });
}

/** Whatever is strange about a machine, an install that may succeed is not to end here. */
function unlessItThrows(ask) {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function run(script, args, cwd) {
  const env = { ...process.env };
  // They tell where Driftline came from, not better-sqlite3.
  delete env.npm_package_resolved;
  delete env.npm_package_from;
  return spawnSync(process.execPath, [script, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    timeout: FETCH_LIMIT_MS,
  });
}

function folderOf(name) {
  return unlessItThrows(() => dirname(require.resolve(`${name}/package.json`)));
}

function loads() {
  return unlessItThrows(() => new (require('better-sqlite3'))(':memory:').close()) !== undefined;
}
