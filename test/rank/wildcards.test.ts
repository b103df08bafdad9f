import { expect, test } from 'vitest';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { lookAt } from '../../src/rank/upkeep.ts';
import { account, boost, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { importLines, line } from '../support/recording.ts';

const PEOPLE = 300;
const THROWS = 20_000;
const SIZE = 200;
const WILDCARDS = 100;

const by = (nth: number) => `p${nth}`;
const words = (nth: number, hour: number) => ({
  ...{ id: `${1000 + nth}`, by: by(nth), atMs: hours(hour) },
  more: { favourites_count: nth * nth },
});

/** One post of each: followed at one of two logins, or strangers; of last week or today. */
function lines(): readonly string[] {
  const told = [];
  for (let nth = 0; nth < PEOPLE; nth += 1) {
    const login = nth % 3 === 0 ? 'you@other.example' : 'me@example.social';
    const atHour = nth < 100 ? 80 : 245;
    const status = statusJson(words(nth, atHour));
    const isStranger = nth % 4 === 3;
    const { id, booster } = boost(`b${nth}`, by(nth - 1), hours(atHour + 1), words(nth, atHour));
    const wrapper = { id, account: booster, reblog: status, created_at: status.created_at };
    if (!isStranger)
      told.push({ ...JSON.parse(line(hours(0), 'follow', account(by(nth)))), login });
    const entry = line(hours(atHour + 1), 'update', isStranger ? wrapper : status);
    told.push({ ...JSON.parse(entry), login });
  }
  const entries = Array.from({ length: 50 }, (_, nth) => `${1000 + nth}`);
  const past = line(hours(210), 'edition', { feed: 'morning', seed: 'x', size: 50, entries });
  const look = { kind: 'seen', status_id: '1001', uri: statusJson(words(1, 80)).uri, via: 'page' };
  told.push({ ...JSON.parse(past), login: 'me@example.social' });
  const seen = line(hours(211), 'exposure', look);
  told.push({ ...JSON.parse(seen), login: 'me@example.social' });
  return told.map((one) => JSON.stringify(one));
}

test('20,000 wildcards are uniform over all that is unseen, beside every other lane and two logins', async () => {
  const database = aNewDatabase();
  await importLines(database, lines());
  const quotas = { ...MORNING.quotas, turns: 0.1, wildcard: WILDCARDS / SIZE };
  const feed: Feed = { ...MORNING, size: SIZE, quotas, temperature: 1 };
  const nowMs = hours(260);
  const drawn = new Map<string, number>();
  const lanes = new Set<string>();

  lookAt(database, nowMs, () => {
    for (let seed = 0; seed < THROWS / WILDCARDS; seed += 1) {
      const once = { feed, seed: `${seed}`, nowMs, dryRun: true, isKeptUp: true };
      for (const { uri, lane } of drawEdition({ database, ...once }).entries) {
        lanes.add(lane);
        if (lane === 'wildcard') drawn.set(uri, (drawn.get(uri) ?? 0) + 1);
      }
    }
  });
  database.close();

  const counts = [...drawn.values()];
  const candidates = PEOPLE - 1; // one was seen
  const expected = THROWS / candidates;
  // Those of one draw are thrown without replacement, which spreads less than single throws.
  const thinner = (candidates - 1) / (candidates - WILDCARDS);
  const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0) * thinner;
  expect(lanes).toEqual(new Set(['fresh', 'missed', 'quiet', 'boosted', 'resurfaced', 'wildcard']));
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(THROWS);
  expect(counts).toHaveLength(candidates);
  const [least, most] = [-3.09, 3.09].map((z) => chiSquareAt(z, candidates - 1));
  expect(chiSquare).toBeGreaterThan(least as number);
  expect(chiSquare).toBeLessThan(most as number);
});

/** Where a normal variable stands z deviations off: 3.09 is one in a thousand (Wilson–Hilferty). */
function chiSquareAt(z: number, degrees: number): number {
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + z * Math.sqrt(spread)) ** 3;
}
