import { expect, test } from 'vitest';
import { type Night, nightsOf } from '../../src/cli/due_nights.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { readConfig } from '../../src/core/config.ts';
import { DAYS } from '../../src/core/schedule.ts';
import type { FirstReading } from '../../src/store/stats.ts';
import { at, MORNING_NIGHT, nightsFrom } from '../support/told_nights.ts';

test('one edition is drawn each night, and the first as soon as there is something', async () => {
  let hasAny = false;
  const { drawn, pass, end } = nightsFrom('2026-11-24T12:00:00Z', {
    hasCandidates: () => hasAny,
  });

  await pass(HOUR_MS);
  hasAny = true;
  await pass(2 * DAY_MS);
  await end();

  expect(drawn).toEqual([
    '2026-11-24T13:00:01.000Z',
    '2026-11-25T05:30:00.000Z',
    '2026-11-26T05:30:00.000Z',
  ]);
});

test('the store is kept once a night, after the draw, and after one that failed', async () => {
  const { drawn, kept, pass, end } = nightsFrom('2026-11-24T12:00:00Z', { failures: 3 });

  await pass(2 * DAY_MS);
  await end();

  expect(drawn[0]).toBe('2026-11-24T12:07:00.000Z');
  expect(kept).toEqual(['2026-11-25T05:30:00.000Z', '2026-11-26T05:30:00.000Z']);
});

test('a draw that fails is tried again a minute later, and told of until it is made up', async () => {
  const { drawn, failed, pass, end } = nightsFrom('2026-11-24T12:00:00Z', { failures: 2 });

  await pass(MINUTE_MS);
  expect(failed).toEqual(['the disk is full']);
  await pass(HOUR_MS);
  await end();

  expect(drawn).toEqual(['2026-11-24T12:03:00.000Z']);
  expect(failed).toEqual(['the disk is full', undefined]);
});

test('what fails again and again is tried once in a quarter of an hour', async () => {
  const { drawn, pass, end } = nightsFrom('2026-11-24T12:00:00Z', { failures: 10 });

  await pass(3 * HOUR_MS);
  await end();

  expect(drawn).toEqual(['2026-11-24T13:45:00.000Z']);
});

test('what failed of a feed that is no longer drawn is not told of any more', async () => {
  const calm: Night = { feed: 'calm', schedule: { at: '08:00', days: DAYS }, isUsual: false };
  let nights: readonly Night[] = [MORNING_NIGHT, calm];
  const { failed, pass, end } = nightsFrom('2026-11-24T07:00:00Z', {
    nights: () => nights,
    failing: 'calm',
  });

  await pass(2 * HOUR_MS);
  const before = failed.at(-1);
  nights = [MORNING_NIGHT];
  await pass(HOUR_MS);
  await end();

  expect(before).toBe('the disk is full');
  expect(failed.at(-1)).toBeUndefined();
});

test('the first edition waits for the home, the follows and the taste, and not for ever', async () => {
  const start = '2026-11-24T12:00:00Z';
  const second = (count: number) => at(start) + count * SECOND_MS;
  let told: FirstReading = { homeReadMs: null, isWhole: false };
  const whole = nightsFrom(start, { firstReading: () => told });
  const tasteless = nightsFrom(start, {
    firstReading: () => ({ homeReadMs: second(10), isWhole: false }),
  });
  const slow = nightsFrom(start, {
    firstReading: () => ({ homeReadMs: null, isWhole: true }),
  });
  const silent = nightsFrom(start, {
    firstReading: () => ({ homeReadMs: null, isWhole: false }),
  });
  const heldUp = nightsFrom(start, {
    firstReading: () => ({ homeReadMs: null, isWhole: false }),
    isHeldUp: () => true,
  });

  await whole.pass(12 * SECOND_MS);
  told = { homeReadMs: second(12), isWhole: false };
  await whole.pass(8 * SECOND_MS);
  told = { homeReadMs: second(12), isWhole: true };
  for (const one of [whole, tasteless, slow, silent, heldUp]) {
    await one.pass(HOUR_MS);
    await one.end();
  }

  expect(whole.drawn).toEqual(['2026-11-24T12:00:21.000Z']);
  expect(tasteless.drawn).toEqual(['2026-11-24T12:00:45.000Z']);
  expect(slow.drawn).toEqual(['2026-11-24T12:00:45.000Z']);
  expect(heldUp.drawn).toEqual(['2026-11-24T12:00:45.000Z']);
  expect(silent.drawn).toEqual(['2026-11-24T12:20:00.000Z']);
});

