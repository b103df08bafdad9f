import { readFileSync, writeFileSync } from 'node:fs';
import { openConnection } from '../../src/store/sqlite.ts';

/**
 * Every page of a table is filled with the same byte, as by a disk that gives back nothing; or so
 * many of the pages that hold its first rows.
 */
export function spoil(file: string, name: string, first?: number): void {
  const connection = openConnection(file, { readonly: true });
  const pages = connection
    .prepare(
      "select pageno from dbstat where name = ? and (? < 0 or pagetype = 'leaf') order by path limit ?",
    )
    .pluck()
    .all(name, first ?? -1, first ?? -1) as number[];
  const bytes = connection.pragma('page_size', { simple: true }) as number;
  connection.close();
  const content = readFileSync(file);
  for (const page of pages) content.fill(0xa5, (page - 1) * bytes, page * bytes);
  writeFileSync(file, content);
}
