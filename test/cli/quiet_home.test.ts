import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { measureTurnover } from '../../src/cli/turnover.ts';
import { type EpochMs, HOUR_MS } from '../../src/core/clock.ts';
import { openHoles } from '../../src/store/holes.ts';
import { openIntake } from '../../src/store/intake.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, hours, post } from '../support/entries.ts';

const LAST_HOUR = 480;

/** A home in which an entry came every `everyHours`, until hour 480. */
function aHomeEvery(everyHours: number, nowMs: EpochMs) {
  const line = aCommandLine({ time: { now: () => nowMs, after: () => () => {} } });
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  const { database, receive } = aHome(line.databaseFile);
  database.transaction(() => {
    for (let hour = everyHours; hour <= LAST_HOUR; hour += everyHours)
      receive(post({ id: `${hour * 100}`, by: 'ada', atMs: hours(hour) }), hours(hour));
  });
  return { line, database };
}

const later = (hoursLater: number) => hours(LAST_HOUR + hoursLater);

test('a week that is read back still makes nobody’s home a slow one', () => {
  const nowMs = (later(0) + HOUR_MS / 2) as EpochMs;
  const { database } = aHomeEvery(1, nowMs);
  const rate = () => measureTurnover(openIntake(database), nowMs)?.perDay;
  expect(rate()).toBe(24);

  // Nothing of these ten days is known but one post that was found.
  database.connection.exec(
    `delete from arrivals where entered_at_ms between ${hours(2)} and ${hours(240)}`,
  );
  const hole = { fromMs: hours(2), toMs: hours(241), noticedAtMs: nowMs, detail: '' };
  expect(rate()).toBeLessThan(15);
  openHoles(database).add({ ...hole, loginKey: 1, state: 'open' });

  expect(rate()).toBe(24);
});
