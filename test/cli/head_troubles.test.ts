import { expect, test } from 'vitest';
import { openHeadTroubles } from '../../src/cli/head_troubles.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { longestGap } from '../../src/core/schedule.ts';
import { CLOCK_AHEAD, openIngestState } from '../../src/store/ingest_state.ts';
import { aPageWorld, DRAWN_AT_MS } from '../support/page_world.ts';

test('the head tells what the doctor finds, with the remedy, and forgets it when it is well', () => {
  const { database, login } = aPageWorld(3);
  let nowMs = DRAWN_AT_MS + 2 * DAY_MS;
  const time = { now: () => nowMs as EpochMs, after: () => () => {} };
  const troubles = openHeadTroubles(database, time);
  const state = openIngestState(database);
  state.set(login.loginKey, CLOCK_AHEAD, String(10 * MINUTE_MS), nowMs as EpochMs);

  expect(troubles().map(({ what, remedy }) => `${what}. ${remedy}`)).toEqual([
    'This machine is 10 minutes ahead of the server. Let the system set the clock by itself (NTP).',
    'No new edition: edition 1 was drawn 2 days ago, with 3 posts. ' +
      'Leave "driftline run" running at night, or run "driftline rank".',
  ]);
  state.set(login.loginKey, CLOCK_AHEAD, '0', nowMs as EpochMs);
  nowMs = DRAWN_AT_MS + 2 * MINUTE_MS + 2 * DAY_MS;
  expect(troubles()).toHaveLength(1);
});

test('where editions are drawn on Saturdays alone none is missing before', () => {
  const { database } = aPageWorld(3);
  const onSaturdays = (days: number) => {
    const time = { now: () => (DRAWN_AT_MS + days * DAY_MS) as EpochMs, after: () => () => {} };
    return openHeadTroubles(database, time, longestGap(['sat']))().map(({ what }) => what);
  };

  expect(onSaturdays(7.4)).toEqual([]);
  expect(onSaturdays(8)).toEqual(['No new edition: edition 1 was drawn 8 days ago, with 3 posts']);
});

test('the head sees at once that a clock which was ahead was set right', () => {
  const { database, login } = aPageWorld(3);
  let nowMs = DRAWN_AT_MS + 2 * HOUR_MS;
  const time = { now: () => nowMs as EpochMs, after: () => () => {} };
  const troubles = openHeadTroubles(database, time);
  const state = openIngestState(database);
  state.set(login.loginKey, CLOCK_AHEAD, String(2 * HOUR_MS), nowMs as EpochMs);
  const before = troubles().map(({ what }) => what);

  nowMs -= 2 * HOUR_MS;
  state.set(login.loginKey, CLOCK_AHEAD, '0', nowMs as EpochMs);

  expect(before).toEqual(['This machine is 2 hours ahead of the server']);
  expect(troubles()).toEqual([]);
});
