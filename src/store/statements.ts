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

/** Prepares each statement once, and holds it and its rows to what is declared of them. */
export function openStatements(connection: Connection, guard: Guard) {
  const prepared = new Map<string, Prepared>();
  const checked = new Set<string>();
  return {
    prepare(name: string, params: readonly string[], shape?: Shape): Prepared {
      const known = prepared.get(name);
      if (known !== undefined) return known;
      const sql = readSql(name);
      checkParams(name, sql, params);
      const { text, bind } = placed(sql);
      const statement = guard(() => connection.prepare<unknown[], Record<string, unknown>>(text));
      if (shape !== undefined) checkColumns(name, statement, shape);
      const made = { statement, bind, writesTo: WRITTEN.exec(bare(sql))?.[1] };
      prepared.set(name, made);
      return made;
    },
    /** Strict tables keep types from row to row; the first row of a statement shows drift. */
    checkOnce(name: string, shape: Shape, row: Record<string, unknown> | undefined): void {
      if (row === undefined || checked.has(name)) return;
      checkRow(name, shape, row);
      checked.add(name);
    },
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
function placed(sql: string): { readonly text: string; readonly bind: Prepared['bind'] } {
  const names = [...bare(sql).matchAll(PARAMETER)].map((match) => match[1] as string);
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

function checkParams(name: string, sql: string, declared: readonly string[]): void {
  const used = new Set([...bare(sql).matchAll(PARAMETER)].map((match) => match[1] as string));
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
