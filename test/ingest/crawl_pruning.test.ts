import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import { mayHavePosted, pagesExpected } from '../../src/ingest/crawl_pruning.ts';

const from_ms = Date.UTC(2026, 10, 20);
const before = { from_ms, since_ms: from_ms - 1, first_ms: from_ms - 1, posts_per_day: 1 };
const aQuietOne = (id: string) => ({
  ...{ id, username: 'ada', acct: 'ada' },
  ...{ last_status_at: '2026-11-02', statuses_count: 12 },
});

test.each([
  ['110000000000000001', false],
  ['01KA8X4S00000000000000TEST', false],
  ['9n3a8xQ2LqYz0W7u4K', true], // Akkoma: no boost and no followers-only post is counted
])('of an account %s an unchanged number of posts says that there may be more: %s', (id, may) => {
  expect(mayHavePosted(aQuietOne(id), before)).toBe(may);
});

test.each([
  ['has changed since it began', { ...before, since_ms: from_ms + 1 }, true],
  [
    'was never asked for before it',
    { ...before, since_ms: from_ms + 1, first_ms: from_ms + 1 },
    false,
  ],
  ['was never asked for', { ...before, since_ms: null, first_ms: null }, false],
])('whose number of posts %s may have posted in a hole: %s', (_, known, may) => {
  expect(mayHavePosted(aQuietOne('110000000000000001'), known)).toBe(may);
});

test.each([
  ['2026-11-18', false],
  ['2026-11-19', false], // over when the hole began
  ['2026-11-20', true],
])('who posted last on %s may have posted in a hole from the 20th on: %s', (day, may) => {
  const account = { ...aQuietOne('110000000000000001'), last_status_at: day };

  expect(mayHavePosted(account, before)).toBe(may);
});

test.each([
  ['a day', 1, 8],
  ['a month', 30, 2],
])('a rate that was measured over %s, with %d known days, is worth %d pages', (_, days, pages) => {
  const nowMs = from_ms + 7 * DAY_MS;
  const born = new Date(nowMs - 100 * DAY_MS).toISOString();
  // Forty a day ever since, and eight a day as far as we have heard.
  const account = { ...aQuietOne('1'), created_at: born, statuses_count: 4_000 };
  const known = { from_ms, since_ms: null, first_ms: nowMs - days * DAY_MS, posts_per_day: 8 };

  expect(pagesExpected(account, known, nowMs)).toBe(pages);
});
