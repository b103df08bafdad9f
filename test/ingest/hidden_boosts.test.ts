import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import type { Person } from '../../src/demo/world.ts';
import { keepUp } from '../../src/rank/upkeep.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { answering, at, bob } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost } from '../support/small_world.ts';

const FAR = "statuses.uri like '%far%'";

test('boosts that were hidden before the first login are held back within a minute of it', async () => {
  const followed = people(700);
  const booster = followed.at(-1) as Person;
  const stranger = aPerson('stranger', { isFollowed: false });
  const events = [
    { kind: 'boost', atMs: at(1), id: 'b', booster, post: aPost('far', stranger, at(0)) },
    ...inTurn(followed, { fromMinutes: 2, toMinutes: 9, everyMinutes: 0.02 }),
  ] as const;
  const home = await aWatchedHome([...followed, stranger], events);
  const { database } = home.deps();
  await home.server.passTo(10);
  home.server.elsewhere.showBoosts(booster, false);
  const offered = () => {
    keepUp(database, home.server.time.now() as EpochMs, () => {});
    return home.count(`candidates join statuses using (status_key) where held = 0 and ${FAR}`);
  };

  home.run();
  await home.server.passTo(10.1);
  const before = offered();
  await home.server.passTo(11);

  expect([before, offered()]).toEqual([1, 0]);
});

test('what came by boosts of somebody who is muted for a while is back when that ends', async () => {
  const stranger = aPerson('stranger', { isFollowed: false });
  const far = aPost('far', stranger, at(0));
  const home = await anOwnersHome([
    { kind: 'boost', atMs: at(1), id: 'b', booster: bob, post: far },
  ]);
  home.run();
  await home.server.passTo(5);
  const before = home.offered('far');

  home.server.elsewhere.refuse('mute', bob, at(60) as EpochMs);
  await home.server.passTo(20);
  const muted = home.offered('far');
  await home.server.passTo(60.1);

  expect([before, muted, home.offered('far')]).toEqual([['far'], [], ['far']]);
});

test('everybody followed is asked about within minutes, and not again until a day later', async () => {
  const home = await aWatchedHome(people(700), []);
  home.run();

  await home.server.passTo(5);

  expect(home.count('follows where settings_at_ms is null')).toBe(0);
  expect(home.asked.filter(({ path }) => path.includes('/relationships')).length).toBe(18);
});

test('an answer that tells of nobody is no last word on how anybody is followed', async () => {
  const five = people(5);
  const home = await aWatchedHome(five, []);
  home.server.elsewhere.showBoosts(five[1] as Person, false);
  const isEmpty = () => home.server.time.now() < at(20);
  home.run({
    send: answering(home.plain(), ({ pathname }) =>
      pathname.endsWith('/relationships') && isEmpty() ? Response.json([]) : undefined,
    ),
  });
  const hidden = () => home.count('follows where shows_boosts = 0');

  await home.server.passTo(21);
  const before = hidden();
  await home.server.passTo(90);

  expect([before, hidden()]).toEqual([0, 1]);
});
