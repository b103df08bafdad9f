import { expect, test } from 'vitest';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openPackingAway } from '../../src/store/packing_away.ts';
import { openPruning, PRUNE_START, type PruneLimits } from '../../src/store/pruning.ts';
import { openShownStatuses } from '../../src/store/shown_statuses.ts';
import { boost, statusJson } from '../support/entries.ts';
import { aKeptHome, day, KEEP_DAYS } from '../support/kept_home.ts';

const NOW_MS = day(40);
const LIMITS: PruneLimits = {
  nowMs: NOW_MS,
  beforeMs: day(40 - KEEP_DAYS),
  shownSinceMs: day(40 - 14),
  due: new Set(),
};

function aHome() {
  const home = aKeptHome(['ada', 'bob']);
  for (const [nth, id] of ['1', '2', '3'].entries()) home.say('ada', id, day(1 + nth));
  return { ...home, prune: () => openPruning(home.database).pruneSome(LIMITS, PRUNE_START, 100) };
}

test('what the server deleted has no body long before', () => {
  const home = aHome();

  home.filing.forget(home.login.loginKey, '2', day(5));

  expect(home.bodies()).toEqual(['1', '3']);
  expect(home.prune()).toMatchObject({ bodies: 2, unseen: 2 });
});

test('what came into the home again lately stays, and so does what stands in an edition', () => {
  const home = aHome();
  const words = { id: '1', by: 'ada', atMs: day(1) };
  home.receive(boost('b1', 'bob', day(20), words), day(20));
  home.draw(day(30));
  const shown = home.draw(day(30), true).entries.map(({ statusId }) => statusId);
  home.say('ada', '4', day(2));

  const { bodies } = home.prune();

  expect(shown.toSorted()).toEqual(['1', '2', '3']);
  expect([bodies, home.bodies()]).toEqual([1, ['1', '2', '3']]);
});

test('counts, and an act of the owner, bring no body back; the page says why there is none', () => {
  const home = aHome();
  home.prune();
  const json = statusJson({ id: '1', by: 'ada', atMs: day(1), more: { favourites_count: 9 } });
  const { status } = parseHomeEntry(json);

  home.filing.refresh(home.login.loginKey, status, day(41));
  home.filing.know(home.login.loginKey, status, { atMs: day(42) });

  expect(home.bodies()).toEqual([]);
  expect(openShownStatuses(home.database).status(1)).toMatchObject({
    body: null,
    deleted_at_ms: null,
    pruned_at_ms: NOW_MS,
    favourites: 9,
  });
});

test('a bite ends where it was told to, and the next goes on from there', () => {
  const home = aHome();
  const { pruneSome } = openPruning(home.database);

  const first = pruneSome({ ...LIMITS, due: new Set([1]) }, PRUNE_START, 2);
  const second = pruneSome({ ...LIMITS, due: new Set([1]) }, first.next ?? PRUNE_START, 2);

  expect([first.bodies, first.waiting, second.bodies, second.next]).toEqual([1, 1, 1, undefined]);
  expect(home.bodies()).toEqual(['1']);
});

test('bodies go by their age, packed or text still, and each stands in one index by it', () => {
  const home = aHome();
  const read = (sql: string) => home.database.connection.prepare(sql).pluck().all();
  home.say('ada', '4', day(2)); // of the age of the second, after it
  const { pruneSome, toDo } = openPruning(home.database);
  openPackingAway(home.database).packSome(day(2) + 1, 2); // the first and the second

  const before = [read('select codec > 0 from payloads order by observed_at_ms, status_key')];
  const toGo = toDo(LIMITS.beforeMs);
  const gone: (readonly string[])[] = [];
  for (let at: typeof PRUNE_START | undefined = PRUNE_START; at !== undefined; ) {
    at = pruneSome(LIMITS, at, 1).next;
    gone.push(home.bodies());
  }

  expect(before).toEqual([[1, 1, 0, 0]]);
  expect(toGo).toBe(4);
  expect(gone).toEqual([['2', '3', '4'], ['3', '4'], ['3'], [], []]);
  expect(read(`select name from pragma_index_list('payloads') where partial = 0`)).toEqual([]);
});

test('why a post had no place is known as long as bodies are kept', async () => {
  const people = Array.from({ length: 40 }, (_, nth) => `p${nth}`);
  const home = aKeptHome(people);
  const passedOver = (): unknown =>
    home.database.connection
      .prepare('select edition, count(*) > 0 as any from passed_over group by edition')
      .pluck()
      .all();
  people.forEach((by, nth) => void home.say(by, `${nth}`, day(0)));
  home.draw(day(1));
  home.draw(day(20));
  const before = passedOver();

  await home.keep(day(1 + KEEP_DAYS + 1));

  expect(before).toEqual([1, 2]);
  expect(passedOver()).toEqual([2]);
});
