import { expect, test } from 'vitest';
import { mayHavePosted } from '../../src/ingest/crawl_pruning.ts';

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
