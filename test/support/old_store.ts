import { dirname } from 'node:path';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { disk } from '../../src/store/disk.ts';
import { openFiling } from '../../src/store/filing.ts';
import { openLogins } from '../../src/store/logins.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from './command_line.ts';
import { post } from './entries.ts';

export const NOW_MS = Date.parse('2027-12-01T06:00:00.000Z') as EpochMs;
export const daysAgo = (days: number) => Math.floor(NOW_MS - days * DAY_MS) as EpochMs;

/** A file with a post of ada's a day, over the days from `from` to `to` ago; and its commands. */
export function anOldStore(from: number, to: number, perDay = 1) {
  const time = { now: () => NOW_MS, after: (_: number, run: () => void) => later(run) };
  const line = aCommandLine({ time });
  disk.makeFolder(dirname(line.databaseFile));
  const database = openDatabase(line.databaseFile);
  const filing = openFiling(database);
  const login = openLogins(database).findOrAdd({
    server: 'https://example.social',
    ownerId: '1',
    acct: 'me@example.social',
    atMs: daysAgo(from),
  });
  for (let days = from; days >= to; days -= 1) {
    const entries = Array.from({ length: perDay }, (_, nth) =>
      post({ id: `${10_000 + days * perDay + nth}`, by: 'ada', atMs: daysAgo(days) }),
    );
    filing.file(login.loginKey, entries, { atMs: daysAgo(days), how: 'sweep' });
  }
  database.close();
  const read = (sql: string) => {
    const connection = openConnection(line.databaseFile, { readonly: true });
    try {
      return connection.prepare(sql).pluck().get();
    } finally {
      connection.close();
    }
  };
  return { ...line, read };
}

function later(run: () => void) {
  const handle = setImmediate(run);
  return () => clearImmediate(handle);
}
