import seedrandom from 'seedrandom';
import { expect, onTestFinished, test } from 'vitest';
import { aRealProgram, untilMore } from './real_program.ts';
import { untoldIn } from './untold.ts';

const KILLS = 100;
const AUTHORS = 500;
const EVERY_MS = 2; // 500 a second
const SETTLED_MS = 20_000;
/** So many lives use up our share of requests: the next waits for the server's window to end. */
const PATIENCE_MS = 120_000;

test('a hundred kills while five hundred come a second lose nothing and double nothing', async () => {
  let sent = 0;
  const program = await aRealProgram({
    everyMs: EVERY_MS,
    posts: 900 * 500, // a quarter of an hour
    authors: AUTHORS,
    pace: 4,
    historyMs: 0,
    witness: {
      entered() {
        sent += 1;
      },
    },
  });
  onTestFinished(program.close);
  const draw = seedrandom.alea('kill');
  const startedMs = Date.now();
  let committed = new Set<string>();
  const tally = { kills: 0, intact: 0, lost: 0, doubled: 0 };

  for (let kill = 0; kill < KILLS; kill += 1) {
    program.start();
    await untilMore(program, PATIENCE_MS).catch((error) => {
      say({ kill, isRunning: program.isRunning(), stderr: program.stderr().slice(-3_000) });
      throw error;
    });
    await new Promise((resolve) => setTimeout(resolve, draw() * 1_500));
    const before = program.ask<string>('select server_id from arrivals');
    program.signal('SIGKILL');
    await program.exited();
    const after = new Set(program.ask<string>('select server_id from arrivals'));
    tally.kills += 1;
    tally.lost += [...committed, ...before].filter((id) => !after.has(id)).length;
    const verdicts = program.ask<string>('pragma integrity_check');
    tally.intact += verdicts.length === 1 && verdicts[0] === 'ok' ? 1 : 0;
    tally.doubled += program.number('select count(*) - count(distinct server_id) from arrivals');
    tally.doubled += program.number('select count(*) - count(distinct uri) from statuses');
    committed = after;
  }
  const seconds = (Date.now() - startedMs) / 1_000;
  program.start();
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const stoppedMs = Date.now();
  program.signal('SIGTERM');
  const exitCode = await program.exited();
  const endedInMs = Date.now() - stoppedMs;

  const untold = untoldIn(program, AUTHORS, { untilMs: stoppedMs - SETTLED_MS / 2 });
  const stored = program.number('select count(*) from arrivals');
  const perSecond = Math.round(sent / (seconds + SETTLED_MS / 1_000));
  const verdict = { ...tally, untold: untold.length, exitCode };
  say({ ...verdict, seconds: Math.round(seconds), perSecond, stored, endedInMs });
  expect(verdict).toEqual({
    kills: KILLS,
    intact: KILLS,
    lost: 0,
    doubled: 0,
    untold: 0,
    exitCode: 0,
  });
});

function say(figures: object): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
