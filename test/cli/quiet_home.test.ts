import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { measureTurnover } from '../../src/cli/turnover.ts';
import { type EpochMs, HOUR_MS } from '../../src/core/clock.ts';
import { openHoles } from '../../src/store/holes.ts';
import { openIngestState } from '../../src/store/ingest_state.ts';
import { openIntake } from '../../src/store/intake.ts';
import { takeIngestLock } from '../../src/store/lock.ts';
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
  const hear = (atMs: EpochMs) => openIngestState(database).set(1, 'last_heard', 'poll', atMs);
  const checkOf = async (name: string) => {
    const { checks } = JSON.parse((await line.run(['doctor', '--json', '--offline'])).stdout);
    return checks.find((check: { readonly name: string }) => check.name === name);
  };
  return { line, database, hear, checkOf };
}

const later = (hoursLater: number) => hours(LAST_HOUR + hoursLater);

test.each([
  ['hourly, with nothing for eight hours beside a living server', 1, 8, 8, true],
  ['hourly, with nothing for eleven hours', 1, 11, 11, false],
  ['hourly, swept eleven hours ago by cron', 1, 11, 0.1, true],
  ['twice a day, with nothing for two days', 12, 48, 48, true],
  ['twice a day, with nothing for a week', 12, 168, 168, false],
])('a home that is filled %s', async (_, everyHours, nowHours, heardHours, ok) => {
  const { hear, checkOf } = aHomeEvery(everyHours, later(nowHours));
  hear(later(heardHours));

  expect(await checkOf('arrivals')).toMatchObject({ ok });
});

test('a hole that is being read is well; one that nobody reads, or for days, is not', async () => {
  const readingMs = [later(2), later(100)] as const;
  for (const nowMs of readingMs) {
    const { line, database, checkOf } = aHomeEvery(1, nowMs);
    const stretch = { fromMs: hours(-100), toMs: later(-3), noticedAtMs: later(0) };
    openHoles(database).add({ ...stretch, loginKey: 1, state: 'open', detail: 'asked for' });

    expect(await checkOf('holes')).toMatchObject({ ok: false });
    const lock = takeIngestLock(line.databaseFile);
    const read = await checkOf('holes');
    openHoles(database).begin({ ...stretch, fromMs: later(-2), loginKey: 1, detail: '' });
    const lasting = await checkOf('holes');
    lock.release();

    expect(read.ok).toBe(nowMs === readingMs[0]);
    if (read.ok) expect(read.detail).toMatch(/^1 open, .* Driftline is reading on$/);
    expect(lasting).toMatchObject({ ok: false });
  }
});

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

test('a home that is empty is no fault once the server was heard', async () => {
  const { database, hear, checkOf } = aHomeEvery(LAST_HOUR + 1, later(0));

  const before = await checkOf('arrivals');
  const undrawn = await checkOf('edition');
  hear(later(0));
  database.close();
  const after = await checkOf('arrivals');

  expect(before).toMatchObject({ ok: false, detail: 'nothing has come in yet' });
  expect(after).toMatchObject({
    ok: true,
    detail: 'nothing has come in yet; the server was heard just now',
    remedy: null,
  });
  expect(undrawn).toMatchObject({ ok: false, detail: 'none was drawn yet' });
  expect(await checkOf('edition')).toMatchObject({
    ok: true,
    detail: 'none was drawn yet: there is nothing to draw from',
  });
});
