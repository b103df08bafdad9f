import { expect, test } from 'vitest';
import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { type ActionKind, openActions } from '../../src/store/actions.ts';
import { openExposures } from '../../src/store/exposures.ts';
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

test('what came into the home again lately stays, unless that was taken back', () => {
  const home = aHome();
  const again = (id: string, nth: number) =>
    home.receive(boost(`b${id}`, 'bob', day(20), { id, by: 'ada', atMs: day(nth) }), day(20));
  again('1', 1);
  again('2', 2);
  home.filing.forget(home.login.loginKey, 'b2', day(21));

  const { bodies } = home.prune();

  expect([bodies, home.bodies()]).toEqual([2, ['1']]);
});

test('what stands in an edition of the last two weeks stays', () => {
  const home = aHome();
  home.draw(day(30));
  const shown = home.draw(day(30), true).entries.map(({ statusId }) => statusId);
  home.say('ada', '4', day(2));

  const { bodies } = home.prune();

  expect(shown.toSorted()).toEqual(['1', '2', '3']);
  expect([bodies, home.bodies()]).toEqual([1, ['1', '2', '3']]);
});

test('what the owner put off stays until its day, and then until they have seen it', () => {
  const home = aHome();
  const actions = openActions(home.database);
  const snooze = (id: string, untilMs: number) => {
    const { uri } = statusJson({ id, by: 'ada', atMs: day(1) });
    const said = { loginKey: home.login.loginKey, statusId: id, uri, kind: 'snooze' as const };
    actions.record({ ...said, atMs: day(5), untilMs: untilMs as EpochMs });
    return uri;
  };
  snooze('1', day(60));
  snooze('2', day(20));
  const read = snooze('3', day(20));
  const exposures = openExposures(home.database);
  exposures.record([{ uri: read, kind: 'seen', atMs: day(25), via: 'page' }]);

  const { bodies } = home.prune();

  expect([bodies, home.bodies()]).toEqual([1, ['1', '2']]);
});

test('with a body go its earlier texts, and what filters and refusals found in it', () => {
  const home = aHome();
  const json = statusJson({ id: '1', by: 'ada', atMs: day(1), more: { edited_at: isoOf(day(2)) } });
  const { status } = parseHomeEntry({ ...json, content: '<p>other words</p>' });
  home.filing.edit(home.login.loginKey, status, day(2));
  home.database.connection.exec(`
    insert into filter_matches (status_key, login_key, filter_id, effect)
    select status_key, 1, 'f', 'hide' from statuses;
    insert into refused_mentions (status_key, login_key, account_key, is_quote)
    select status_key, 1, author_key, 0 from statuses`);
  const left = () =>
    ['versions', 'filter_matches', 'refused_mentions'].map((table) =>
      home.database.connection.prepare(`select count(*) from ${table}`).pluck().get(),
    );

  const before = left();
  home.prune();

  expect(before).toEqual([1, 3, 3]);
  expect(left()).toEqual([0, 0, 0]);
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

test('never seen is what was neither seen, opened nor acted on, or had that taken back', () => {
  const home = aKeptHome(['ada']);
  const { loginKey } = home.login;
  const exposures = openExposures(home.database);
  const actions = openActions(home.database);
  const say = (id: string, more: object = {}) => {
    home.say('ada', id, day(1), more);
    return statusJson({ id, by: 'ada', atMs: day(1) }).uri;
  };
  const act = (id: string, kind: ActionKind, undo = false) => {
    const of = { loginKey, statusId: id, uri: say(id), kind };
    actions.record({ ...of, atMs: day(2) });
    if (undo) actions.record({ ...of, atMs: day(3), undo });
  };
  const expose = (id: string, kind: 'seen' | 'opened' | 'served', undo = false) => {
    const of = { uri: say(id), kind, via: 'page' };
    exposures.record([{ ...of, atMs: day(2) }]);
    if (undo) exposures.record([{ ...of, atMs: day(3), undo }]);
  };
  for (const [nth, kind] of (['favourite', 'reblog', 'bookmark', 'reply'] as const).entries())
    act(`had ${nth}`, kind);
  expose('had 4', 'seen');
  expose('had 5', 'opened');
  say('a letter', { visibility: 'direct' });
  home.say('me', 'own', day(1));
  home.database.connection.exec(
    "update logins set owner_key = (select account_key from accounts where handle like 'me@%')",
  );
  act('undone', 'favourite', true);
  act('wished away', 'less');
  expose('untold', 'seen', true);
  expose('served', 'served');
  say('silent');

  const { pruneSome } = openPruning(home.database);

  expect(pruneSome(LIMITS, PRUNE_START, 100)).toMatchObject({ bodies: 13, unseen: 5 });
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
