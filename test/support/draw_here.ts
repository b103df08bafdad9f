import type { Surroundings } from '../../src/cli/surroundings.ts';
import { runOwnSqlAside } from '../../src/own_sql_aside.ts';
import { drawFeed } from '../../src/rank/draw.ts';
import { openDatabase } from '../../src/store/migrate.ts';

/** Draws in this thread: a worker runs what is built. */
export const drawHere: Surroundings['drawAside'] = async ({ file, ...task }) => {
  const database = openDatabase(file);
  try {
    return await drawFeed({ ...task, database, runOwnSql: runOwnSqlAside });
  } finally {
    database.close();
  }
};
