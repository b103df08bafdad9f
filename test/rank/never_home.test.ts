import { expect, test } from 'vitest';
import { lookAt } from '../../src/rank/upkeep.ts';
import { aHome, boost, hours, post } from '../support/entries.ts';

const NOW_MS = hours(240);
const AUTHORS = `
  select posts_per_day, is_quiet, voiced_posts, affinity_micro
    from author_signals join accounts using (account_key) where handle like 'ada@%'`;
const POSTS = `
  select uri, standing, compared_posts, tag_regard_micro
    from pool join statuses using (status_key) where standing is not null order by uri`;

/** What the ranker knows of ada, of whom the server showed also what never stood in the home. */
function knownOfAda(neverHome: number) {
  const { database, filing, login, receive } = aHome();
  const wordsOf = (id: string, hour: number, favourites: number) => {
    const more = { favourites_count: favourites, tags: [{ name: 'birds' }] };
    return { id, by: 'ada', atMs: hours(hour), more };
  };
  for (let nth = 0; nth < 8; nth += 1) {
    for (const age of [0, 1]) receive(post(wordsOf(`10${nth}`, nth, nth * age)), hours(nth + age));
    receive(post({ id: `20${nth}`, by: 'bob', atMs: hours(nth) }), hours(nth));
  }
  receive(boost('b1', 'ida', hours(3), wordsOf('102', 2, 2)), hours(3));
  for (let nth = 0; nth < neverHome; nth += 1) {
    const { status } = post(wordsOf(`3${nth}`, 20 + 9 * nth, 90));
    filing.countAsTold(login.loginKey, status, hours(21 + 9 * nth));
  }
  return lookAt(database, NOW_MS, () => ({
    snapshots: database.connection.prepare('select count(*) from snapshots').pluck().get(),
    known: [AUTHORS, POSTS].map((sql) => database.connection.prepare(sql).all()),
  }));
}

test('what never stood in the home changes nothing of its author, their posts and tags', () => {
  const [without, beside] = [knownOfAda(0), knownOfAda(20)];

  expect(without.known[1]).toHaveLength(8);
  // They were counted at the same age.
  expect(beside.snapshots).toBe((without.snapshots as number) + 20);
  expect(beside.known).toEqual(without.known);
});
