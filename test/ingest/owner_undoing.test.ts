import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { at, post } from '../support/ingest_home.ts';
import { anOwnersHome, owner } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const stranger = aPerson('stranger', { isFollowed: false });
/** Sixty posts of days ago, none of them in the home. */
const old = Array.from({ length: 60 }, (_, nth) =>
  aPost(`old${nth}`, stranger, at(nth) - 9 * DAY_MS, { tags: ['birds'] }),
);
const EVENTS: readonly WorldEvent[] = [...old, post('q', 11), post('r', 12)].map((one) =>
  posted(one),
);

const aHome = () => anOwnersHome(EVENTS, { historyMs: 10 * DAY_MS, homeLimit: 1 });

test('an act that is done and undone twice is undone', async () => {
  const home = await aHome();
  home.run();
  await home.server.passTo(20);

  for (const [nth, undo] of [false, true, false, true].entries()) {
    home.server.act('favourite', home.uriOf('old5'), undo);
    await home.server.passTo(35 + 15 * nth);
  }

  const undone = home.acts().map(({ is_undone }) => is_undone);
  expect(undone).toEqual([1, 1]);
});

test('the undoing of an act that no first page shows any more is found out', async () => {
  const home = await aHome();
  for (const { id } of old) home.server.act('favourite', home.uriOf(id));
  home.run();
  await home.server.passTo(20);
  home.server.act('favourite', home.uriOf('old3'), true);

  await home.server.passTo(90);

  const undone = home.acts().filter(({ is_undone }) => is_undone === 1);
  expect(undone.map(({ uri }) => uri)).toEqual([home.uriOf('old3')]);
});

test('an act that stood among the latest is found undone by the next reading', async () => {
  const home = await aHome();
  for (const { id } of old) home.server.act('favourite', home.uriOf(id));
  home.run();
  await home.server.passTo(21);
  home.server.act('favourite', home.uriOf('old45'), true); // fourteen were done since

  await home.server.passTo(31);

  const undone = home.acts().filter(({ is_undone }) => is_undone === 1);
  expect(undone.map(({ uri }) => uri)).toEqual([home.uriOf('old45')]);
});

test('an answer that is deleted between two runs of a cron is taken back', async () => {
  const hers = post('hers', 6);
  const events: readonly WorldEvent[] = [
    posted(hers),
    posted(aPost('to her', owner, at(20), { replyTo: hers })),
    { kind: 'delete', atMs: at(60), postId: 'to her' },
  ];
  const home = await anOwnersHome(events, { historyMs: DAY_MS });
  const runOnce = async (minutes: number) => {
    await home.server.passTo(minutes);
    const once = ingestOnce(home.deps());
    await home.server.passTo(minutes + 1);
    await once;
    return home.acts().map(({ is_undone }) => is_undone);
  };

  expect(await runOnce(30)).toEqual([0]);
  expect(await runOnce(80)).toEqual([1]);
  expect(home.offered('hers')).toEqual(['hers']);
});

test('an answer that is deleted when sixty posts stand above it is taken back', async () => {
  const hers = post('hers', 6);
  const events: readonly WorldEvent[] = [
    posted(hers),
    ...['to her', 'kept'].map((id, nth) =>
      posted(aPost(id, owner, at(7 + nth), { replyTo: id === 'kept' ? post('q', 5) : hers })),
    ),
    posted(post('q', 5)),
    ...old.map((_, nth) => posted(aPost(`own${nth}`, owner, at(20) + nth * 30_000))),
    { kind: 'delete', atMs: at(70), postId: 'to her' },
  ];
  const home = await anOwnersHome(events, { historyMs: DAY_MS });
  home.run();
  await home.server.passTo(69);
  expect(home.acts().map(({ is_undone }) => is_undone)).toEqual([0, 0]);

  await home.server.passTo(120);

  const undone = home.acts().filter(({ is_undone }) => is_undone === 1);
  expect(undone.map(({ uri }) => uri)).toEqual([home.uriOf('hers')]);
});
