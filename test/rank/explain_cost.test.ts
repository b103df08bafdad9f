import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import type { Database } from '../../src/store/database.ts';
import { aDialledHome } from '../support/dialled_home.ts';
import { hours, post } from '../support/entries.ts';

const FEED = { ...MORNING, size: 10, quotas: { ...MORNING.quotas, turns: 0, wildcard: 0 } };

test('what came since the last draw, and what that froze, costs one upkeep to explain', () => {
  const people = Array.from({ length: 30 }, (_, nth) => `p${nth}`);
  const home = aDialledHome(
    people.map((by) => ({ by, hour: 210 })),
    people,
  );
  const { passedOver } = home.draw({ ...FEED, isReal: true });
  const words = { id: '900', by: 'p0', atMs: hours(240.5) };
  home.receive(post(words), words.atMs);
  let upkeeps = 0;
  const database: Database = {
    ...home.database,
    run(name, params) {
      if (name === 'upkeep/rank_standings') upkeeps += 1;
      return home.database.run(name, params);
    },
  };
  const explain = (status: string) =>
    explainStatus({ database, feed: FEED, nowMs: hours(241), status }).leftOut;

  const told = [explain('900'), explain(passedOver[0]?.uri as string)];

  expect(told).toEqual([
    'no edition was drawn since it came; one drawn now would hold it',
    'others weighed more in this draw',
  ]);
  expect(upkeeps).toBe(2);
});
