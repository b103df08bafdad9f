import { resolve } from 'node:path';

/** What SQLite and the locks keep beside a database, by what is put after its name. */
const BESIDE = /^(?:-wal|-shm|-journal|(?:\.outbox)?\.lock(?:-journal)?)?$/;

/** Whether `file` is the database, its log or its lock: what is written there costs it. */
export function isOfDatabase(file: string, databaseFile: string): boolean {
  const [place, database] = [resolve(file), resolve(databaseFile)];
  return place.startsWith(database) && BESIDE.test(place.slice(database.length));
}
