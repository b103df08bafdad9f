import { expect, test } from 'vitest';
import type { Night } from '../../src/cli/due_nights.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { DAYS } from '../../src/core/schedule.ts';
import { openFeedEditions } from '../../src/store/feed_editions.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { at, MORNING_NIGHT, nightsFrom } from '../support/told_nights.ts';

const CALM: Night = { feed: 'calm', schedule: { at: '06:30', days: DAYS }, isUsual: false };

/** One machine, started at several times: what each start draws. */
function aMachine() {
  const { planned } = openFeedEditions(aNewDatabase());
  return {
    async drawnFrom(start: string, forMs: number, nights: readonly Night[]) {
      const { drawn, pass, end } = nightsFrom(start, { planned, nights: () => nights });
      await pass(forMs);
      await end();
      return drawn.map((night) => night.slice(0, -8));
    },
  };
}

test('a feed has its first edition on a machine that is off at its hour, too', async () => {
  const { drawnFrom } = aMachine();
  const both = [MORNING_NIGHT, CALM];

  const evening = await drawnFrom('2026-11-24T18:00:00Z', 3 * HOUR_MS, both);
  const morning = await drawnFrom('2026-11-25T09:00:00Z', 2 * MINUTE_MS, both);

  expect(evening).toEqual(['2026-11-24T18:00']);
  expect(morning).toEqual(['2026-11-25T09:00', 'calm 2026-11-25T09:00']);
});

test('one that was taken out of the settings waits for its hour when it is back', async () => {
  const { drawnFrom } = aMachine();

  await drawnFrom('2026-11-24T18:00:00Z', HOUR_MS, [MORNING_NIGHT, CALM]);
  await drawnFrom('2026-11-25T09:00:00Z', HOUR_MS, [MORNING_NIGHT]);
  const back = await drawnFrom('2026-11-25T12:00:00Z', HOUR_MS, [MORNING_NIGHT, CALM]);

  expect(back).toEqual(['2026-11-25T12:00']);
});

test('one that came while the clock was a month ahead does not wait for a month', () => {
  const { planned } = openFeedEditions(aNewDatabase());
  const right = at('2026-11-24T18:00:00Z');
  planned(['calm'], at('2026-12-24T18:00:00Z'));

  planned(['calm'], right);
  const later = planned(['calm'], at('2026-11-25T18:00:00Z'));

  expect(later.get('calm')).toBe(right);
});
