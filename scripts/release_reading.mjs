// What of a release can be read: versions and the changelog, licences, dependencies, packed files.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const textOf = (path) => readFileSync(join(ROOT, path), 'utf8');
const manifest = JSON.parse(textOf('package.json'));
const lock = JSON.parse(textOf('package-lock.json'));

function versions() {
  const { version } = manifest;
  const found = { 'package-lock.json': lock.version, 'its root': lock.packages[''].version };
  const problems = Object.entries(found)
    .filter(([, other]) => other !== version)
    .map(([where, other]) => `${where} says ${other}: npm install --package-lock-only`);
  return { problems, detail: version };
}

/** The newest section is of this version, and nothing waits for another. */
function changelog() {
  const [first = ''] = textOf('CHANGELOG.md').match(/^## .*$/m) ?? [];
  const [, version, date = ''] = /^## (\S+), (\d{4}-\d{2}-\d{2})$/.exec(first) ?? [];
  const isOurs = version === manifest.version && !Number.isNaN(Date.parse(date));
  const remedy = `the first section is "${first}": name it "## ${manifest.version}, YYYY-MM-DD"`;
  return { problems: isOurs ? [] : [remedy], detail: first };
}

/** Licences that ask for no more than to be named (SPDX). */
const PERMISSIVE = new Set(
  ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0'].concat([
    'CC0-1.0',
    'Unlicense',
    'WTFPL',
    'Python-2.0',
    'Zlib',
    'MIT-0',
  ]),
);

function isPermissive(expression) {
  const bare = expression.replace(/[()]/g, '');
  return bare
    .split(' AND ')
    .every((part) => part.split(' OR ').some((one) => PERMISSIVE.has(one.trim())));
}

/** Of all that is passed on: what stands in the program, and what is installed with it. */
function licences() {
  const gathered = [...textOf('dist/LICENCES.txt').matchAll(/^(\S+) (?:\d[\w.-]*): (.+)$/gm)];
  const installed = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev);
  const byName = new Map();
  for (const [, name, license] of gathered) byName.set(name, license);
  for (const [path, { license }] of installed) byName.set(nameOf(path), license ?? ofItself(path));
  const named = [...byName];
  const counts = new Map();
  for (const [, license] of named) counts.set(license, (counts.get(license) ?? 0) + 1);
  const problems = named
    .filter(([, license]) => typeof license !== 'string' || !isPermissive(license))
    .map(([name, license]) => `${name} is under ${license ?? 'no licence that it names'}`);
  const list = [...counts].sort(([, a], [, b]) => b - a).map(([one, count]) => `${count} ${one}`);
  return { problems, detail: `${named.length} packages: ${list.join(', ')}` };
}

function nameOf(path) {
  return path.replace(/^.*node_modules\//, '');
}

function ofItself(path) {
  try {
    return JSON.parse(textOf(`${path}/package.json`)).license;
  } catch {
    return undefined; // optional, and not for this machine
  }
}

/** Used by a tool, not by an import. */
const BY_TOOLS = new Set(['@biomejs/biome', 'typescript', 'vitest']);
/** An exact version, or one that a caret bounds. */
const EXACT = /^\d+\.\d+\.\d+$/; // half of it stands in the program
const PINNED = /^\^?\d+\.\d+\.\d+$/;

function dependencies() {
  const { dependencies: own, devDependencies: dev } = manifest;
  const all = { ...own, ...dev };
  const ofProgram = codeIn('src').join('\n');
  const ofAll = ['src', 'test', 'scripts'].flatMap(codeIn).join('\n');
  const isUsed = (name) => {
    const where = name in own ? ofProgram : ofAll;
    const plain = name.replace(/^@types\//, '');
    if (BY_TOOLS.has(name) || plain === 'node') return true;
    return [`'${plain}'`, `'${plain}/`, `"${plain}"`, `"${plain}/`].some((one) =>
      where.includes(one),
    );
  };
  const problems = Object.entries(all).flatMap(([name, range]) => [
    ...(isUsed(name) ? [] : [`${name} is used by nothing`]),
    ...((name in own ? EXACT : PINNED).test(range) ? [] : [`${name} is not pinned: "${range}"`]),
    ...(lock.packages[`node_modules/${name}`]?.integrity === undefined
      ? [`${name} is not in package-lock.json with its hash`]
      : []),
  ]);
  const count = (of) => Object.keys(of).length;
  return { problems, detail: `${count(own)} of the program, ${count(dev)} for building and tests` };
}

function codeIn(folder) {
  return pathsIn(folder)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map(textOf);
}

function pathsIn(folder) {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(ROOT, path)).isDirectory() ? pathsIn(path) : [path];
  });
}

const PACKED = [
  /^dist\/(main\.js|program\/\w[\w.-]*\.js|web\/\w+\.(js|css))$/,
  /^dist\/(package\.json|LICENCES\.txt)$/,
  /^sql\/[a-z_]+\/\w+\.sql$/,
  /^scripts\/prepare_native\.mjs$/,
  /^docs\/[a-z-]+\.(md|png)$/,
  /^(README|ARCHITECTURE|CHANGELOG)\.md$/,
  /^(LICENSE|package\.json)$/,
];
/** All of it: a page without its style answers, and so does a command without its statements. */
const WHOLE = ['dist', 'sql'];
const NEEDED = [
  'dist/main.js',
  'dist/LICENCES.txt',
  'sql/rank/draw_front.sql',
  'LICENSE',
  'README.md',
];

function packedFiles() {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [packed] = JSON.parse(
    execFileSync('npm', args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const paths = packed.files.map(({ path }) => path);
  const stray = paths.filter((path) => !PACKED.some((pattern) => pattern.test(path)));
  const built = WHOLE.flatMap(pathsIn).filter((path) => path !== 'dist/.built');
  const missing = [...new Set([...NEEDED, ...built])].filter((path) => !paths.includes(path));
  const empty = packed.files.filter(({ path, size }) => NEEDED.includes(path) && size === 0);
  const problems = [
    ...stray.map((path) => `${path} has no business there`),
    ...missing.map((path) => `${path} is missing`),
    ...empty.map(({ path }) => `${path} is empty`),
  ];
  const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
  const detail = `${paths.length} files, ${megabytes(packed.size)} MB, ${megabytes(packed.unpackedSize)} MB unpacked`;
  return { problems, detail };
}

/** @type {[string, () => { problems: string[], detail: string }][]} */
const checks = [
  ['versions', versions],
  ['changelog', changelog],
  ['licences', licences],
  ['dependencies', dependencies],
  ['packed files', packedFiles],
];
for (const [name, check] of checks) {
  const { problems, detail } = check();
  console.log(`${problems.length === 0 ? 'holds' : 'FAILS'}  ${name}: ${detail}`);
  for (const problem of problems) console.log(`       ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
