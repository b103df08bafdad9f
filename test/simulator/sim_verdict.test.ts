import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { openHoles } from '../../src/store/holes.ts';
import { faultNamed } from './sim_faults.ts';
import { A_DAY, type Fault, PATIENCE, simulate } from './simulate.ts';

const AWAY_FROM_MS = 3 * HOUR_MS;
const AWAY_UNTIL_MS = 8 * HOUR_MS;

const away: Fault = {
  name: 'nobody answers for five hours',
  arrange(sim) {
    sim.at(sim.startMs + AWAY_FROM_MS, () => {
      sim.setWire('isDown', 'away', true);
      sim.server.dropSockets();
    });
    sim.at(sim.startMs + AWAY_UNTIL_MS, () => sim.setWire('isDown', 'away', false));
  },
};
/** The home holds three hours of it; of what it no longer has, everybody's own pages tell. */
const A_MORNING = { ...A_DAY, homeLimit: 80, arrivalsPerDay: 3_000, calmMs: 0 };
const after = (ms: number) => ({ days: (AWAY_UNTIL_MS + ms) / DAY_MS });

test('a hole is true though a crawl under way has found what was missing', PATIENCE, async () => {
  const plan = { ...A_MORNING, ...after(8 * MINUTE_MS), faults: [away] };

  const verdict = await simulate(plan);

  expect(verdict).toMatchObject({ holes: 1, crawledHoles: 0, falseHoles: [] });
});

test('a hole for nothing is false, before it is crawled and after', PATIENCE, async () => {
  const plan = { ...A_MORNING, ...after(0), faults: [] };
  const tellOfNothing = (state: 'open' | 'crawled') => (deps: IngestDeps) => {
    deps.time.after(AWAY_UNTIL_MS - 2 * MINUTE_MS, () => {
      const toMs = (deps.time.now() - HOUR_MS) as EpochMs;
      const fromMs = (toMs - HOUR_MS) as EpochMs;
      openHoles(deps.database).add({
        loginKey: 1,
        fromMs,
        toMs,
        noticedAtMs: toMs,
        detail: 'nothing',
        state,
      });
    });
    return ingest(deps);
  };

  const open = await simulate({ ...plan, program: tellOfNothing('open') });
  const crawled = await simulate({ ...plan, program: tellOfNothing('crawled') });

  const words = [expect.stringMatching(/^nothing is missing from /)];
  expect(open).toMatchObject({ holes: 1, crawledHoles: 0, falseHoles: words });
  expect(crawled).toMatchObject({ holes: 1, crawledHoles: 1, falseHoles: words });
});

test(
  'an edit of the last minute, whose frame is not there yet, is no wrong text',
  PATIENCE,
  async () => {
    const faults = ['frames change places', '429'].map(faultNamed);

    const verdict = await simulate({ ...A_DAY, seed: '11 13', faults });

    expect(verdict.wrongTexts).toEqual([]);
  },
);

test(
  'a stream that is late while nothing else is answered leaves no false hole',
  PATIENCE,
  async () => {
    const faults = ['frames change places', '429'].map(faultNamed);

    const verdict = await simulate({ ...A_DAY, seed: '3 13', faults });

    expect(verdict).toMatchObject({ holes: 0, falseHoles: [] });
  },
);

test('a program that two faults kill is begun once, when both are over', PATIENCE, async () => {
  const faults = ['kill -9', 'the clock is set while nothing runs'].map(faultNamed);
  let lives = 0;
  let beside = 0;
  const program = ({ time }: IngestDeps) => {
    lives += 1;
    const mine = lives;
    const look = () => {
      if (mine < lives) beside += 1;
      time.after(MINUTE_MS, look);
    };
    look();
    return new Promise<void>(() => {});
  };

  await simulate({ ...A_DAY, faults, program });

  expect(lives).toBeGreaterThan(faults.length);
  expect(beside).toBe(0);
});
