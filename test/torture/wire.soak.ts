import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { SECOND_MS } from '../../src/core/clock.ts';
import type { DemoFaults } from '../../src/demo/server_faults.ts';
import { aRealProgram, type RealProgram, untilMore } from './real_program.ts';
import { untoldIn } from './untold.ts';

const PACE = 30;
const AUTHORS = 50;
const EVERY_MS = 100;
/** The home holds 80 s of it, which are forty minutes at this pace. */
const HOME = 800;
const LASTS_MS = 6 * SECOND_MS;
const CALM_MS = 4 * SECOND_MS;
/** Two audits of all, and what is late. */
const SETTLED_MS = 90 * SECOND_MS;

interface Trouble {
  readonly begin: (program: RealProgram) => unknown;
  readonly end: (program: RealProgram) => unknown;
}

const misbehaves = (fault: keyof DemoFaults, value: unknown = true): Trouble => ({
  begin: ({ server }) => Object.assign(server.faults, { [fault]: value }),
  end: ({ server }) => Object.assign(server.faults, { [fault]: undefined }),
});

/**
 * As the simulator has them, but through a port, sockets and a process of its own. Not the 429: the
 * window whose end it names is five real minutes long.
 */
const TROUBLES: Readonly<Record<string, Trouble>> = {
  'nobody answers': { begin: ({ server }) => server.stop(), end: ({ server }) => server.start() },
  'kill -9': { begin: (program) => program.signal('SIGKILL'), end: (program) => program.start() },
  'the program is stopped': {
    begin: (program) => program.signal('SIGSTOP'),
    end: (program) => program.signal('SIGCONT'),
  },
  'the stream is deaf': misbehaves('deaf'),
  'a proxy answers 502': misbehaves('status502'),
  'a captive portal answers': misbehaves('portal'),
  '206, the home is rebuilt': misbehaves('rebuilding'),
  'frames come twice': misbehaves('duplicateEvery', 2),
  'strange frames': misbehaves('strangeFrames'),
  'no batches': misbehaves('withoutBatch'),
  'jobs run late': misbehaves('lateBy', (name: string) => (name.length % 3) * SECOND_MS),
};

test('through real sockets nothing is lost or left untold, whatever goes wrong', async () => {
  const lastsMs = Object.keys(TROUBLES).length * (LASTS_MS + CALM_MS) + SETTLED_MS;
  const program = await aRealProgram({
    everyMs: EVERY_MS,
    posts: Math.ceil((lastsMs + 60 * SECOND_MS) / EVERY_MS),
    authors: AUTHORS,
    pace: PACE,
    homeLimit: HOME,
    historyMs: 0,
  });
  onTestFinished(program.close);
  program.start();
  await untilMore(program);

  for (const { begin, end } of Object.values(TROUBLES)) {
    await begin(program);
    await pause(LASTS_MS);
    await end(program);
    await pause(CALM_MS);
  }
  await pause(SETTLED_MS);

  const figures = {
    stored: program.number('select count(*) from statuses'),
    doubled: program.number('select count(*) - count(distinct server_id) from arrivals'),
    untold: untoldIn(program, AUTHORS, { untilMs: Date.now() - 2 * SECOND_MS }),
    holes: program.ask<string>(
      "select format('%s, %d s', state, (to_ms - from_ms) / 1000) from holes order by from_ms",
    ),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures).toMatchObject({ doubled: 0, untold: [] });
  expect(program.isRunning()).toBe(true);
});
