import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { keptValue } from '../../src/http/kept_value.ts';

/** Something that takes `tookMs` to find, and a clock that it moves. */
function aSearch(tookMs: number) {
  let nowMs = Date.UTC(2026, 10, 2);
  let times = 0;
  const find = () => {
    nowMs += tookMs;
    times += 1;
    return times;
  };
  const value = keptValue(find, () => nowMs as EpochMs);
  const passes = (ms: number) => {
    nowMs += ms;
  };
  return { value, passes };
}

test('what took a second is found again after a minute', () => {
  const { value, passes } = aSearch(1_000);

  const first = value();
  passes(59_000);
  const second = value();
  passes(1_000);
  const third = value();

  expect([first, second, third]).toEqual([1, 1, 2]);
});

test('what takes no time is found each time', () => {
  const { value } = aSearch(0);

  expect([value(), value()]).toEqual([1, 2]);
});

test('what was found before the clock was set back is found again', () => {
  const { value, passes } = aSearch(1_000);

  const first = value();
  passes(-3_600_000);

  expect([first, value()]).toEqual([1, 2]);
});
