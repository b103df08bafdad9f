import type { EpochMs } from '../../src/core/clock.ts';
import { readConfig } from '../../src/core/config.ts';
import { SHIPPED_FEEDS } from '../../src/core/shipped_feeds.ts';
import { AT_REST, type Steps, settingsOfSteps, slidersToml } from '../../src/core/sliders.ts';
import type { FeedsDesk } from '../../src/http/web/feeds_desk.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import type { Database } from '../../src/store/database.ts';

/** The shipped feeds over a database, their sliders kept in memory as a file would hold them. */
export function pageFeeds(database: Database, now: () => EpochMs): FeedsDesk {
  const saved = new Map<string, Steps>();
  const feedWith = async (name: string, steps: Steps) => {
    const feed = SHIPPED_FEEDS[name];
    if (feed === undefined) throw new RangeError(name);
    const source = slidersToml({ [name]: settingsOfSteps(feed, steps) });
    const config = await readConfig(undefined, 'config.toml', { source, file: 'sliders.toml' });
    return config.feeds[name] ?? feed;
  };
  const draw = async (name: string, steps: Steps) => {
    const feed = await feedWith(name, steps);
    return drawEdition({ database, feed, seed: 'sliders', nowMs: now(), dryRun: true });
  };
  return {
    file: '/settings/sliders.toml',
    settingsFile: '/settings/config.toml',
    list: async () =>
      Object.values(SHIPPED_FEEDS).map((feed) => ({
        feed,
        steps: saved.get(feed.name) ?? AT_REST,
        isUsual: feed.name === 'morning',
        drawn: feed.name === 'morning' ? 'each day at 05:30' : undefined,
      })),
    compare: async (name, steps) => ({
      was: await draw(name, saved.get(name) ?? AT_REST),
      is: await draw(name, steps),
    }),
    save: async (name, steps) => void saved.set(name, steps),
  };
}
