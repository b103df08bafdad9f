import { expect, test } from 'vitest';
import { DriftlineError } from '../../src/core/errors.ts';
import { writeEach } from '../../src/ingest/write_each.ts';
import { aNewDatabase } from '../support/new_database.ts';

test('one that trips our own code is refused, and what came with it is written', () => {
  const database = aNewDatabase();
  database.connection.exec('create table words (word text primary key) strict');
  const add = database.connection.prepare('insert into words values (?)');
  const refused: [string, string][] = [];

  const written = writeEach(database, ['a', 'poison', 'b'], {
    write(words) {
      for (const word of words) {
        add.run(word);
        if (word === 'poison') throw new TypeError('our mistake');
      }
      return words.length;
    },
    refuse: (word, reason) => refused.push([word, reason]),
  });

  const stored = database.connection.prepare('select word from words order by word').pluck().all();
  expect([written, stored]).toEqual([2, ['a', 'b']]);
  expect(refused).toEqual([['poison', 'it could not be filed: TypeError']]);
  database.close();
});

test('what the database itself does not like refuses nobody', () => {
  const database = aNewDatabase();
  const full = () => {
    throw new DriftlineError('storage', 'the disk is full', { mayPass: true });
  };

  const writing = () => writeEach(database, ['a'], { write: full, refuse: expect.unreachable });

  expect(writing).toThrow('the disk is full');
  database.close();
});
