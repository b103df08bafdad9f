import { nearest } from '../core/nearest.ts';
import {
  OWN_COLUMNS,
  type OwnRow,
  type OwnSqlAnswer,
  type OwnSqlProblem,
  type OwnSqlTask,
  readOwnRow,
} from '../core/own_sql.ts';
import { ofColumn, ownSqlProblem } from '../core/own_sql_rules.ts';
import { sqlTokens } from '../core/sql_tokens.ts';
import { connect } from './database.ts';
import { columnToken, selectList } from './own_sql_columns.ts';
import { failurePlace } from './own_sql_failure.ts';
import { placeOf } from './own_sql_place.ts';
import { type Connection, Sqlite, type Statement } from './sqlite.ts';

/** More posts than anybody's pool holds: a join without its condition would fill the memory. */
const ROWS_MAX = 2_000_000;
const HEAP_BYTES_MAX = 1_000_000_000;

/**
 * Runs the owner's own statement, which reads and only reads. For a process of its own: SQLite
 * cannot be interrupted from the same one. Throws DriftlineError('storage') where the file cannot be read.
 */
export function runOwnSql(task: OwnSqlTask): OwnSqlAnswer {
  const unruly = ownSqlProblem(task.sql) ?? unknownParameter(task);
  if (unruly !== undefined) return { problem: unruly };
  const database = connect(task.file, { readonly: true, isOurs: true });
  const { connection } = database;
  try {
    connection.pragma(`hard_heap_limit = ${HEAP_BYTES_MAX}`);
    const statement = prepare(connection, task.sql);
    if ('problem' in statement) return { problem: statement };
    const odd = oddColumn(statement, task.sql);
    return odd === undefined ? read(statement, task) : { problem: odd };
  } finally {
    database.close();
  }
}

function prepare(connection: Connection, sql: string): Statement | OwnSqlProblem {
  try {
    const statement = connection.prepare<unknown[], Record<string, unknown>>(sql);
    if (statement.reader && statement.readonly) return statement;
    return whole('a feed is one statement that reads');
  } catch (error) {
    return placeOf(connection, sql, errorText(error));
  }
}

function unknownParameter({ sql, params }: OwnSqlTask): OwnSqlProblem | undefined {
  const names = Object.keys(params);
  for (const { kind, text, line } of sqlTokens(sql)) {
    if (kind !== 'parameter' || names.includes(text.slice(1))) continue;
    const near = nearest(text.slice(1), names);
    const known = names.map((name) => `@${name}`).join(', ');
    const remedy = near === undefined ? `there are: ${known}` : `did you mean @${near}?`;
    return { line, token: text, problem: `there is no parameter ${text}: ${remedy}` };
  }
  return undefined;
}

/** A column that nobody asked for is a slip: silently passed over, a score would not count. */
function oddColumn(statement: Statement, sql: string): OwnSqlProblem | undefined {
  const columns = statement.columns().map(({ name }) => name);
  const tokens = sqlTokens(sql);
  const wanted = OWN_COLUMNS.join(', ');
  for (const column of columns) {
    const token = columnToken(tokens, sql, column);
    const place = { line: token?.line ?? null, token: token?.text ?? null };
    if (columns.indexOf(column) !== columns.lastIndexOf(column))
      return { ...place, problem: `returns "${column}" twice: leave one of them out` };
    if (OWN_COLUMNS.includes(column as (typeof OWN_COLUMNS)[number])) continue;
    const near = nearest(column, OWN_COLUMNS);
    const remedy =
      near === undefined ? `a feed returns some of ${wanted}` : `did you mean ${near}?`;
    return { ...place, problem: `returns a column "${column}": ${remedy}` };
  }
  if (columns.includes('status_id')) return undefined;
  const problem = 'returns no status_id: take it from candidate_statuses or candidate_signals';
  const [select] = selectList(tokens);
  return { line: select?.line ?? null, token: select?.text ?? null, problem };
}

function read(statement: Statement, { params, sql }: OwnSqlTask): OwnSqlAnswer {
  const rows: OwnRow[] = [];
  try {
    for (const row of statement.iterate(params)) {
      const one = readOwnRow(row);
      if (typeof one === 'string') return { problem: ofColumn(one, sql) };
      rows.push(one);
      if (rows.length > ROWS_MAX)
        return {
          problem: whole(`returns more than ${ROWS_MAX} rows: is a join without its "on"?`),
        };
    }
  } catch (error) {
    return { problem: failurePlace(sql, errorText(error)) };
  }
  return { rows };
}

function whole(problem: string): OwnSqlProblem {
  return { line: null, token: null, problem };
}

/** SQLite's own words; anything else is no mistake of the owner's. */
function errorText(error: unknown): string {
  if (error instanceof Sqlite.SqliteError) {
    if (error.code === 'SQLITE_NOMEM') return 'wants more memory than a feed may have (1 GB)';
    return error.message;
  }
  throw error;
}
