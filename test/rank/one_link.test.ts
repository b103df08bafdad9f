import { expect, test } from 'vitest';
import { lookAt } from '../../src/rank/upkeep.ts';
import type { Database } from '../../src/store/database.ts';
import { aDialledHome, MORNING_MS } from '../support/dialled_home.ts';
import { account, hours, post } from '../support/entries.ts';

/** A home in which everybody tells one story, and an opened edition offered it of each. */
function aHomeOfOneLink(people: number) {
  const names = Array.from({ length: people }, (_, nth) => `p${nth}`);
  const home = aDialledHome(
    names.map((by) => ({ by, hour: 200, link: 'https://shop.example/buy' })),
    names,
  );
  for (const name of names) home.say({ about: { account: name }, word: 'always', atMs: hours(1) });
  const { edition, entries } = home.draw({ size: people, nowMs: hours(210), isReal: true });
  home.see(edition as number, [entries[0]?.uri as string], hours(211));
  return { home, offered: entries.length };
}

/** How many posts one statement of upkeep reads, and what each candidate was told of. */
function countTellings({ database }: { readonly database: Database }) {
  const { connection } = database;
  let reads = 0;
  connection.function('is_read', { varargs: true }, () => {
    reads += 1;
    return 1;
  });
  connection.exec(
    'create temp view statuses as select * from main.statuses where is_read(status_key)',
  );
  let readThere = 0;
  const watched: Database = {
    ...database,
    run(name, params) {
      const run = database.run(name, params);
      return (values) => {
        const before = reads;
        const changes = run(values);
        if (name === 'upkeep/count_tellings') readThere = reads - before;
        return changes;
      };
    },
  };
  const told = lookAt(watched, MORNING_MS, () =>
    connection.prepare('select told from pool').pluck().all(),
  );
  return { told, reads: readThere };
}

test('of a link under every post each is told of by all, and none is read for each offer', () => {
  for (const people of [10, 20]) {
    const { home, offered } = aHomeOfOneLink(people);

    const { told, reads } = countTellings(home);

    expect(offered).toBe(people);
    expect(told).toEqual(new Array(people - 1).fill(people - 1));
    expect(reads).toBeLessThanOrEqual(people);
  }
});

test('a later part of a thread that has the same link is told of once by each offer', () => {
  const home = aDialledHome([], ['ada', 'bob']);
  const part = (id: string, by: string, hour: number, more: object) =>
    home.receive(post({ id, by, atMs: hours(hour), more }), hours(hour));
  const card = { card: { url: 'https://shop.example/buy' } };
  const after = (id: string) => ({ in_reply_to_id: id, in_reply_to_account_id: account('ada').id });
  part('1', 'ada', 200, card);
  part('2', 'bob', 200, {});
  part('3', 'ada', 201, { ...card, ...after('1') });
  part('4', 'ada', 202, after('3'));
  const { edition, entries } = home.draw({ size: 2, nowMs: hours(210), isReal: true });
  const bobs = entries.find(({ account }) => account.startsWith('bob'))?.uri as string;
  home.see(edition as number, [bobs], hours(211));

  expect(countTellings(home).told).toEqual([1, 1, 1]);
});
