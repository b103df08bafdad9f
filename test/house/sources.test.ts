import { expect, test } from 'vitest';
import { codeOf, filesUnder, type HouseFile, layerOf, SOURCES } from './house_files.ts';

const LINES_MAX = 250;
const COLUMNS_MAX = 100;

/** Lists of words, not code: splitting one in the middle would help nobody. */
const WORD_LISTS = /^src\/demo\/(grammar|people|topics|sayings|pictures)\w*\.ts$/;

const OWN_FILES: readonly HouseFile[] = [
  ...SOURCES,
  ...filesUnder('test', '.ts', '.tsx'),
  ...filesUnder('scripts', '.mjs'),
];

/** Names that say nothing about what is inside. */
const EMPTY_NAMES = /(^|\/)(utils?|helpers?|commons?|types|index|misc|shared)\.\w+$|\/common\//;

/** What only the composition roots may touch. */
const AMBIENT: readonly (readonly [string, RegExp])[] = [
  ['Date.now', /\bDate\.now\b/],
  ['new Date()', /\bnew Date\(\s*\)/],
  ['Math.random', /\bMath\.random\b/],
  ['console', /\bconsole\s*\./],
  ['process', /(?<![.\w'"/-])process\s*\./],
  ['URL.canParse, which errs on Node 20 (core/url_check)', /\bURL\.canParse\(/],
  ['a global timer', /(?<![.\w])(setTimeout|setInterval)\s*\(/],
];
const ROOTS = new Set(
  [
    ...['start', 'kept_code', 'main', 'worker', 'draw_aside', 'own_sql_aside', 'own_sql_child'],
    'execute',
  ].map((name) => `src/${name}.ts`),
);
/** Code of the page runs in the reader's browser, where there is nothing to inject. */
const BROWSER = /^src\/http\/web\/browser\//;

test(`no file is longer than ${LINES_MAX} lines`, () => {
  const long = OWN_FILES.filter(({ path }) => !WORD_LISTS.test(path))
    .filter(({ lines }) => lines.length > LINES_MAX)
    .map(({ path, lines }) => `${path}: ${lines.length} lines`);

  expect(long).toEqual([]);
});

test(`no line is longer than ${COLUMNS_MAX} columns, but for texts and addresses`, () => {
  // In the schema a column and what it means stand on one line.
  const statements = filesUnder('sql', '.sql').filter(({ path }) => !path.includes('/migrations/'));

  const wide = [...OWN_FILES, ...statements].flatMap(({ path, lines }) =>
    lines
      .map((line, index) => ({ line, number: index + 1 }))
      .filter(({ line }) => [...line].length > COLUMNS_MAX && !isUnbreakable(line))
      .map(({ line, number }) => `${path}:${number}: ${[...line].length} columns`),
  );

  expect(wide).toEqual([]);
});

test('only the roots know the time, chance, the console and the process', () => {
  const ambient = SOURCES.filter(({ path }) => !ROOTS.has(path) && !BROWSER.test(path)).flatMap(
    (file) =>
      AMBIENT.filter(([, pattern]) => pattern.test(codeOf(file))).map(
        ([name]) => `${file.path} uses ${name}`,
      ),
  );

  expect(ambient).toEqual([]);
});

test('files are named after an idea, in snake_case', () => {
  const badly = [...OWN_FILES, ...filesUnder('sql', '.sql')]
    .map(({ path }) => path)
    .filter((path) => EMPTY_NAMES.test(path) || !/\/[a-z0-9_.]+$/.test(path));

  expect(badly).toEqual([]);
});

test('nothing is exported without a name, and no file only hands on others', () => {
  const nameless = SOURCES.filter((file) => /^export default\b/m.test(codeOf(file)));
  const barrels = SOURCES.filter((file) => {
    const code = codeOf(file).trim();
    return code !== '' && code.split('\n').every((line) => /^export .* from /.test(line));
  });

  expect([...nameless, ...barrels].map(({ path }) => path)).toEqual([]);
});

test('no enum, no unissued TODO, no swallowed error', () => {
  const problems: readonly (readonly [string, RegExp])[] = [
    ['an enum', /\b(const )?enum \w+ \{/],
    ['an empty catch', /catch\s*(\(\w+\))?\s*\{\s*\}/],
  ];

  const found = SOURCES.flatMap((file) => [
    ...problems
      .filter(([, pattern]) => pattern.test(codeOf(file)))
      .map(([name]) => `${file.path}: ${name}`),
    ...(/\b(TODO|FIXME)\b(?!.*#\d)/.test(file.text)
      ? [`${file.path}: a TODO without an issue`]
      : []),
  ]);

  expect(found).toEqual([]);
});

test('only the store speaks to the connection itself', () => {
  const astray = SOURCES.filter(({ path }) => layerOf(path) !== 'store')
    .filter((file) => /\bconnection\.(prepare|pragma|exec|transaction)\(/.test(codeOf(file)))
    .map(({ path }) => path);

  expect(astray).toEqual([]);
});

test('the page’s script asks in one place, where no answer is waited for without end', () => {
  const asking = SOURCES.filter(({ path }) => BROWSER.test(path))
    .filter((file) => /\bfetch\(/.test(codeOf(file)))
    .map(({ path }) => path);

  expect(asking).toEqual(['src/http/web/browser/answer.ts']);
});

/** A sentence in quotes stays in one piece, so that it can be searched for; so does an address. */
function isUnbreakable(line: string): boolean {
  const withoutTexts = line
    .replace(/'(?:[^'\\]|\\.)*'/g, "''")
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/`(?:[^`\\]|\\.)*`?/g, '``');
  return [...withoutTexts].length <= COLUMNS_MAX || /https?:\/\/\S{60,}/.test(line);
}
