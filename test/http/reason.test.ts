import { expect, test } from 'vitest';
import { reasonOf } from '../../src/http/web/reason.ts';
import type { EntryOnPage } from '../../src/store/reading.ts';

/** What lifted it by half is what it is there for. */
function because(signal: string): readonly string[] {
  const entry = {
    ...{ lane: 'fresh', reason: null, boosters: [], others: [] },
    signals: { [signal]: { value: 1.5, factor_micro: 405_465 } },
  } as unknown as EntryOnPage;
  const [createdAtMs, drawnAtMs] = [0, 3_600_000];
  return reasonOf({ entry, createdAtMs, drawnAtMs, author: 'ada@a', nameOf: (name) => name })
    .because;
}

test.each([
  ['affinity', 'you act on their posts'],
  ['language', 'writes in a language you favour'],
  ['topic', 'on things you favour'],
])('the line above a post says what %s did for it', (signal, words) => {
  expect(because(signal)).toEqual([words]);
});
