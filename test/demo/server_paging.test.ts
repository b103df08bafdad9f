import { expect, test } from 'vitest';
import {
  compareIds,
  limitOf,
  linkHeader,
  pageOf,
  snowflake,
} from '../../src/demo/server_paging.ts';

const feed = ['9', '10', '11', '12', '13', '14'].map((id) => ({ id }));
const idsOf = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

test('an id holds its moment in the upper 48 bits', () => {
  const id = snowflake(1_790_000_000_000, 7);

  expect(BigInt(id) >> 16n).toBe(1_790_000_000_000n);
});

test('ids are compared as numbers, not as text', () => {
  expect(compareIds('9', '10')).toBeLessThan(0);
  expect(compareIds('10', '10')).toBe(0);
  expect(compareIds('116', '115')).toBeGreaterThan(0);
});

test('a page without a cursor is the newest, newest first', () => {
  expect(idsOf(pageOf(feed, {}, 2))).toEqual(['14', '13']);
});

test('max_id is left out and leads to what is older', () => {
  expect(idsOf(pageOf(feed, { maxId: '12' }, 2))).toEqual(['11', '10']);
});

test('since_id gives the newest above it and leaves a hole', () => {
  expect(idsOf(pageOf(feed, { sinceId: '9' }, 2))).toEqual(['14', '13']);
});

test('min_id gives those next to it, still newest first, and outdoes since_id', () => {
  expect(idsOf(pageOf(feed, { minId: '9', sinceId: '13' }, 2))).toEqual(['11', '10']);
});

test('min_id and max_id close in from both sides', () => {
  expect(idsOf(pageOf(feed, { minId: '9', maxId: '12' }, 40))).toEqual(['11', '10']);
});

test('a cursor need not be an id of the feed', () => {
  expect(idsOf(pageOf(feed, { maxId: '99' }, 1))).toEqual(['14']);
  expect(idsOf(pageOf(feed, { minId: '99' }, 1))).toEqual([]);
});

test('a limit is at most twice the usual', () => {
  expect([undefined, '5', '400', 'many'].map((asked) => limitOf(asked, 20))).toEqual([
    20, 5, 40, 20,
  ]);
});

test('the links keep the parameters of the request but its cursor', () => {
  const header = linkHeader('http://127.0.0.1:1/home?limit=2&max_id=9', {
    next: '3',
    prev: '5',
    prevBy: 'min_id',
  });

  expect(header).toBe(
    '<http://127.0.0.1:1/home?limit=2&max_id=3>; rel="next", ' +
      '<http://127.0.0.1:1/home?limit=2&min_id=5>; rel="prev"',
  );
});
