import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { parseStatus } from '../../src/core/status.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { openActions } from '../../src/store/actions.ts';
import { at, post } from '../support/ingest_home.ts';
import { aSendingHome } from '../support/sending_home.ts';
import { posted } from '../support/small_world.ts';

const EVENTS: readonly WorldEvent[] = Array.from({ length: 120 }, (_, nth) =>
  posted(post(`p${nth}`, nth / 20)),
);

/** Ten minutes after the world began, everything is read. */
async function aReadHome() {
  const home = await aSendingHome(EVENTS);
  home.run();
  await home.server.passTo(10);
  return home;
}

test('what is wished is done at the server, and stands in the ledger once', async () => {
  const home = await aReadHome();
  home.send();

  home.ask('favourite', 'p1');
  home.ask('bookmark', 'p2');
  home.ask('reblog', 'p3');
  await home.server.passTo(60); // ingest reads the lists of what was done several times

  expect(home.names()).toEqual(['favourite', 'bookmark', 'reblog']);
  expect(home.server.statusOf('p1')).toMatchObject({ favourited: true });
  expect(home.server.statusOf('p2')).toMatchObject({ bookmarked: true });
  expect(home.server.statusOf('p3')).toMatchObject({ reblogged: true });
  expect(home.ledger()).toEqual([
    { kind: 'favourite', is_undone: 0 },
    { kind: 'bookmark', is_undone: 0 },
    { kind: 'reblog', is_undone: 0 },
  ]);
});

test('the answer brings the count that the server has now', async () => {
  const home = await aReadHome();
  home.send();
  const favourites = () => home.all(`select favourites from statuses order by uri`);
  const before = favourites();

  home.ask('favourite', 'p1');
  await home.server.passTo(10.1);

  expect(favourites()).not.toEqual(before);
});

test('what is taken back is undone at the server and in the ledger', async () => {
  const home = await aReadHome();
  home.send();
  for (const kind of ['favourite', 'reblog', 'bookmark'] as const) home.ask(kind, 'p1');
  await home.server.passTo(11);

  for (const kind of ['favourite', 'reblog', 'bookmark'] as const) home.ask(kind, 'p1', true);
  await home.server.passTo(60);

  expect(home.names().slice(3)).toEqual(['unfavourite', 'unreblog', 'unbookmark']);
  expect(home.ledger().map(({ is_undone }) => is_undone)).toEqual([1, 1, 1]);
  expect(home.on('p1').of('favourite').isOn).toBe(false);
});

test('a wish and its opposite before either was sent come to nothing', async () => {
  const home = await aReadHome();

  home.ask('favourite', 'p1');
  const isAsked = home.ask('favourite', 'p1', true);
  home.send();
  await home.server.passTo(12);

  expect(isAsked).toBe(false);
  expect(home.acted).toEqual([]);
  expect(home.on('p1').of('favourite')).toMatchObject({ isOn: false, isWaiting: false });
});

test('the last of many wishes wins, and goes out alone', async () => {
  const home = await aReadHome();

  for (const undo of [false, true, false, true, false]) home.ask('favourite', 'p1', undo);
  home.send();
  await home.server.passTo(12);

  expect(home.names()).toEqual(['favourite']);
  expect(home.on('p1').of('favourite')).toMatchObject({ isOn: true, isWaiting: false });
});

test('a wish is shown as done while it waits, and says that it does', async () => {
  const home = await aReadHome();
  home.server.stop();
  home.send();

  home.ask('favourite', 'p1');
  await home.server.passTo(12);

  expect(home.on('p1').of('favourite')).toEqual({
    isOn: true,
    isWaiting: true,
    adds: 1,
    refusal: undefined,
  });
  expect(home.ledger()).toEqual([]);
});

test('a hundred wishes of an outage arrive once each when the server is back', async () => {
  const home = await aReadHome();
  home.server.stop();
  home.send();
  for (let nth = 0; nth < 100; nth += 1) home.ask('favourite', `p${nth}`);
  await home.server.passTo(70);

  home.server.start();
  await home.server.passTo(90);

  const ids = new Set(home.acted.map(([, id]) => id));
  expect([home.acted.length, ids.size]).toEqual([100, 100]);
  expect(home.count('actions where undone_at_ms is null')).toBe(100);
});

