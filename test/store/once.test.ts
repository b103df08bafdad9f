import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import type { Database } from '../../src/store/database.ts';
import { integer, text } from '../../src/store/shape.ts';
import { aNewDatabase } from '../support/new_database.ts';

const AT_MS = Date.UTC(2026, 10, 2) as EpochMs;

/** How often a mark was read, and what it said; and a way to write it. */
function aMark(database: Database) {
  const find = database.one('ingest/find_mark', ['name'], { detail: text });
  const set = database.run('ingest/set_mark', ['name', 'detail', 'at_ms']);
  let reads = 0;
  const read = database.once(['upkeep_marks'], () => {
    reads += 1;
    return find({ name: 'weather' })?.detail;
  });
  const write = (detail: string) => set({ name: 'weather', detail, at_ms: AT_MS });
  return { read, write, reads: () => reads };
}

test('in a transaction what nobody wrote is read once, and what was written is read again', () => {
  const database = aNewDatabase();
  const { read, write, reads } = aMark(database);
  write('rain');

  const said = database.transaction(() => {
    const before = [read(), read()];
    write('sun');
    return [...before, read(), read()];
  });

  expect(said).toEqual(['rain', 'rain', 'sun', 'sun']);
  expect(reads()).toBe(2);
  database.close();
});

test('outside of a transaction, and after one that was rolled back, everything is read again', () => {
  const database = aNewDatabase();
  const { read, write } = aMark(database);
  write('rain');
  const failing = () =>
    database.transaction(() => {
      write('sun');
      read();
      throw new RangeError('something else went wrong');
    });

  expect(failing).toThrow('something else');
  const after = read();
  database.connection.exec(`update upkeep_marks set detail = 'snow'`);

  expect([after, read()]).toEqual(['rain', 'snow']);
  database.close();
});

test('whoever asks a statement is held to what they declare of it, also where another asked before', () => {
  const database = aNewDatabase();
  const { read } = aMark(database);
  read();

  const byName = database.one('ingest/find_mark', ['mark'], { detail: text });
  const ofOther = database.one('ingest/find_mark', ['name'], { detail: text, at_ms: integer });

  expect(() => byName({ mark: 'weather' })).toThrow('@mark is not used, @name is not given');
  expect(() => ofOther({ name: 'weather' })).toThrow('returns (detail), not (detail, at_ms)');
  database.close();
});

test('a parameter is told by its name, whichever way round they are given and stand', () => {
  const database = aNewDatabase();
  const set = database.run('ingest/set_mark', ['name', 'detail', 'at_ms']);
  const find = database.one('ingest/find_mark', ['name'], { detail: text });
  const refused = database.run('ingest/refuse', ['reason', 'last_at_ms', 'sample']);

  set({ at_ms: AT_MS, detail: `it's @name -- really`, name: 'weather' });
  for (const sample of ['first', 'second']) refused({ sample, last_at_ms: AT_MS, reason: 'odd' });

  expect(find({ name: 'weather' })).toEqual({ detail: `it's @name -- really` });
  expect(database.connection.prepare('select times, sample from refused').all()).toHaveLength(1);
  expect(() => set({ name: 'weather', at_ms: AT_MS })).toThrow('@detail is missing');
  expect(() => database.one('ingest/find_tag', ['nam'], { tag_key: integer })()).toThrow(
    'sql/ingest/find_tag: @nam is not used, @name is not given',
  );
  database.close();
});
