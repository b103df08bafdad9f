import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import { inventReader } from '../../src/demo/reader.ts';
import { inventWorld } from '../../src/demo/world.ts';

const startMs = Date.UTC(2026, 10, 3);
const world = inventWorld({ seed: 'ferry', startMs, people: 200 });
const posts = world
  .eventsBetween(startMs, startMs + 12 * DAY_MS)
  .flatMap((event) => (event.kind === 'post' ? [event.post] : []));
const editions = Array.from({ length: 10 }, (_, day) =>
  posts.slice(day * 200, day * 200 + 200).map((post) => ({ uri: post.id, post })),
);
const reader = inventReader(world);

describe('the seeded reader', () => {
  it('comes most mornings, the first one always', () => {
    const days = Array.from({ length: 400 }, (_, day) => day + 1).filter(reader.wakesOn);

    expect(days[0]).toBe(1);
    expect(days.length / 400).toBeGreaterThan(0.6);
    expect(days.length / 400).toBeLessThan(0.8);
  });

  it('misses none of the mornings before the edition that is shown', () => {
    for (let lastDay = 5; lastDay < 60; lastDay += 1) {
      const { wakesOn } = inventReader(world, lastDay);
      expect([lastDay - 3, lastDay - 2, lastDay - 1].every(wakesOn)).toBe(true);
    }
  });

  it('reads the same in the same edition on the same day', () => {
    const again = inventReader(inventWorld({ seed: 'ferry', startMs, people: 200 }));
    const edition = editions[0] ?? [];

    expect(inventReader(world).read(edition, 3)).toEqual(reader.read(edition, 3));
    expect(again.wakesOn(17)).toBe(reader.wakesOn(17));
  });

  it('reads from the top and tires: about 60 % of two hundred entries', () => {
    const seen = editions.map((entries, day) => {
      const indexes = reader.read(entries, day).map((reading) => reading.index);
      expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
      return new Set(indexes).size;
    });

    const mean = seen.reduce((sum, one) => sum + one, 0) / seen.length;
    expect(mean).toBeGreaterThan(90);
    expect(mean).toBeLessThan(150);
  });

  it('opens a few and acts on a few, which are worth more than the rest', () => {
    const readings = editions.flatMap((entries, day) =>
      reader
        .read(entries, day)
        .map((reading) => ({ ...reading, post: entries[reading.index]?.post })),
    );
    const acted = readings.filter((reading) => reading.act !== undefined);
    const opened = readings.filter((reading) => reading.kind === 'opened');
    const meanWorth = (some: typeof readings) =>
      some.reduce((sum, { post }) => sum + (post === undefined ? 0 : world.worthOf(post)), 0) /
      some.length;

    expect(acted.length / editions.length).toBeGreaterThan(1);
    expect(acted.length / editions.length).toBeLessThan(25);
    expect(opened.length / editions.length).toBeGreaterThan(1);
    expect(meanWorth(acted)).toBeGreaterThan(2 * meanWorth(readings));
  });
});
