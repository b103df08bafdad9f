import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { connect } from '../../src/store/database.ts';
import { openConnection } from '../../src/store/sqlite.ts';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** Lets garbage be collected, and weak references notice it. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
}

test('statements and connections outlive whoever forgets them', async () => {
  const forget = () => {
    const connection = openConnection(':memory:');
    const statement = connection.prepare('select 1');
    connection.pragma('user_version');
    connection.close();
    return [new WeakRef(connection), new WeakRef(statement)];
  };
  const references = forget();

  await settle();

  expect(references.map((reference) => reference.deref() !== undefined)).toEqual([true, true]);
});

test('what is kept does nothing after closing', () => {
  const database = connect(':memory:');

  database.close();

  expect(() => database.connection.prepare('select 1')).toThrow('not open');
});
