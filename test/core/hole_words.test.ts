import { expect, test } from 'vitest';
import { LEFT_SERVER, standingWords } from '../../src/core/hole_words.ts';

test('of a hole at a server that was left nobody is said to have been read', () => {
  const hole = { state: 'crawled', hasEnded: true, recovered: 3, turns: 0, settled: 0 } as const;

  const words = standingWords({ ...hole, unproven: [LEFT_SERVER] });

  expect(words).toBe('3 arrivals found; you left that server before the rest');
});
