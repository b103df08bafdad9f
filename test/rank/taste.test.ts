import { expect, test } from 'vitest';
import { openTaste } from '../../src/rank/taste.ts';
import { keepUp } from '../../src/rank/upkeep.ts';
import { openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { aHome, hours, post, statusJson } from '../support/entries.ts';

const NOW = hours(100);
const NAMES = ['ada', 'bob', 'cleo'];

/** Thirty posts of three people with tags and links, some seen, some acted on. */
function aTastedHome() {
  const home = aHome();
  const actions = openActions(home.database);
  const exposures = openExposures(home.database);
  for (let nth = 0; nth < 30; nth += 1) {
    const atMs = hours(nth);
    const more = {
      tags: [{ name: nth % 2 ? 'birds' : 'tides' }, { name: 'slow' }],
      content: `<p>see <a href="https://site${nth % 3}.example/${nth}">it</a></p>`,
    };
    const words = { id: `${100 + nth}`, by: NAMES[nth % 3] as string, atMs, more };
    home.receive(post(words), atMs);
    const { uri, id: statusId } = statusJson(words);
    if (nth % 2 === 0)
      exposures.record([{ uri, kind: 'seen', atMs: hours(40 + nth), via: 'page' }]);
    const kind = (['favourite', 'more', 'less', 'bookmark', 'reblog'] as const)[nth % 5];
    if (nth % 4 === 1 && kind !== undefined)
      actions.record({ loginKey: 1, statusId, uri, kind, atMs: hours(50 + nth) });
  }
  return home;
}

test('the taste that a page tells of is the taste that the next draw has', () => {
  const { database } = aTastedHome();
  const measure = openTaste(database);
  keepUp(database, NOW, () => {});
  const drawn = database.connection
    .prepare(
      `select kind, subject, lift_micro as micro from topic_signals
        union all
       select 'account', handle, affinity_micro
         from author_signals join accounts using (account_key)`,
    )
    .all() as { kind: string; subject: string; micro: number }[];

  const measured = Array.from({ length: 30 }, (_, nth) => measure(nth + 1, NOW)).flat();

  expect(measured.length).toBeGreaterThan(60);
  for (const one of measured) expect(drawn).toContainEqual(one);
});

test('a “less” that is the first word of all lowers its author and its tags', () => {
  const { database, receive } = aHome();
  const words = { id: '1', by: 'ada', atMs: hours(1), more: { tags: [{ name: 'birds' }] } };
  receive(post(words), hours(1));
  const { uri } = statusJson(words);

  openActions(database).record({ loginKey: 1, statusId: '1', uri, kind: 'less', atMs: hours(2) });

  for (const { micro } of openTaste(database)(1, NOW)) expect(micro).toBeLessThan(-500_000);
});
