import { expect, onTestFinished, test } from 'vitest';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { aHome, hours, statusJson } from '../support/entries.ts';
import { exported, importLines } from '../support/recording.ts';

test('what was counted at one moment is told in one order, whatever the keys of the file', async () => {
  const { database, receive } = aHome();
  const counted = (id: string, by: string, more: object) =>
    parseHomeEntry({ ...statusJson({ id, by, atMs: hours(1) }), ...more });
  // Known in this order, and told in that of the arrivals, which is another.
  receive(counted('2', 'bob', { reblogs_count: 1 }), hours(1.1));
  receive(counted('1', 'ada', { reblogs_count: 1 }), hours(1.1));
  for (const id of ['2', '1']) receive(counted(id, id === '1' ? 'ada' : 'bob', {}), hours(2));
  const keys = database.connection.prepare('update statuses set status_key = -status_key');
  expect(keys.run().changes).toBe(2);
  for (const table of ['arrivals', 'payloads', 'snapshots', 'server_ids', 'pool'])
    database.connection.exec(`update ${table} set status_key = -status_key`);
  const rebuilt = openDatabase(':memory:');
  onTestFinished(() => rebuilt.close());

  const told = exported(database);
  await importLines(rebuilt, told);

  expect(exported(rebuilt)).toEqual(told);
});
