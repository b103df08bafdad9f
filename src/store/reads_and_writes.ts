import type { Database, Values } from './database.ts';
import type { Guard } from './failure.ts';
import { rowNamer } from './row_names.ts';
import { narrowed } from './shape.ts';
import type { openStatements, Prepared } from './statements.ts';

type Declare = ReturnType<typeof openStatements>;

/** What asks the database. */
export function reads(
  declare: Declare,
  guard: Guard,
): Pick<Database, 'many' | 'each' | 'one' | 'wideOne'> {
  const first = ({ statement, bind }: Prepared, values: Values | undefined) =>
    guard(() => statement.raw(false).get(...bind(values)));
  return {
    many(name, params, shape) {
      const { prepared, check } = declare(name, params, shape);
      let nameRow: ReturnType<typeof rowNamer> | undefined;
      return (values) => {
        const { statement, bind } = prepared();
        const all = statement.raw();
        const lists = guard(() => all.all(...bind(values))) as unknown as unknown[][];
        nameRow ??= rowNamer(all.columns());
        const rows = lists.map(nameRow);
        check(rows[0]);
        return rows as never;
      };
    },
    each(name, params, shape) {
      const { prepared, check } = declare(name, params, shape);
      return function* (values) {
        const { statement, bind } = prepared();
        const all = statement.raw();
        const nameRow = rowNamer(all.columns());
        const lists = guard(() => all.iterate(...bind(values))) as unknown as Iterator<unknown[]>;
        try {
          for (;;) {
            const next = guard(() => lists.next());
            if (next.done) return;
            const row = nameRow(next.value);
            check(row);
            yield row as never;
          }
        } finally {
          lists.return?.();
        }
      };
    },
    one(name, params, shape) {
      const { prepared, check } = declare(name, params, shape);
      return (values) => {
        const row = first(prepared(), values);
        check(row);
        return row as never;
      };
    },
    wideOne(name, params, shape) {
      const { prepared, check } = declare(name, params, shape);
      return (values) => {
        prepared().statement.safeIntegers();
        const row = first(prepared(), values);
        const read = row && narrowed(row, shape);
        check(read);
        return read as never;
      };
    },
  };
}

/** What writes; `wrote` hears which table. */
export function writes(
  declare: Declare,
  guard: Guard,
  wrote: (table: string) => void,
): Pick<Database, 'run' | 'insert'> {
  const writing = (name: string, params: readonly string[]) => {
    const { prepared } = declare(name, params);
    return (values?: Values) => {
      const { statement, bind, writesTo } = prepared();
      if (writesTo !== undefined) wrote(writesTo);
      return guard(() => statement.run(...bind(values)));
    };
  };
  return {
    run(name, params) {
      const write = writing(name, params);
      return (values) => write(values).changes;
    },
    insert(name, params) {
      const write = writing(name, params);
      return (values) => {
        const done = write(values);
        return done.changes === 0 ? undefined : (done.lastInsertRowid as number);
      };
    },
  };
}
