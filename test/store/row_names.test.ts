import { expect, test } from 'vitest';
import { readSql } from '../../src/store/statements.ts';
import { aDialledHome } from '../support/dialled_home.ts';

test('one statement may be asked for all rows and for the first, in turns', () => {
  const { database } = aDialledHome([{ by: 'ada', hour: 1 }], ['ada']);
  const plain = database.connection.prepare(readSql('serve/read_status'));
  const anything = { wants: 'anything', isIt: () => true };
  const shape = Object.fromEntries(plain.columns().map(({ name }) => [name, anything]));
  const which = { status_key: 1 };
  const all = database.many('serve/read_status', ['status_key'], shape);
  const first = database.one('serve/read_status', ['status_key'], shape);

  const rows = [...all(which), first(which), ...all(which)];

  const row = plain.get(which);
  expect(rows).toEqual([row, row, row]);
});
