import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { openAccounts } from '../../src/store/accounts.ts';
import { openMemory } from '../../src/store/memory.ts';
import { aNewDatabase } from '../support/new_database.ts';

const AT_MS = Date.UTC(2026, 10, 2) as EpochMs;
const person = (id: string) => ({ id, acct: `${id}@far.example`, username: id });

test('who was filed in a transaction that was rolled back is filed again', () => {
  const database = aNewDatabase();
  const accounts = openAccounts(database);
  const failing = () =>
    database.transaction(() => {
      accounts.keyOf(1, person('ada'), AT_MS);
      throw new RangeError('something else went wrong');
    });

  expect(failing).toThrow('something else');
  accounts.keyOf(1, person('bob'), AT_MS);
  const key = accounts.keyOf(1, person('ada'), AT_MS);

  const read = database.connection.prepare('select handle from accounts where account_key = ?');
  expect(read.pluck().get(key)).toBe('ada@far.example');
  database.close();
});

test('a memory holds no more than it may, and what is asked for stays', () => {
  const memory = openMemory<number>(10);
  memory.keep('dear', 0);

  for (let nth = 1; nth <= 1_000; nth += 1) {
    memory.keep(`${nth}`, nth);
    memory.get('dear');
  }

  const held = Array.from({ length: 1_000 }, (_, nth) => memory.get(`${nth + 1}`));
  expect(memory.get('dear')).toBe(0);
  expect(held.filter((value) => value !== undefined).length).toBeLessThanOrEqual(10);
});
