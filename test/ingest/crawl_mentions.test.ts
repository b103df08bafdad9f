import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import type { Person, WorldEvent } from '../../src/demo/world.ts';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering, at, missing } from '../support/ingest_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const GROUPED = 'boosts that your server grouped away';
const DIRECT = 'direct messages of people who posted nothing else';
const CLEARED = `${DIRECT} whose notification you cleared`;

const owner = aPerson('owner', { domain: 'home.example', isFollowed: false });
const stranger = aPerson('stranger', { isFollowed: false });
const six = people(6);
const quiet = ['q0', 'q1', 'q2'].map((name) => aPerson(name)) as [Person, Person, Person];

/** Six who talk, three who write to the owner alone, all of them known since days. */
function withLettersAt(minutes: number): readonly WorldEvent[] {
  const letter = { visibility: 'direct', mentions: [owner] } as const;
  const letters = [...quiet, stranger].map((author) =>
    posted(aPost(`letter ${author.id}`, author, at(minutes) + 7_000, letter)),
  );
  const known = [...six, ...quiet, stranger].map((author) =>
    posted(aPost(`old ${author.id}`, author, at(0) - 3 * DAY_MS)),
  );
  const talk = inTurn(six, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 });
  return [...known, ...talk, ...letters];
}

const aHomeWithLetters = () =>
  aWatchedHome([...six, ...quiet, stranger], withLettersAt(60), {
    homeLimit: 40,
    world: { owner },
  });

test('a direct message of somebody who posted nothing else is found in a hole', async () => {
  const home = await aHomeWithLetters();
  await throughAnOutage(home);

  await home.server.passTo(170);

  expect(home.all('select state, unproven from holes')).toEqual([
    { state: 'crawled', unproven: JSON.stringify([GROUPED, CLEARED]) },
  ]);
  // Those of the three, and not the stranger's, which no home holds.
  expect(home.count("arrivals join statuses using (status_key) where visibility = 'direct'")).toBe(
    3,
  );
  expect(home.pagesAsked()).toHaveLength(6);
});

test('where the server does not tell who named the owner, they are named as unproven', async () => {
  const home = await aHomeWithLetters();
  const hidden = (url: URL) => (url.pathname.endsWith('/notifications') ? missing() : undefined);
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.plain(), hidden) }),
  });

  await home.server.passTo(170);

  expect(home.all('select state, unproven from holes')).toEqual([
    {
      state: 'crawled',
      unproven: JSON.stringify([GROUPED, DIRECT]),
    },
  ]);
});

test('who is named a hundred times is read back page by page, as far as the hole reaches', async () => {
  const chatter = Array.from({ length: 100 }, (_, nth) =>
    posted(aPost(`hey ${nth}`, six[0] as Person, at(60) + nth * 1_000, { mentions: [owner] })),
  );
  const home = await aWatchedHome(
    [...six, ...quiet, stranger],
    [...withLettersAt(59), ...chatter],
    {
      homeLimit: 40,
      world: { owner },
    },
  );
  await throughAnOutage(home);

  await home.server.passTo(170);

  expect(home.count("arrivals join statuses using (status_key) where visibility = 'direct'")).toBe(
    3,
  );
  const pages = home.asked.filter(({ path }) => path.startsWith('/api/v1/notifications'));
  expect(pages).toHaveLength(3);
});
