import { expect, test } from 'vitest';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openLooks } from '../../src/ingest/looks.ts';
import type { Absence } from '../../src/store/absences.ts';

const DAY = 24 * 60;
const STARTS_MS = Date.parse('2026-11-02T00:00:00Z') as EpochMs;

/** Something of others that came home so many minutes after the start, just written. */
function absence(minutes: number, more: Partial<Absence> = {}): Absence {
  const kind = { is_boost: 0, is_local: 0, is_followed: 1, is_refused: 0, is_of_absent: 0 };
  const atMs = STARTS_MS + minutes * MINUTE_MS;
  return { ...kind, by_key: 1, born_ms: atMs, seen_at_ms: atMs, ...more };
}

async function looksAt(minutes: number) {
  const time = toldTime((STARTS_MS + minutes * MINUTE_MS) as EpochMs);
  return { time, looks: openLooks({ time, pace: 1 }) };
}

test('what lies between two that were let go was let go, and nothing beyond them', async () => {
  const { looks } = await looksAt(DAY);
  looks.note(absence(0), 'let go');
  looks.note(absence(60), 'let go');

  const found = [-1, 0, 30, 60, 61].map((minutes) => looks.areLetGo(absence(minutes)));

  expect(found).toEqual([false, true, true, true, false]);
});

test('beside one that was deleted nothing is inferred', async () => {
  const { looks } = await looksAt(DAY);
  for (const minutes of [0, 60]) looks.note(absence(minutes), 'let go');
  looks.note(absence(30), 'deleted');

  expect([20, 40].map((minutes) => looks.areLetGo(absence(minutes)))).toEqual([false, false]);
});

test('what is of another kind, or older and came later, has a look of its own', async () => {
  const { looks } = await looksAt(DAY);
  for (const minutes of [0, 60]) looks.note(absence(minutes), 'let go');
  const others = [
    { is_boost: 1 },
    { is_local: 1 },
    { is_followed: 0 },
    { born_ms: STARTS_MS - HOUR_MS },
  ];

  expect(others.map((more) => looks.areLetGo(absence(30, more)))).toEqual(others.map(() => false));
});

test('what has come to the age at which another was let go was let go, for an hour', async () => {
  const { time, looks } = await looksAt(DAY);
  for (const minutes of [0, 60]) looks.note(absence(minutes), 'let go');

  const found: boolean[][] = [];
  for (const later of [0, 30, 59, 61]) {
    await time.passTo((STARTS_MS + (DAY + later) * MINUTE_MS) as EpochMs);
    found.push([60 + later, 61 + later].map((minutes) => looks.areLetGo(absence(minutes))));
  }

  expect(found).toEqual([
    [true, false],
    [true, false],
    [true, false],
    [false, false],
  ]);
});
