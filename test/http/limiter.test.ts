import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { openLimiter } from '../../src/http/limiter.ts';

function aLimiter(most = 2) {
  let nowMs = 1_000_000;
  const limiter = openLimiter({ most, perMs: 60_000, now: () => nowMs as EpochMs });
  return { take: limiter.take, passes: (ms: number) => (nowMs += ms) };
}

test('so many go through, then each has to wait until the window ends', () => {
  const { take, passes } = aLimiter();

  expect([take('ada'), take('ada')]).toEqual([0, 0]);
  passes(20_000);
  expect(take('ada')).toBe(40_000);
  expect(take('bob')).toBe(0);
  passes(40_000);
  expect(take('ada')).toBe(0);
});

test('a clock that is set back makes nobody wait for longer than a window', () => {
  const { take, passes } = aLimiter();
  for (let nth = 0; nth < 3; nth += 1) take('ada');

  passes(-86_400_000);

  expect([take('ada'), take('ada')]).toEqual([0, 0]);
  expect(take('ada')).toBe(60_000);
});

test('however many come, it remembers a bounded number of them', () => {
  const { take } = aLimiter(1);

  for (let nth = 0; nth < 30_000; nth += 1) take(`guest ${nth}`);

  expect(take('guest 29999')).toBeGreaterThan(0);
  expect(take('guest 0')).toBe(0);
});
