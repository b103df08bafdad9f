import { readFileSync } from 'node:fs';
import { drawKey, factorOf, halfMicro, lnMicro, type SeedWords } from '../core/dice.ts';
import { DriftlineError } from '../core/errors.ts';
import { storageErrorOf } from './failure.ts';
import { type Memory, openMemory } from './memory.ts';
import { unpacked } from './packing.ts';
import { keepPrivate } from './private_file.ts';
import { rowNamer } from './row_names.ts';
import { checkRow, narrowed, type RowOf, type Shape } from './shape.ts';
import { type Connection, openConnection, type Statement } from './sqlite.ts';

export type Value = string | number | bigint | null | Uint8Array;
export type Values = Readonly<Record<string, Value>>;

/** One SQLite file (or ':memory:'). Statements are files under sql/, prepared on first use. */
export interface Database {
  readonly file: string;
  /**
   * All rows of sql/`name`.sql. `params` names its @parameters, `shape` its columns, both exactly.
   */
  readonly many: <S extends Shape>(
    name: string,
    params: readonly string[],
    shape: S,
  ) => (values?: Values) => readonly RowOf<S>[];
  /** Its first row, or undefined. */
  readonly one: <S extends Shape>(
    name: string,
    params: readonly string[],
    shape: S,
  ) => (values?: Values) => RowOf<S> | undefined;
  /**
   * Like `one`, for a row with 64-bit integers: columns declared `wide` are bigints, the rest
   * numbers.
   */
  readonly wideOne: Database['one'];
  /** A statement that writes. Gives the number of changed rows. */
  readonly run: (name: string, params: readonly string[]) => (values?: Values) => number;
  /**
   * An `insert … on conflict do nothing`. Gives the new row's key, or undefined where it was there.
   */
  readonly insert: (
    name: string,
    params: readonly string[],
  ) => (values?: Values) => number | undefined;
  /** Runs `work` in one immediate transaction; nested calls join the outer one. */
  readonly transaction: <T>(work: () => T) => T;
  /** Up to `most` values by their names; empty again when a transaction is rolled back. */
  readonly memory: <V>(most: number) => Memory<V>;
  /** Runs `work` on one unchanging state of the database. */
  readonly snapshot: <T>(work: () => T) => T;
  /** For migrations, pragmas and backup: the connection itself. */
  readonly connection: Connection;
  readonly close: () => void;
}

/** sql/ stands beside src/ and beside dist/: two folders up from here either way. */
const SQL_FOLDER = new URL('../../sql/', import.meta.url);
const BUSY_TIMEOUT_MS = 10_000;
const CACHE_KIB = 65_536; // performance.md, section 3: 1.02 × instead of 1.35 × at 3M rows

export function readSql(name: string): string {
  return readFileSync(new URL(`${name}.sql`, SQL_FOLDER), 'utf8');
}

export interface ConnectOptions {
  readonly readonly?: boolean;
  /** The bytes of the file, opened in memory in its place. */
  readonly content?: Buffer;
}

/** Opens `file` without migrating it. Throws DriftlineError('storage') with the remedy. */
export function connect(file: string, options: ConnectOptions = {}): Database {
  let connection: Connection;
  try {
    if (!options.readonly && !options.content) keepPrivate(file);
    connection = openConnection(options.content ?? file, {
      readonly: options.readonly ?? false,
      timeout: BUSY_TIMEOUT_MS,
    });
    if (!connection.readonly) {
      // Of a file that is being made, before anything is: so that prune can give back disk space.
      connection.pragma('auto_vacuum = incremental');
      connection.pragma('journal_mode = wal');
      connection.pragma('synchronous = normal');
    }
    connection.pragma(`cache_size = -${CACHE_KIB}`);
    connection.pragma('foreign_keys = off'); // performance.md, section 6; a test checks them instead
  } catch (error) {
    throw storageErrorOf(error, file);
  }
  registerFunctions(connection);
  return overConnection(connection, file);
}

/**
 * What SQL may call beyond SQLite's own: the logarithm and the draw (core/dice.ts says why), and
 * the text of a packed body.
 */
function registerFunctions(connection: Connection): void {
  connection.function('ln_micro', { deterministic: true }, (factor) => lnMicro(factor as number));
  connection.function('half_micro', { deterministic: true }, (ageMs, halfLifeMs) =>
    halfMicro(ageMs as number, halfLifeMs as number),
  );
  connection.function('unpacked', { deterministic: true }, (body, dictionary) =>
    unpacked(body as Uint8Array, (dictionary ?? undefined) as Uint8Array | undefined),
  );
  connection.function('factor', { deterministic: true }, (micro) => factorOf(micro as number));
  connection.function(
    'draw_key',
    { deterministic: true },
    (first, second, diceKey, scoreMicro, temperature) => {
      const words: SeedWords = { first: first as number, second: second as number };
      return drawKey(words, diceKey as number, scoreMicro as number, temperature as number);
    },
  );
}

