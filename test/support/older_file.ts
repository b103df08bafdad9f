import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { openConnection } from '../../src/store/sqlite.ts';
import { readSql } from '../../src/store/statements.ts';

/** A file as an earlier version left it, with so many exposures in it. */
export function anOlderFile(file: string, version: number, exposures = 1): void {
  const connection = openConnection(file);
  connection.pragma('synchronous = off');
  for (const name of migrationNames().slice(0, version)) connection.exec(readSql(name));
  connection.pragma(`user_version = ${version}`);
  const add = connection.prepare(
    `insert into exposures (uri_hash, kind, at_ms, via) values (?, 'seen', ?, 'page')`,
  );
  connection.transaction(() => {
    for (let nth = 0; nth < exposures; nth += 1) add.run(nth, nth);
  })();
  connection.close();
}

export function migrationNames(): readonly string[] {
  return readdirSync('sql/migrations')
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => `migrations/${basename(name, '.sql')}`);
}
