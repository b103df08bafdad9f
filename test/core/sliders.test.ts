import { expect, test } from 'vitest';
import { readConfig } from '../../src/core/config.ts';
import { MORNING } from '../../src/core/feed.ts';
import { SHIPPED_FEEDS } from '../../src/core/shipped_feeds.ts';
import {
  AT_REST,
  SLIDER_NAMES,
  SLIDERS,
  settingsOfSteps,
  slidersToml,
  stepsOf,
} from '../../src/core/sliders.ts';

const OWN = '[feeds.morning]\nsize = 60\n[feeds.morning.exponents]\nquiet = 2\ntopic = 3\n';

async function slid(toml: string, own?: string) {
  const { feeds } = await readConfig(own, 'config.toml', { source: toml, file: 'sliders.toml' });
  return feeds;
}

test('every step of every slider of every feed is a setting that can be read, and known again', async () => {
  for (const feed of Object.values(SHIPPED_FEEDS).filter(({ order }) => order === undefined))
    for (const name of SLIDER_NAMES)
      for (const step of [-3, -2, -1, 1, 2, 3]) {
        const steps = { ...AT_REST, [name]: step };
        const written = settingsOfSteps(feed, steps);
        const is = (await slid(slidersToml({ [feed.name]: written })))[feed.name];

        if (name === 'strangers' && feed.quotas.boosted === 0 && feed.exponents.stranger === 0)
          continue;
        expect([feed.name, stepsOf(feed, written)]).toEqual([feed.name, steps]);
        expect(is).not.toEqual(feed);
      }
});

test('sliders go over the settings of the owner, and leave alone what they were not moved for', async () => {
  const base = (await slid('', OWN)).morning;
  const settings = settingsOfSteps(base ?? MORNING, { ...AT_REST, quiet: 2, length: 1 });

  const is = (await slid(slidersToml({ morning: settings }), OWN)).morning;

  expect(is?.size).toBe(90);
  expect(is?.exponents).toEqual({ ...MORNING.exponents, quiet: 4, topic: 3 });
  expect(is?.temperature).toBe(MORNING.temperature);
});

test('a feed shorter than the slider leads to stays as long as it is', () => {
  const lengthAt = (step: number) => SLIDERS.length.settings({ ...MORNING, size: 5 }, step).size;

  expect([-3, -1, 0, 1, 3].map(lengthAt)).toEqual([5, 5, 5, 8, 15]);
});

test('sliders of a feed make it neither the owner’s own nor drawn by itself', async () => {
  const toml = slidersToml({ 'weekend-long-reads': { temperature: 0.3 }, gone: { size: 20 } });
  const sliders = { source: toml, file: 'sliders.toml' };

  const config = await readConfig(undefined, 'config.toml', sliders);

  expect(config.ownFeeds).toEqual([]);
  expect(config.feeds['weekend-long-reads']?.temperature).toBe(0.3);
  expect(config.feeds.gone).toBeUndefined();
});

test('a feed of the owner’s own SQL keeps it', async () => {
  const own = '[feeds.mine]\nsql = "feeds/mine.sql"\ncopied_from = "morning"\n';

  const is = (await slid('[feeds.mine]\nsize = 30\n', own)).mine;

  expect(is?.sql?.file).toBe('feeds/mine.sql');
  expect(is?.copiedFrom).toBe('morning');
});

test('what is wrong in the file of the sliders is said with its name', async () => {
  await expect(slid('[feeds.morning]\ntemperature = "hot"\n')).rejects.toThrow(
    /^sliders\.toml, line 2: feeds\.morning\.temperature must be a number/,
  );
});