function overConnection(connection: Connection, file: string): Database {
  const guard = guardOf(file);
  const { statement, checkOnce } = openStatements(connection, guard);
  const memories: { readonly forgetAll: () => void }[] = [];
  return {
    file,
    connection,
    many: (name, params, shape) => {
      let nameRow: ReturnType<typeof rowNamer> | undefined;
      return (values) => {
        const all = statement(name, params, shape).raw();
        const lists = guard(() => all.all(values ?? {})) as unknown as unknown[][];
        nameRow ??= rowNamer(all.columns());
        const rows = lists.map(nameRow);
        checkOnce(name, shape, rows[0]);
        return rows as never;
      };
    },
    one: (name, params, shape) => (values) => {
      const row = guard(() =>
        statement(name, params, shape)
          .raw(false)
          .get(values ?? {}),
      );
      checkOnce(name, shape, row);
      return row as never;
    },
    wideOne: (name, params, shape) => (values) => {
      const row = guard(() =>
        statement(name, params, shape)
          .raw(false)
          .safeIntegers()
          .get(values ?? {}),
      );
      const read = row && narrowed(row, shape);
      checkOnce(name, shape, read);
      return read as never;
    },
    run: (name, params) => (values) =>
      guard(() => statement(name, params).run(values ?? {}).changes),
    insert: (name, params) => (values) => {
      const done = guard(() => statement(name, params).run(values ?? {}));
      return done.changes === 0 ? undefined : (done.lastInsertRowid as number);
    },
    transaction: (work) => {
      if (connection.inTransaction) return work();
      try {
        return guard(() => connection.transaction(work).immediate());
      } catch (error) {
        for (const memory of memories) memory.forgetAll();
        throw error;
      }
    },
    memory<V>(most: number) {
      const memory = openMemory<V>(most);
      memories.push(memory);
      return memory;
    },
    snapshot: (work) => {
      if (connection.inTransaction) return work();
      return guard(() => connection.transaction(work).deferred());
    },
    close: () => connection.close(),
  };
}

type Guard = <T>(work: () => T) => T;

/** Does `work`, and says in our words what SQLite did not like about it. */
function guardOf(file: string): Guard {
  return (work) => {
    try {
      return work();
    } catch (error) {
      throw storageErrorOf(error, file);
    }
  };
}

/** Prepares each statement once, and holds it and its rows to what is declared of them. */
function openStatements(connection: Connection, guard: Guard) {
  const prepared = new Map<string, Statement>();
  const checked = new Set<string>();
  return {
    statement(name: string, params: readonly string[], shape?: Shape): Statement {
      const known = prepared.get(name);
      if (known !== undefined) return known;
      const sql = readSql(name);
      const statement = guard(() => connection.prepare<unknown[], Record<string, unknown>>(sql));
      checkParams(name, sql, params);
      if (shape !== undefined) checkColumns(name, statement, shape);
      prepared.set(name, statement);
      return statement;
    },
    /** Strict tables keep types from row to row; the first row of a statement shows drift. */
    checkOnce(name: string, shape: Shape, row: Record<string, unknown> | undefined): void {
      if (row === undefined || checked.has(name)) return;
      checkRow(name, shape, row);
      checked.add(name);
    },
  };
}

const PARAMETER = /@([a-z][a-z0-9_]*)/g;

/** The names in the text, without comments and quoted text. */
function paramsOf(sql: string): ReadonlySet<string> {
  const bare = sql.replace(/--[^\n]*/g, '').replace(/'[^']*'/g, '');
  return new Set([...bare.matchAll(PARAMETER)].map((match) => match[1] as string));
}

function checkParams(name: string, sql: string, declared: readonly string[]): void {
  const used = paramsOf(sql);
  const drifted = [
    ...declared.filter((param) => !used.has(param)).map((param) => `@${param} is not used`),
    ...[...used]
      .filter((param) => !declared.includes(param))
      .map((param) => `@${param} is not given`),
  ];
  if (drifted.length > 0) throw new DriftlineError('storage', `sql/${name}: ${drifted.join(', ')}`);
}

function checkColumns(name: string, statement: Statement, shape: Shape): void {
  const columns = statement.columns().map((column) => column.name);
  const wanted = Object.keys(shape);
  if (columns.length === wanted.length && columns.every((column) => wanted.includes(column)))
    return;
  throw new DriftlineError(
    'storage',
    `sql/${name} returns (${columns.join(', ')}), not (${wanted.join(', ')})`,
  );
}