test('a feed is drawn on its own days at its own time, beside the usual one', async () => {
  const pictures: Night = {
    feed: 'pictures',
    schedule: { at: '08:00', days: ['wed', 'sat'] },
    isUsual: false,
  };
  // A Tuesday.
  const { drawn, pass, end } = nightsFrom('2026-11-24T12:00:00Z', {
    nights: () => [MORNING_NIGHT, pictures],
  });

  await pass(5 * DAY_MS);
  await end();

  expect(drawn.filter((one) => one.startsWith('pictures'))).toEqual([
    'pictures 2026-11-25T08:00:00.000Z',
    'pictures 2026-11-28T08:00:00.000Z',
  ]);
  expect(drawn.filter((one) => !one.startsWith('pictures'))).toHaveLength(6);
});

test('which feeds are drawn by themselves is said in the settings', async () => {
  const config = await readConfig(
    '[rank]\nfeed = "calm"\n[feeds.calm]\nsize = 9\n[feeds.slow]\ndays = ["sun", "sat"]\n[feeds.idle]\n',
    'config.toml',
  );

  expect(nightsOf(config)).toEqual([
    { feed: 'calm', schedule: { at: '05:30', days: DAYS }, isUsual: true },
    { feed: 'slow', schedule: { at: '05:30', days: ['sat', 'sun'] }, isUsual: false },
  ]);
});

test('a night that was slept through is drawn on waking, after the sweep, and said till then', async () => {
  let heard = at('2026-11-24T12:00:00Z') as number;
  const { drawn, late, time, sleepUntil, pass, end } = nightsFrom('2026-11-24T12:00:00Z', {
    lastHeardMs: () => heard,
  });
  await pass(HOUR_MS);
  heard = time.now();

  sleepUntil(at('2026-11-25T07:10:20Z'));
  await pass(3 * MINUTE_MS);
  const untilSwept = [...drawn];
  const said = late.at(-1);
  heard = time.now();
  await pass(HOUR_MS);
  await end();

  expect(untilSwept).toEqual(['2026-11-24T12:00:01.000Z']);
  expect(said).toBe('2026-11-25T05:30:00.000Z');
  expect(drawn.slice(1)).toEqual(['2026-11-25T07:14:00.000Z']);
  expect(late.at(-1)).toBeUndefined();
});

test('where the server stays away, it is drawn ten minutes after waking', async () => {
  const { drawn, sleepUntil, pass, end } = nightsFrom('2026-11-24T12:00:00Z', {
    lastHeardMs: () => 1,
  });
  await pass(HOUR_MS);

  sleepUntil(at('2026-11-25T07:10:20Z'));
  await pass(HOUR_MS);
  await end();

  expect(drawn.slice(1)).toEqual(['2026-11-25T07:22:00.000Z']);
});

test('who wakes minutes before the hour has one edition, at the hour, and is told till then', async () => {
  const { drawn, late, sleepUntil, pass, end } = nightsFrom('2026-11-24T12:00:00Z');
  await pass(HOUR_MS);

  sleepUntil(at('2026-11-26T05:26:30Z')); // all of a night, and nearly the next
  await pass(2 * MINUTE_MS);
  const said = late.at(-1);
  await pass(HOUR_MS);
  await end();

  expect(said).toBe('2026-11-25T05:30:00.000Z');
  expect(drawn.slice(1)).toEqual(['2026-11-26T05:30:00.000Z']);
  expect(late.at(-1)).toBeUndefined();
});

test('the first edition of all is drawn at once, minutes before the hour too', async () => {
  const { drawn, pass, end } = nightsFrom('2026-11-24T05:20:00Z');

  await pass(HOUR_MS);
  await end();

  expect(drawn).toEqual(['2026-11-24T05:20:01.000Z', '2026-11-24T05:30:00.000Z']);
});

test('an hour that is changed, and a feed that is new, hold from the next night of theirs', async () => {
  const later = { ...MORNING_NIGHT, schedule: { at: '07:00', days: DAYS } };
  const evening: Night = { feed: 'evening', schedule: { at: '08:00', days: DAYS }, isUsual: false };
  let nights: readonly Night[] = [MORNING_NIGHT];
  const { drawn, pass, end } = nightsFrom('2026-11-24T12:00:00Z', { nights: () => nights });

  await pass(HOUR_MS);
  nights = [later, evening];
  await pass(DAY_MS);
  await end();

  expect(drawn).toEqual([
    '2026-11-24T12:00:01.000Z',
    '2026-11-25T07:00:00.000Z',
    'evening 2026-11-25T08:00:00.000Z',
  ]);
});
