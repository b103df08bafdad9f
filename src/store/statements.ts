import { readdirSync, readFileSync } from 'node:fs';
import { DriftlineError } from '../core/errors.ts';
import { ROOT } from '../core/places.ts';
import type { Value, Values } from './database.ts';
import type { Guard } from './failure.ts';
import { checkRow, type Shape } from './shape.ts';
import type { Connection, Statement } from './sqlite.ts';

/** A statement as it was prepared. */
export interface Prepared {
  readonly statement: Statement;
  /** What to hand over with it. */
  readonly bind: (values: Values | undefined) => readonly (Value | Values)[];
  /** The table that it writes to; undefined where it only reads. */
  readonly writesTo: string | undefined;
}

const SQL_FOLDER = new URL('sql/', ROOT);

const held = new Map<string, string>();

/**
 * Reads all statements now, for what goes on for weeks: at their first use the files may be those
 * of another version, which was installed over this one meanwhile.
 */
export function holdStatements(): void {
  for (const path of readdirSync(SQL_FOLDER, { recursive: true, encoding: 'utf8' })) {
    const name = /^(?!migrations)(.+)\.sql$/.exec(path.replaceAll('\\', '/'))?.[1];
    if (name !== undefined) held.set(name, readSql(name));
  }
}

export function readSql(name: string): string {
  return held.get(name) ?? readFileSync(new URL(`${name}.sql`, SQL_FOLDER), 'utf8');
}

/** A statement as one of those who ask it declares it. */
export interface Declared {
  /** Prepared at its first use. Throws DriftlineError('storage') where it is not as declared. */
  readonly prepared: () => Prepared;
  /** Strict tables keep types from row to row; the first row shows drift. */
  readonly check: (row: Record<string, unknown> | undefined) => void;
}

/** Prepares each statement once, and holds it and its rows to what each who asks declares. */
export function openStatements(connection: Connection, guard: Guard) {
  const known = new Map<string, Prepared & { readonly names: readonly string[] }>();

  const prepare = (name: string) => {
    const sql = readSql(name);
    const names = [...bare(sql).matchAll(PARAMETER)].map((match) => match[1] as string);
    const { text, bind } = placed(sql, names);
    const statement = guard(() => connection.prepare<unknown[], Record<string, unknown>>(text));
    const made = { statement, bind, names, writesTo: WRITTEN.exec(bare(sql))?.[1] };
    known.set(name, made);
    return made;
  };

  return (name: string, params: readonly string[], shape: Shape = {}): Declared => {
    let mine: Prepared | undefined;
    let isChecked = false;
    return {
      prepared() {
        if (mine !== undefined) return mine;
        const { names, ...prepared } = known.get(name) ?? prepare(name);
        checkParams(name, names, params);
        checkColumns(name, prepared.statement, shape);
        mine = prepared;
        return mine;
      },
      check(row) {
        if (row === undefined || isChecked) return;
        checkRow(name, shape, row);
        isChecked = true;
      },
    };
  };
}

const WRITTEN = /\b(?:insert(?: or \w+)? into|update|delete from)\s+(?:\w+\.)?(\w+)/;
const PARAMETER = /@([a-z][a-z0-9_]*)/g;
const PARAMETER_OR_QUOTED = /--[^\n]*|'[^']*'|@([a-z][a-z0-9_]*)/g;

/** Without comments and quoted text. */
function bare(sql: string): string {
  return sql.replace(/--[^\n]*/g, '').replace(/'[^']*'/g, '');
}

/**
 * The same statement with places instead of names, where each name stands in it once: to look for
 * its names in an object, better-sqlite3 takes 50 ns each, and a status has forty.
 */
function placed(
  sql: string,
  names: readonly string[],
): { readonly text: string; readonly bind: Prepared['bind'] } {
  if (new Set(names).size < names.length) return { text: sql, bind: (values = {}) => [values] };
  const text = sql.replace(PARAMETER_OR_QUOTED, (part, name) => (name === undefined ? part : '?'));
  return { text, bind: (values = {}) => names.map((name) => given(values, name)) };
}

/** One that is missing would be null. */
function given(values: Values, name: string): Value {
  const value = values[name];
  if (value === undefined && !(name in values)) throw new RangeError(`@${name} is missing`);
  return value as Value;
}

function checkParams(name: string, used: readonly string[], declared: readonly string[]): void {
  const drifted = [
    ...declared.filter((param) => !used.includes(param)).map((param) => `@${param} is not used`),
    ...used.filter((param) => !declared.includes(param)).map((param) => `@${param} is not given`),
  ];
  if (drifted.length > 0) throw new DriftlineError('storage', `sql/${name}: ${drifted.join(', ')}`);
}

function checkColumns(name: string, statement: Statement, shape: Shape): void {
  const columns = statement.reader ? statement.columns().map((column) => column.name) : [];
  const wanted = Object.keys(shape);
  if (columns.length === wanted.length && columns.every((column) => wanted.includes(column)))
    return;
  throw new DriftlineError(
    'storage',
    `sql/${name} returns (${columns.join(', ')}), not (${wanted.join(', ')})`,
  );
}
