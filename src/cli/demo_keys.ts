import { MINUTE_MS, sleep } from '../core/clock.ts';
import type { Edition } from '../core/edition.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Feed } from '../core/feed.ts';
import { SIGNAL_TEXTS } from '../core/signals.ts';
import type { ToldRun } from '../demo/told_run.ts';
import { differenceOf } from '../rank/difference.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export interface DemoDesk {
  readonly run: ToldRun;
  readonly session: Session;
  readonly edition: Edition | undefined;
  readonly feed: Feed;
}

const AWAY_MS = MINUTE_MS;
const NAMED_MAX = 5;

/**
 * What is typed while the demo goes on. Never ends by itself: where nothing can be typed, nothing
 * is.
 */
export async function listenForKeys(desk: DemoDesk, surroundings: Surroundings): Promise<void> {
  const decoder = new TextDecoder();
  let typed = '';
  for await (const bytes of surroundings.stdin()) {
    typed += decoder.decode(bytes, { stream: true });
    const lines = typed.split('\n');
    typed = lines.pop() ?? '';
    for (const line of lines) await answer(line.trim(), desk, surroundings);
  }
  await new Promise(() => {});
}

async function answer(line: string, desk: DemoDesk, surroundings: Surroundings): Promise<void> {
  const { session } = desk;
  const [word, signal, exponent] = line.split(/\s+/);
  try {
    if (word === 'stop') return await goAway(desk, surroundings);
    if (word === 'weight') return await weigh(desk, surroundings, signal ?? '', Number(exponent));
    if (word !== '') session.say('Type "stop", or "weight SIGNAL EXPONENT"; Ctrl-C ends the demo.');
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    session.say(error.message);
  }
}

async function goAway({ run, session }: DemoDesk, { time, stopped }: Surroundings): Promise<void> {
  await run.server.stop();
  session.say('The server is away for a minute. Reload the page: its head says so.');
  await sleep(time, AWAY_MS, stopped).catch(() => {}); // rejects only when the demo ends
  if (stopped.aborted) return;
  await run.server.start();
  session.say('The server is back. What was missed is filled in; a hole that missed nothing goes.');
}

/** Last night once more, dry, with one exponent changed: same moment, same dice. */
async function weigh(
  { edition, feed, session }: DemoDesk,
  { drawAside }: Surroundings,
  signal: string,
  exponent: number,
): Promise<void> {
  if (edition === undefined)
    throw new DriftlineError('not_found', 'there is no edition to compare with');
  if (!Object.hasOwn(SIGNAL_TEXTS, signal) || !(exponent >= 0 && exponent <= 10)) {
    const names = Object.keys(SIGNAL_TEXTS).join(', ');
    throw new DriftlineError(
      'usage',
      `say "weight SIGNAL EXPONENT": an exponent from 0 to 10, a signal of ${names}`,
    );
  }
  const task = {
    file: session.databaseFile,
    seed: edition.seed,
    nowMs: edition.drawnAtMs,
    dryRun: true,
  };
  const before = await drawAside({ ...task, feed });
  const exponents = { ...feed.exponents, [signal]: exponent };
  const after = await drawAside({ ...task, feed: { ...feed, exponents } });
  const { enter, leave, move } = differenceOf(before, after);
  const who = (ids: readonly string[], of: Edition) => {
    const names = ids.map(
      (id) => of.entries.find(({ statusId }) => statusId === id)?.account ?? id,
    );
    const more = names.length > NAMED_MAX ? ` and ${names.length - NAMED_MAX} more` : '';
    return names.length === 0 ? '' : `: ${names.slice(0, NAMED_MAX).join(', ')}${more}`;
  };
  session.say(
    `With ${signal} to the power of ${exponent}, the same night, the same dice:`,
    `  ${enter.length} would enter${who(enter, after)}`,
    `  ${leave.length} would leave${who(leave, before)}`,
    `  ${move.length} would move`,
  );
}
