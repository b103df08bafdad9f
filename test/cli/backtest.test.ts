import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { pastNights } from '../../src/cli/past_nights.ts';
import { DAY_MS, type EpochMs, isoOf } from '../../src/core/clock.ts';
import { DAYS } from '../../src/core/schedule.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from '../support/command_line.ts';
import { hours } from '../support/entries.ts';
import { aBusyHome, nightOf } from '../support/read_home.ts';
import { wallTime } from '../support/wall_time.ts';

/** The days that `aBusyHome` tells of, the last three of them drawn and read. */
function aReadHome(days = 12) {
  const home = aCommandLine({ time: { ...wallTime, now: () => hours(days * 24) } });
  mkdirSync(dirname(home.databaseFile), { recursive: true });
  mkdirSync(dirname(home.configFile), { recursive: true });
  writeFileSync(home.configFile, 'timezone = "UTC"\n[feeds.calm]\nsize = 8\n');
  const told = aBusyHome(days, home.databaseFile);
  for (const day of [days - 3, days - 2, days - 1])
    told.read(told.draw(nightOf(day), `${day}`), (uri) => /[05]$/.test(uri));
  told.database.close();
  return home;
}

test('the usual feed and those of the owner are judged over the nights of their own history', async () => {
  const home = aReadHome();

  const { exitCode, stdout, stderr } = await home.run(['backtest', '--json']);
  const judged = JSON.parse(stdout);

  expect(exitCode).toBe(0);
  expect(stderr).toContain('100 % drawn');
  expect(judged.map(({ feed }: { feed: string }) => feed)).toEqual(['morning', 'calm']);
  expect(judged[0]).toMatchObject({
    captured: expect.any(Number),
    against_chance: expect.any(Number),
    interval: { from: expect.any(Number), to: expect.any(Number), level: 0.95 },
    verdict: 'too little to tell',
    coverage: null,
    repeats: expect.any(Number),
    nights: 12,
    from: '2026-11-02T05:30:00.000Z',
    to: '2026-11-13T05:30:00.000Z',
  });
  expect(judged[0].acts).toBeGreaterThan(0);
  expect(judged[0].left_out.map(({ about }: { about: string }) => about)).toEqual([
    'filters',
    'mutes',
    'deletions',
    'edits',
    'counts',
    'profiles',
    'reading',
  ]);
});

test('what a bad disk changed of an edition ends no backtest', async () => {
  const home = aReadHome();
  const connection = openConnection(home.databaseFile);
  connection.pragma('ignore_check_constraints = on');
  connection.exec("update entries set signals = '!' || substr(signals, 2) where position = 3");
  connection.close();

  const { exitCode, stderr } = await home.run(['backtest', '--feed', 'morning']);

  expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('should not happen')]);
});

test('a person reads what it stands on, the verdict and what was left out', async () => {
  const home = aReadHome();

  const said = await home.run(['backtest', '--feed', 'morning', 'pictures', '--days', '5']);

  expect(said.exitCode).toBe(0);
  expect(said.stdout).toMatch(/^5 nights, 2026-11-09 to 2026-11-13\./);
  expect(said.stdout).toContain('too little to tell');
  expect(said.stdout).toContain('\npictures\n');
  expect(said.stdout).toContain('What cannot be known as of then, and was left out');
});

test('what cannot be judged is said with the remedy', async () => {
  const home = aReadHome(1 + 3);
  const empty = aCommandLine({ time: { ...wallTime, now: () => hours(1) } });
  mkdirSync(dirname(empty.databaseFile), { recursive: true });
  aBusyHome(0, empty.databaseFile).database.close();

  const unknown = await home.run(['backtest', '--feed', 'nope']);
  const never = await home.run(['backtest', '--days', '0']);
  const nothing = await empty.run(['backtest']);

  expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
  expect(unknown.stderr).toContain('--feed: there is no feed "nope"');
  expect(never.exitCode).toBe(2);
  expect(nothing).toMatchObject({ exitCode: 1, stdout: '' });
  expect(nothing.stderr).toContain('nothing has come in yet');
});

test('Ctrl-C ends it cleanly, without an answer', async () => {
  const home = aReadHome();
  const controller = new AbortController();
  const stderr = {
    write: async () => controller.abort(new DOMException('stopped', 'AbortError')),
    isTerminal: false,
    columns: 80,
  };

  const said = await home.run(['backtest'], { stopped: controller.signal, stderr });

  expect(said).toMatchObject({ exitCode: 0, stdout: '' });
});

test('a night is when its first edition was drawn, or the hour at which one would have been', () => {
  const nights = pastNights({
    fromMs: hours(0),
    toMs: hours(80),
    schedule: { at: '05:30', days: DAYS },
    timezone: 'UTC',
    drawnAtMs: [hours(2), hours(3), hours(26), hours(27)],
  });

  // The history begins at 06:00: an edition that evening, one at 08:00 the next day, then none.
  expect(nights.map(isoOf)).toEqual([
    isoOf(hours(2)),
    isoOf(hours(26)),
    '2026-11-03T05:30:00.000Z',
    '2026-11-04T05:30:00.000Z',
  ]);
});

test.each([
  // The clocks go on over the hour: it is when they do. Greenland's did at 22:00 until 2023.
  ['America/Nuuk', '23:30', '2024-03-29T12:00:00Z', ['03-30T01:30', '03-31T01:00', '04-01T00:30']],
  ['America/Nuuk', '22:30', '2023-03-24T12:00:00Z', ['03-25T01:30', '03-26T01:00', '03-27T00:30']],
  ['Europe/Vienna', '02:30', '2026-03-27T12:00:00Z', ['03-28T01:30', '03-29T01:00', '03-30T00:30']],
  ['Europe/Vienna', '02:30', '2026-10-23T12:00:00Z', ['10-24T00:30', '10-25T00:30', '10-26T01:30']],
])('a night of %s at %s is counted also where the clocks are set', (timezone, at, from, told) => {
  const fromMs = Date.parse(from) as EpochMs;
  const nights = pastNights({
    fromMs,
    toMs: (fromMs + 3 * DAY_MS) as EpochMs,
    schedule: { at, days: DAYS },
    timezone,
    drawnAtMs: [],
  });

  expect(nights.map((atMs) => isoOf(atMs).slice(5, 16))).toEqual(told);
});
