import { expect, test } from 'vitest';
import { counted, percent } from '../../src/core/counted.ts';
import { countedLane, LANES } from '../../src/core/edition.ts';

test('one is one, and many are many, with their thousands apart', () => {
  const said = [0, 1, 2, 999, 1_000, 21_400, 1_234_567].map((count) => counted(count, 'post'));

  expect(said).toEqual([
    '0 posts',
    '1 post',
    '2 posts',
    '999 posts',
    '1,000 posts',
    '21,400 posts',
    '1,234,567 posts',
  ]);
  expect(counted(1, 'reply', 'replies')).toBe('1 reply');
  expect(counted(3, 'reply', 'replies')).toBe('3 replies');
});

test('a share is told by as many figures as it is worth', () => {
  expect([0, 0.004, 0.0456, 0.0994, 0.0996, 0.5, 1].map(percent)).toEqual([
    ...['0', '0.4', '4.6', '9.9'],
    ...['10', '50', '100'],
  ]);
});

test('a lane reads well behind any number', () => {
  expect(LANES.map((lane) => countedLane(1, lane)).join(' · ')).toBe(
    '1 new today · 1 missed · 1 quiet voice · 1 stranger · 1 second chance · 1 by chance',
  );
  expect(LANES.map((lane) => countedLane(2, lane)).join(' · ')).toBe(
    '2 new today · 2 missed · 2 quiet voices · 2 strangers · 2 second chances · 2 by chance',
  );
});
