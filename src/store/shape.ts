import { DriftlineError } from '../core/errors.ts';

/** Reads one column: checks the value that SQLite gave and narrows its type. */
export interface Column<T> {
  readonly wants: string;
  readonly isIt: (value: unknown) => boolean;
  readonly __type?: T;
}

function column<T>(wants: string, isIt: (value: unknown) => boolean): Column<T> {
  return { wants, isIt };
}

export const text = column<string>('text', (value) => typeof value === 'string');
export const integer = column<number>('integer', Number.isSafeInteger);
export const real = column<number>('real', (value) => typeof value === 'number');
export const bytes = column<Uint8Array>('blob', (value) => value instanceof Uint8Array);
/** 64 bits: for statements that are prepared with `bigints`. */
export const wide = column<bigint>('wide integer', (value) => typeof value === 'bigint');

export function nullable<T>(of: Column<T>): Column<T | null> {
  return column(`${of.wants} or null`, (value) => value === null || of.isIt(value));
}

export function oneOf<const T extends string>(...words: readonly T[]): Column<T> {
  return column(`one of ${words.join(', ')}`, (value) => words.includes(value as T));
}

export type Shape = Readonly<Record<string, Column<unknown>>>;
export type RowOf<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends Column<infer T> ? T : never;
};

/** Throws when `row` is not what `shape` says: the statement and the code have drifted apart. */
export function checkRow(name: string, shape: Shape, row: Record<string, unknown>): void {
  for (const key in shape) {
    const wanted = shape[key] as Column<unknown>;
    if (!wanted.isIt(row[key])) {
      throw new DriftlineError('storage', `sql/${name}: ${key} should be ${wanted.wants}`);
    }
  }
}

/** Tells whether something is as `shape` says, where it may be otherwise and nothing has drifted. */
export function isAs<S extends Shape>(shape: S): (thing: unknown) => thing is RowOf<S> {
  return (thing): thing is RowOf<S> => {
    if (typeof thing !== 'object' || thing === null) return false;
    const row = thing as Readonly<Record<string, unknown>>;
    return Object.entries(shape).every(([key, wanted]) => wanted.isIt(row[key]));
  };
}

/** A row of bigints as it is declared: what is not `wide` becomes a number. */
export function narrowed(row: Record<string, unknown>, shape: Shape): Record<string, unknown> {
  const columns = Object.entries(row).map(([column, value]) => [
    column,
    typeof value === 'bigint' && shape[column] !== wide ? Number(value) : value,
  ]);
  return Object.fromEntries(columns);
}