test('a wish whose answer was lost is looked up, and not done again', async () => {
  const home = await aReadHome();
  const { send } = home.deps();
  let isLost = true;
  const losing = async (request: Request) => {
    const answer = await send(request);
    if (request.method !== 'POST' || !isLost) return answer;
    isLost = false;
    throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
  };
  home.ask('reblog', 'p1');

  home.send(losing);
  await home.server.passTo(20);

  expect(home.names()).toEqual(['reblog']);
  expect(home.on('p1').of('reblog')).toMatchObject({ isOn: true, isWaiting: false });
});

test('what may have been done is taken back there, though nobody heard that it was', async () => {
  const home = await aReadHome();
  let isLost = true;
  home.send(async (request) => {
    const answer = await home.server.send(request);
    if (request.method !== 'POST' || !isLost) return answer;
    isLost = false;
    throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
  });
  home.ask('favourite', 'p1');
  await home.server.passTo(10.04); // sent, and not yet looked up

  home.ask('favourite', 'p1', true);
  await home.server.passTo(20);

  expect(home.names()).toEqual(['favourite', 'unfavourite']);
  expect(home.server.statusOf('p1')).toMatchObject({ favourited: false });
  expect(home.on('p1').of('favourite')).toMatchObject({ isOn: false, isWaiting: false });
});

test.each([
  ['404', undefined, 'gone', 'does not have this post'],
  ['422', 'Validation failed: nobody may', 'p1', 'refused it: Validation failed: nobody may'],
] as const)('a refusal ends it with words: %s', async (_, refusal, name, words) => {
  const home = await aReadHome();
  if (refusal !== undefined) home.server.faults.refuseActs = refusal;
  home.send();

  if (name === 'gone') home.askOf('999999', 'https://home.invalid/gone');
  else home.ask('favourite', name);
  await home.server.passTo(12);

  const refused = home.all(`select why from outbox where ending = 'refused'`);
  expect(refused).toHaveLength(1);
  expect(String(refused[0]?.why)).toContain(words);
  expect(home.ledger()).toEqual([]);
});

test('a login that is over leaves what waits to the next one', async () => {
  const home = await aReadHome();
  home.server.faults.refuse401 = true;
  const over = home.send();
  home.ask('favourite', 'p1');

  await home.server.passTo(12);
  await expect(over).rejects.toMatchObject({ code: 'unauthorized' });
  home.server.faults.refuse401 = false;
  home.send();
  await home.server.passTo(14);

  expect(home.names()).toEqual(['favourite']);
});

test('one post over which the server breaks keeps no other from being done', async () => {
  const home = await aReadHome();
  const broken = new Set([home.statusOf('p1').statusId]);
  home.server.faults.breaksOver = broken;
  home.send();

  home.ask('favourite', 'p1');
  home.ask('favourite', 'p2');
  await home.server.passTo(12);
  const waiting = home.on('p1').of('favourite');
  broken.clear();
  await home.server.passTo(20);

  expect(waiting).toMatchObject({ isOn: true, isWaiting: true });
  expect(home.acted.map(([, id]) => id)).toEqual(
    ['p2', 'p1'].map((name) => home.statusOf(name).statusId),
  );
});

test('the limit on taking back boosts keeps nothing else waiting', async () => {
  const home = await aSendingHome(EVENTS, { rateLimits: { undoing: 2 } });
  home.run();
  await home.server.passTo(10);
  home.send();
  for (let nth = 0; nth < 4; nth += 1) home.ask('reblog', `p${nth}`);
  await home.server.passTo(11);

  for (let nth = 0; nth < 4; nth += 1) home.ask('reblog', `p${nth}`, true);
  home.ask('favourite', 'p9');
  await home.server.passTo(12);
  const soon = home.names().slice(4);
  await home.server.passTo(70);

  expect(soon).toEqual(['unreblog', 'unreblog', 'favourite']);
  expect(home.names().filter((name) => name === 'unreblog')).toHaveLength(4);
});

test('what the server said before an act does not undo it', async () => {
  const home = await aReadHome();
  home.send();
  home.ask('favourite', 'p1');
  await home.server.passTo(11);

  const told = { ...home.server.statusOf('p1'), favourited: false };
  openActions(home.database).compare(1, parseStatus(told), at(10) as EpochMs);

  expect(home.on('p1').of('favourite').isOn).toBe(true);
});
