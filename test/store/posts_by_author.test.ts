import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { searchOf } from '../../src/core/search_words.ts';
import { openDials } from '../../src/store/dials.ts';
import { openSearching } from '../../src/store/searching.ts';
import { aHome, hours, post } from '../support/entries.ts';

type Home = ReturnType<typeof aHome>;

function receive({ filing, login }: Home, from: number, to: number): void {
  const posts = Array.from({ length: to - from }, (_, nth) =>
    post({ id: `${10_000 + from + nth}`, by: `p${(from + nth) % 50}`, atMs: hours(1) }),
  );
  filing.file(login.loginKey, posts, { atMs: hours(4), how: 'sweep' });
}

/** What every reader of it says of one person, after the night's upkeep. */
function told({ database }: Home, handle: string) {
  const { connection } = database;
  connection.exec('delete from author_signals');
  database.run('upkeep/make_author_signals', ['now_ms'])({ now_ms: hours(20) });
  const signals = connection.prepare(
    `select voiced_posts, round(posts_per_day * 100) as posts from author_signals
       join accounts using (account_key) where handle = ?`,
  );
  return {
    found: openSearching(database).find(
      searchOf(`from:${handle}`, (ms) => ms as EpochMs),
      null,
      1_000,
    ).length,
    newest: openSearching(database).find(
      searchOf(`from:${handle}`, (ms) => ms as EpochMs),
      null,
      1,
    )[0],
    reached: openDials(database).reach({ kind: 'account', subject: handle }, hours(5)).posts,
    voiced: (signals.get(handle) as { readonly voiced_posts: number }).voiced_posts,
  };
}

function standing({ database }: Home): unknown {
  return database.connection.prepare('select count(*) from posts_by_author').pluck().get();
}

test('posts are found by their authors before, while and after they stand by them', () => {
  const home = aHome();
  const counts = [1_000, 8_190, 8_200, 8_300, 16_500].map((to, nth, all) => {
    receive(home, all[nth - 1] ?? 0, to);
    const { found, newest, reached, voiced } = told(home, 'p7@example.social');
    const theirs = Array.from({ length: to }, (_, one) => one).filter((one) => one % 50 === 7);
    expect(found, `${to} posts`).toBe(theirs.length);
    expect(newest).toBe((theirs.at(-1) as number) + 1); // keys begin with 1
    expect([reached, voiced]).toEqual([theirs.length, theirs.length]);
    return standing(home);
  });

  expect(counts).toEqual([0, 0, 8_200, 8_200, 16_500]);
});

test('each post stands by its author once, or is newer than all that do', () => {
  const home = aHome();
  receive(home, 0, 8_192);
  receive(home, 8_000, 8_500); // the first of them again

  const read = (sql: string) => home.database.connection.prepare(sql).raw().all();
  expect(standing(home)).toBe(8_192);
  expect(
    read(`select * from posts_by_author
          union all
          select author_key, created_at_ms, status_key from statuses
           where status_key > (select through_key from posts_extent)
           order by 3`),
  ).toEqual(read('select author_key, created_at_ms, status_key from statuses order by 3'));
});

test('what a rolled-back transaction put there is gone with its posts, and is put there again', () => {
  const home = aHome();
  receive(home, 0, 8_190);
  const failing = () =>
    home.database.transaction(() => {
      receive(home, 8_190, 8_300);
      throw new RangeError('something else went wrong');
    });

  expect(failing).toThrow('something else');
  const rolledBack = [standing(home), told(home, 'p7@example.social').found];
  receive(home, 8_190, 8_300);

  expect(rolledBack).toEqual([0, 164]);
  expect([standing(home), told(home, 'p7@example.social').found]).toEqual([8_300, 166]);
});
