import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import type { Database } from '../../src/store/database.ts';
import { aHome, hours, post } from '../support/entries.ts';

const NOW_MS = hours(240);

/** A home of 100 posts. */
function aHomeOfMany() {
  const home = aHome();
  for (let nth = 0; nth < 100; nth += 1) {
    const atMs = hours(nth);
    home.receive(post({ id: `${100 + nth}`, by: `p${nth % 40}`, atMs }), atMs);
  }
  const { connection } = home.database;
  const all = (what: string) => connection.prepare(`select ${what}`).all();
  return { ...home, all };
}

const drawOf = (database: Database, size = 20) =>
  drawEdition({
    database,
    feed: { ...MORNING, size },
    seed: 'x',
    nowMs: NOW_MS,
    dryRun: false,
  });

test('the write lock of a freezing is held for as many statements, however many are frozen', () => {
  const writesOf = (size: number) => {
    const { database } = aHomeOfMany();
    let isWaited = 0;
    let writes = 0;
    const counted =
      <Wrote>(make: (name: string, params: readonly string[]) => (values?: never) => Wrote) =>
      (name: string, params: readonly string[]) => {
        const write = make(name, params);
        return (values?: never) => {
          writes += isWaited;
          return write(values);
        };
      };
    const transaction: Database['transaction'] = (work) => {
      if (database.connection.inTransaction) return work();
      isWaited += 1;
      try {
        return database.transaction(work);
      } finally {
        isWaited -= 1;
      }
    };
    const { run, insert } = database;
    const asked = { ...database, transaction, run: counted(run), insert: counted(insert) };
    const { entries } = drawOf(asked as Database, size);
    expect(entries).toHaveLength(size);
    return writes;
  };

  expect(writesOf(40)).toBe(writesOf(5));
});

test('a freezing that fails leaves nothing of its edition, and the next is whole', () => {
  const { database, all } = aHomeOfMany();
  const { connection } = database;
  const tables = ['editions', 'entries', 'passed_over', 'exposures'];
  const sizes = () => tables.map((table) => all(`count(*) as count from ${table}`)[0]);
  connection.exec(`create trigger full before insert on exposures when new.position = 20
                     begin select raise(abort, 'in the middle'); end`);

  expect(() => drawOf(database)).toThrow('in the middle');

  expect(sizes()).toEqual(tables.map(() => ({ count: 0 })));
  connection.exec('drop trigger full');
  const { edition, entries, passedOver } = drawOf(database);
  expect([edition, entries.length]).toEqual([1, 20]);
  expect(passedOver.length).toBeGreaterThan(0);
  expect(sizes()).toEqual([1, 20, passedOver.length, 20].map((count) => ({ count })));
});

test('what goes while an edition waits for the write lock keeps its place and its name', () => {
  const { database, all } = aHomeOfMany();
  const { connection } = database;
  let isDrawn = false;
  let gone = 0;
  const snapshot: Database['snapshot'] = (work) => {
    const done = database.snapshot(work);
    isDrawn = true;
    return done;
  };
  const transaction: Database['transaction'] = (work) => {
    if (isDrawn && !connection.inTransaction) {
      gone += 10;
      connection.exec(`delete from main.statuses where status_key <= ${gone}`);
    }
    return database.transaction(work);
  };

  const { entries } = drawOf({ ...database, snapshot, transaction }, 40);

  const kept = all('uri, status_key from entries order by position') as Kept[];
  const isGone = ({ uri }: Kept) => Number(/\d+$/.exec(uri)) - 99 <= gone;
  const names = kept.filter(isGone).map(({ uri }) => uri);
  expect(kept.map(({ uri }) => uri)).toEqual(entries.map(({ uri }) => uri));
  expect(kept.filter(({ status_key }) => status_key === null)).toEqual(kept.filter(isGone));
  expect(names.length).toBeGreaterThan(0);
  expect(names.length).toBeLessThan(40);
  expect(all('uri from exposures where uri is not null order by position')).toEqual(
    names.map((uri) => ({ uri })),
  );
});

interface Kept {
  readonly uri: string;
  readonly status_key: number | null;
}
