import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import type { Edition, Lane } from '../../src/core/edition.ts';
import { openActions } from '../../src/store/actions.ts';
import { disk } from '../../src/store/disk.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aBusyHome, FEED, nightOf } from '../support/read_home.ts';

interface Reader {
  readonly sees: (lane: Lane, nth: number) => boolean;
  readonly acts: (lane: Lane, nth: number) => boolean;
}

/** What `stats` says after `days` editions of forty, of which every tenth place is chance's. */
async function statsAfter(days: number, reader: Reader, change?: (home: Told) => void) {
  const home = aCommandLine();
  mkdirSync(dirname(home.databaseFile), { recursive: true });
  const told = { ...aBusyHome(days + 6, home.databaseFile), drawn: [] as Edition[] };
  const feed = { ...FEED, size: 40 };
  for (let day = 6; day < days + 6; day += 1) {
    const edition = told.draw(nightOf(day), `${day}`, false, feed);
    told.drawn.push(edition);
    look(told, edition, reader);
  }
  change?.(told);
  told.database.close();
  const { by_chance, leanings } = JSON.parse((await home.run(['stats', '--json'])).stdout);
  return { by_chance, leanings, said: (await home.run(['stats'])).stdout, home };
}

type Told = ReturnType<typeof aBusyHome> & { readonly drawn: Edition[] };

function look({ database, act }: Told, edition: Edition, { sees, acts }: Reader): void {
  const atMs = (edition.drawnAtMs + DAY_MS / 12) as EpochMs;
  for (const [nth, { uri, lane, position }] of edition.entries.entries()) {
    const place = { edition: edition.edition as number, position, via: 'page' };
    if (sees(lane, nth)) openExposures(database).record([{ uri, kind: 'seen', atMs, ...place }]);
    if (acts(lane, nth)) act(uri, (atMs + 1_000) as EpochMs);
  }
}

const isChance = (lane: Lane) => lane === 'wildcard';

test('chance is set beside merit, by what was seen, and the ranker is said to beat it', async () => {
  let seen = 0;
  const reader: Reader = {
    sees: (_, nth) => nth < 30,
    acts: (lane, nth) => !isChance(lane) && nth < 30,
  };
  const { by_chance, said } = await statsAfter(8, reader, ({ drawn }) => {
    seen = drawn.reduce((sum, { entries }) => sum + Math.min(30, entries.length), 0);
  });
  const { chance, merit, lanes } = by_chance;

  expect(by_chance.verdict).toBe('beats chance');
  expect(said).toMatch(/last edition +\d+ turns? (was|were) due.* \(load \d\.\d\d\)/);
  expect(chance).toMatchObject({ taken_up: 0, share: 0 });
  expect(merit).toMatchObject({ taken_up: merit.seen, acted_on: merit.seen, opened: 0, share: 1 });
  expect(chance.seen + merit.seen).toBe(seen);
  expect(lanes.at(-1)).toEqual({ lane: 'wildcard', ...chance });
  expect(said).not.toContain('100.0 %'); // as the page says it
  expect(said).toMatch(/ (?:0|\d\.\d|\d\d) to 100 %\n/);
  expect(said).toContain(`by chance 0 of ${chance.seen} seen, by merit ${merit.seen} of`);
  expect(said.replace(/\s+/g, ' ')).toContain('the ranker beats chance');
});

test('what was offered and never seen says nothing, whatever was done with it', async () => {
  const { by_chance, said } = await statsAfter(2, { sees: () => false, acts: () => true });

  expect(by_chance).toMatchObject({ verdict: 'too little to tell', difference: null, lanes: [] });
  expect(by_chance.chance).toMatchObject({ seen: 0, share: null, interval: null });
  expect(said).toContain('nothing seen in an edition yet');
});

test('what was acted on before it was drawn, and is learned of later, was not taken up', async () => {
  const reader = { sees: () => true, acts: () => false };
  const { by_chance } = await statsAfter(2, reader, ({ drawn, act }) => {
    for (const { drawnAtMs, entries } of drawn)
      for (const { uri } of entries) act(uri, (drawnAtMs - 1) as EpochMs);
  });

  expect(by_chance.merit.seen).toBeGreaterThan(30);
  expect(by_chance.merit.acted_on).toBe(0);
});

test('what a factor counts by the owner’s acts is told where it is a tenth or more', async () => {
  const acts = (_: Lane, nth: number) => nth % 3 === 0 && nth < 20;
  const { leanings, said } = await statsAfter(8, { sees: () => true, acts });
  const none = await statsAfter(1, { sees: () => true, acts: (_, nth) => nth < 9 });
  const told = Object.values<number>(leanings).filter((times) => Math.abs(times - 1) > 0.095);

  expect(Object.keys(leanings)).toContain('freshness');
  expect(told.length).toBeGreaterThan(0);
  expect(said).toContain('what counts for you');
  expect(said.match(/” × \d\.\d\d/g)).toHaveLength(told.length);
  expect(none.leanings).toEqual({});
  expect(none.said).not.toContain('what counts for you');
});

test('nothing counts for the owner where the usual feed draws as published, and feeds says so', async () => {
  const acts = (_: Lane, nth: number) => nth % 3 === 0 && nth < 20;
  const { home } = await statsAfter(8, { sees: () => true, acts });
  mkdirSync(dirname(home.configFile), { recursive: true });
  disk.writeText(home.configFile, '[feeds.morning]\nleanings = false\n');

  const { leanings } = await home.json('stats');
  const { stdout } = await home.run(['stats']);
  const feeds = await home.run(['feeds']);

  expect(leanings).toEqual({});
  expect(stdout).not.toContain('what counts for you');
  expect(feeds.stdout.match(/factors as published/g)).toHaveLength(1);
});

test('a few looks are too little to tell', async () => {
  const { by_chance, said } = await statsAfter(1, {
    sees: () => true,
    acts: (lane, nth) => !isChance(lane) && nth % 4 === 0,
  });

  expect(by_chance.chance.seen).toBeGreaterThan(0);
  expect(by_chance.verdict).toBe('too little to tell');
  expect(said.replace(/\s+/g, ' ')).toContain('too little to tell yet');
});

test('what is opened counts as taken up, once; what was undone or asked less of does not', async () => {
  const { by_chance } = await statsAfter(
    1,
    { sees: () => true, acts: (_, nth) => nth < 2 },
    ({ database, drawn, login }) => {
      const [edition] = drawn as [Edition];
      const [first, second, third, fourth] = edition.entries as [...Edition['entries']];
      const atMs = (edition.drawnAtMs + DAY_MS / 8) as EpochMs;
      const open = {
        kind: 'opened' as const,
        atMs,
        edition: edition.edition as number,
        via: 'page',
      };
      openExposures(database).record([
        { uri: first?.uri, ...open },
        { uri: third?.uri, ...open },
      ]);
      const of = { loginKey: login.loginKey, statusId: 'x', atMs };
      openActions(database).record({ ...of, uri: second?.uri, kind: 'favourite', undo: true });
      openActions(database).record({ ...of, uri: fourth?.uri, kind: 'less' });
    },
  );
  const total = (part: string) => by_chance.chance[part] + by_chance.merit[part];

  expect(total('acted_on')).toBe(1);
  expect(total('opened')).toBe(2);
  expect(total('taken_up')).toBe(2);
});
