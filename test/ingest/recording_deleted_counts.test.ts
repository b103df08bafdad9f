import { expect, test } from 'vitest';
import { account, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { exported, importLines, line } from '../support/recording.ts';

const status = (id: string) => statusJson({ id, by: 'ada', atMs: hours(1) });

/** Every order of some lines. */
function ordersOf(lines: readonly string[]): readonly (readonly string[])[] {
  if (lines.length < 2) return [lines];
  return lines.flatMap((first, nth) =>
    ordersOf(lines.toSpliced(nth, 1)).map((others) => [first, ...others]),
  );
}

async function told(lines: readonly string[]) {
  const database = aNewDatabase();
  await importLines(database, lines);
  await importLines(database, lines);
  const gone = database.connection.prepare('select deleted_at_ms from statuses').pluck().all();
  return { gone, exported: exported(database).toSorted() };
}

test('counts that are told of after a deletion bring nothing back, in any order of the lines', async () => {
  const lines = [
    line(hours(1), 'update', status('10')),
    line(hours(2), 'snapshot', { ...status('10'), favourites_count: 2 }),
    line(hours(3), 'delete', '10'),
    line(hours(9), 'snapshot', { ...status('10'), favourites_count: 9 }),
  ];

  const all = await Promise.all(ordersOf(lines).map(told));

  expect(all[0]?.gone).toEqual([hours(3)]);
  for (const one of all) expect(one).toEqual(all[0]);
});

test('what comes home again after its deletion is there, whatever was counted meanwhile', async () => {
  const boost = { ...status('10'), id: 'b1', uri: '', account: account('cleo') };
  const lines = [
    line(hours(1), 'update', status('10')),
    line(hours(2), 'delete', '10'),
    line(hours(3), 'snapshot', { ...status('10'), favourites_count: 3 }),
    line(hours(4), 'update', { ...boost, reblog: status('10') }),
  ];

  const all = await Promise.all(ordersOf(lines).map(told));

  expect(all[0]?.gone).toEqual([null]);
  for (const one of all) expect(one.gone).toEqual([null]);
});
