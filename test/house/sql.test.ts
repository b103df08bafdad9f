import { afterAll, expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { SIGNAL_TEXTS } from '../../src/core/signals.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openPast } from '../../src/store/past.ts';
import { filesUnder, type HouseFile, readHouseFile, SOURCES } from './house_files.ts';

const QUERIES = filesUnder('sql', '.sql').filter(({ path }) => !path.startsWith('sql/migrations/'));
const PROGRAM = SOURCES.map(({ text }) => text).join('\n');
const database = openDatabase(':memory:');
const past = openPast(database, 0 as EpochMs);
past.database.connection.exec(readHouseFile('sql/upkeep/make_pool_changes.sql').text);
past.database.connection.exec(readHouseFile('sql/ingest/make_held_lines.sql').text);
afterAll(() => {
  past.close();
  database.close();
});

test('every statement can be prepared against the schema', () => {
  const failures = QUERIES.flatMap(({ path, text }) => {
    try {
      // What makes temporary tables is prepared before there are any; what asks them, afterwards.
      (isOfTemporary(path, text) ? past.database : database).connection.prepare(text);
      return [];
    } catch (error) {
      return [`${path}: ${(error as Error).message}`];
    }
  });

  expect(failures).toEqual([]);
});

test('every statement is prepared by somebody', () => {
  const dead = QUERIES.map(nameOf).filter(
    (name) => !PROGRAM.includes(`'${name}'`) && !PROGRAM.includes(`\`${name}\``),
  );

  expect(dead).toEqual([]);
});

/** Where a row is written out: `database.one('serve/find_x', ['key'], { key: integer })`. */
const PREPARED = /\.(?:one|many)\(\s*'([a-z_/]+)',\s*\[[^\]]*\],\s*\{([^}]*)\}/g;

test('who prepare the same statement declare the same columns', () => {
  const rows = new Map<string, Set<string>>();
  for (const [, name = '', row = ''] of PROGRAM.matchAll(PREPARED)) {
    const columns = [...row.matchAll(/(\w+):/g)].map(([, column]) => column).toSorted();
    rows.set(name, (rows.get(name) ?? new Set()).add(columns.join(' ')));
  }
  const differing = [...rows].filter(([, declared]) => declared.size > 1);

  expect(rows.size).toBeGreaterThan(50);
  expect(differing).toEqual([]);
});

test('statements are asked for by the store, the ranker and the demo, and by nobody above', () => {
  const names = new Set(QUERIES.map(nameOf));
  const astray = SOURCES.filter(({ path }) => !/^src\/(store|rank|demo)\//.test(path))
    .filter(({ text }) => [...names].some((name) => text.includes(`'${name}'`)))
    .map(({ path }) => path);

  expect(astray).toEqual([]);
});

test('a header says the purpose of a statement and each of its parameters', () => {
  const wanting = QUERIES.flatMap((file) => {
    const header = headerOf(file);
    // "@own_percentile … @dial": the exponents, which have the names of the signals.
    const isRange = /@own_percentile … @dial/.test(header);
    const unsaid = [...paramsOf(file)].filter(
      (param) => !header.includes(`@${param}`) && !(isRange && param in SIGNAL_TEXTS),
    );
    return [
      ...(header.trim() === '' ? [`${file.path}: no header`] : []),
      ...unsaid.map((param) => `${file.path}: @${param} is not described`),
    ];
  });

  expect(wanting).toEqual([]);
});

test('no statement looks at a clock or throws dice of its own', () => {
  const ambient = /\b(random|randomblob|current_timestamp|current_date|unixepoch)\b|'now'/i;

  const found = QUERIES.filter((file) => ambient.test(bare(file))).map(({ path }) => path);

  expect(found).toEqual([]);
});

test('the ranker leaves logarithms and powers to one place, which gives the same bits everywhere', () => {
  const floating = /\b(ln|exp|pow|power|log|log2|log10)\s*\(/i;

  const found = QUERIES.filter(({ path }) => /^sql\/(rank|upkeep)\//.test(path))
    .filter((file) => floating.test(bare(file)))
    .map(({ path }) => path);

  expect(found).toEqual([]);
});

test('the migrations make exactly the schema that is written down', async () => {
  const rows = database.connection
    .prepare(
      `select sql from sqlite_schema where sql is not null and name not like 'texts_%'
        order by type desc, name`,
    )
    .pluck()
    .all() as string[];

  const schema = `${rows.map((sql) => `${sql};`).join('\n\n')}\n`;

  await expect(schema).toMatchFileSnapshot('schema.snapshot.sql');
});

test('every table is strict', () => {
  const loose = database.connection
    .prepare(
      `select name from pragma_table_list
        where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'
          and name not like 'texts%'`,
    )
    .pluck()
    .all();

  expect(loose).toEqual([]);
});

test('migrations are numbered without a gap', () => {
  const numbers = filesUnder('sql/migrations', '.sql').map(({ path }) =>
    Number(/\/(\d{4})_[a-z_]+\.sql$/.exec(path)?.[1]),
  );

  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test('the schema that is written down is found by those who look for it', () => {
  expect(readHouseFile('ARCHITECTURE.md').text).toContain('test/house/schema.snapshot.sql');
});

/** Working tables stand in a rebuilt past as in a draw. */
function isOfTemporary(path: string, text: string): boolean {
  return (path.startsWith('sql/past/') || /\btemp\./.test(text)) && !/^create/m.test(text);
}

function nameOf({ path }: HouseFile): string {
  return path.slice('sql/'.length, -'.sql'.length);
}

function headerOf({ lines }: HouseFile): string {
  const end = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('--'));
  return lines.slice(0, end < 0 ? undefined : end).join('\n');
}

/** Without comments and quoted text, except 'now'. */
function bare({ text }: HouseFile): string {
  return text.replace(/--[^\n]*/g, '').replace(/'(?!now')[^']*'/g, "''");
}

function paramsOf(file: HouseFile): ReadonlySet<string> {
  const matches = bare(file).matchAll(/@([a-z][a-z0-9_]*)/g);
  return new Set([...matches].map((match) => match[1] as string));
}
