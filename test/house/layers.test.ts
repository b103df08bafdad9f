import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { type HouseFile, importsOf, layerOf, readHouseFile, SOURCES } from './house_files.ts';

/** Who may import whom, beside themselves: downwards only (ARCHITECTURE.md, "Layers"). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  store: ['core'],
  mastodon: ['core'],
  ingest: ['store', 'mastodon', 'core'],
  rank: ['store', 'core'],
  http: ['ingest', 'rank', 'store', 'mastodon', 'core'],
  demo: ['ingest', 'rank', 'store', 'mastodon', 'core'],
  cli: ['http', 'demo', 'ingest', 'rank', 'store', 'mastodon', 'core'],
  main: ['cli', 'http', 'demo', 'ingest', 'rank', 'store', 'mastodon', 'core'],
};

/**
 * Where each package lives. A package that is not here has no home yet: give it one, with a reason.
 */
const HOMES: Readonly<Record<string, readonly string[] | 'any'>> = {
  'better-sqlite3': ['store'],
  masto: ['mastodon'],
  commander: ['cli'],
  croner: ['cli'],
  'cli-progress': ['cli'],
  ws: ['mastodon', 'http', 'demo'],
  hono: ['http', 'demo'],
  '@hono/node-server': ['http', 'demo'],
  'sanitize-html': ['http'],
  uqr: ['http', 'cli'],
  blurhash: ['http', 'demo'],
  'fast-png': ['http', 'demo'],
  seedrandom: ['core', 'demo'],
  'date-fns': 'any',
  valibot: 'any',
  'smol-toml': 'any',
};

/**
 * Files are touched by the database, by the media, and by the roots; others are handed what they
 * need.
 */
const FILE_HOMES = [
  /^src\/store\//,
  /^src\/http\/media\//,
  /^src\/(kept_code|main|worker|draw_aside|own_sql_child)\.ts$/,
];

test('imports go down only', () => {
  const upward = SOURCES.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => layerOf(posix.join(posix.dirname(file.path), target)))
      .filter((layer) => layer !== layerOf(file.path))
      .filter((layer) => !MAY_IMPORT[layerOf(file.path)]?.includes(layer))
      .map((layer) => `${file.path} imports from ${layer}`),
  );

  expect(upward).toEqual([]);
});

test('every package is imported only where it lives', () => {
  const astray = SOURCES.flatMap((file) =>
    importsOf(file)
      .filter((target) => !target.startsWith('.') && !target.startsWith('node:'))
      .map(packageOf)
      .filter((name) => !isAtHome(name, file))
      .map((name) => `${file.path} imports ${name}`),
  );

  expect(astray).toEqual([]);
});

test('no file is loaded by way of itself', () => {
  let left = SOURCES.map((file) => ({ path: file.path, loads: loadedBy(file) }));
  // What loads none of the others goes, and what none of them loads: the circles stay.
  for (let before = Number.POSITIVE_INFINITY; left.length < before; ) {
    before = left.length;
    const paths = new Set(left.map(({ path }) => path));
    const loaded = new Set(left.flatMap(({ loads }) => loads));
    left = left.filter(
      ({ path, loads }) => loaded.has(path) && loads.some((one) => paths.has(one)),
    );
  }

  expect(left.map(({ path }) => path)).toEqual([]);
});

test('all packages stand in the program, but for the one with a compiled part', () => {
  const { dependencies, devDependencies } = JSON.parse(readHouseFile('package.json').text);
  const imported = SOURCES.flatMap(importsOf).filter((target) => !/^(\.|node:)/.test(target));

  const names = new Set(imported.map(packageOf));

  expect([...names].filter((name) => !(name in devDependencies))).toEqual(['better-sqlite3']);
  // Its other part stands in the program: they must be of one version.
  expect(dependencies).toEqual({ 'better-sqlite3': expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});

test('files are touched only by the store, the media and the roots', () => {
  const astray = SOURCES.filter((file) => !FILE_HOMES.some((home) => home.test(file.path)))
    .filter((file) => importsOf(file).some((target) => /^node:fs/.test(target)))
    .map(({ path }) => path);

  expect(astray).toEqual([]);
});

/** The files that come with it; what is imported for its types alone is not there at run time. */
function loadedBy(file: HouseFile): readonly string[] {
  const types =
    /\b(?:import|export)\s+(?:type\s[^;'"]*|\{(?:\s*type\s+\w+,?)*\s*\}\s*)from\s+'[^']+'/g;
  return importsOf({ ...file, text: file.text.replace(types, '') })
    .filter((target) => target.startsWith('.'))
    .map((target) => posix.join(posix.dirname(file.path), target));
}

function packageOf(target: string): string {
  const parts = target.split('/');
  return target.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] as string);
}

function isAtHome(name: string, { path }: HouseFile): boolean {
  const homes = HOMES[name];
  return homes === 'any' || homes?.includes(layerOf(path)) === true;
}
