import type { Command } from 'commander';
import { isoOf } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import type { ShownHole } from '../store/hole_rows.ts';
import type { Stretch } from '../store/seen_elsewhere.ts';
import { openStats } from '../store/stats.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { readPoint } from './time_points.ts';
import { timezoneOf } from './timezone.ts';

interface SeenOptions {
  readonly from?: string;
  readonly to?: string;
  readonly undo?: boolean;
}

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--from <time>', 'where the stretch begins: 2026-11-20, or 2026-11-20T18:30')
    .option('--to <time>', 'where it ends; a day ends with its midnight (default: now)')
    .option('--undo', 'take it back: of that stretch, or what was said last')
    .addHelpText('after', ABOUT)
    .action((options: SeenOptions) => seen(command, surroundings, options));
}

const ABOUT = `
What stood in your home in that stretch counts as seen: you read it elsewhere, or let it
go. What a mute or filter hides stays unseen. Times are those of your time zone.`;

async function seen(
  command: Command,
  surroundings: Surroundings,
  options: SeenOptions,
): Promise<void> {
  const session = openSession(command, surroundings);
  const stretch = await stretchOf(options, session, surroundings);
  const database = await session.openDatabase('must exist');
  try {
    const { openSeenElsewhere } = await import('../store/seen_elsewhere.ts');
    const elsewhere = openSeenElsewhere(database);
    const nowMs = surroundings.time.now();
    if (options.undo === true) {
      const posts =
        stretch === undefined ? elsewhere.unmarkSaid(nowMs) : elsewhere.unmark(stretch, nowMs);
      answer({ posts, stretch, words: 'unseen again' }, session);
    } else {
      const posts = elsewhere.mark(stretch as Stretch, nowMs);
      const isFilling = openStats(database)
        .holes()
        .some((hole) => hole.state === 'open' && touches(hole, stretch as Stretch));
      answer({ posts, stretch, words: 'as seen', isFilling }, session);
    }
  } finally {
    database.close();
  }
}

/** undefined: none is named, which only an undoing may leave open. */
async function stretchOf(
  { from, to, undo }: SeenOptions,
  session: Session,
  { time }: Surroundings,
): Promise<Stretch | undefined> {
  if (from === undefined) {
    if (undo === true && to === undefined) return undefined;
    throw new DriftlineError(
      'usage',
      'seen needs --from: since when, as in "driftline seen --from 2026-11-20"',
    );
  }
  const timezone = timezoneOf(await session.config());
  const fromMs = readPoint(from, { option: '--from', timezone, edge: 'start' });
  const toMs =
    to === undefined ? time.now() : readPoint(to, { option: '--to', timezone, edge: 'end' });
  if (toMs > fromMs) return { fromMs, toMs };
  if (to === undefined)
    throw new DriftlineError('usage', '--from lies in the future: nothing was read then');
  throw new DriftlineError('usage', '--to must be later than --from');
}

function touches(hole: ShownHole, { fromMs, toMs }: Stretch): boolean {
  return hole.from_ms < toMs && (hole.to_ms === null || hole.to_ms > fromMs);
}

const FILLING =
  'A hole in that time is being filled still: what is found there comes unseen. Say it again then.';

interface Outcome {
  readonly posts: number;
  /** A hole in the stretch is still open. */
  readonly isFilling?: boolean;
  readonly stretch: Stretch | undefined;
  readonly words: 'as seen' | 'unseen again';
}

function answer({ posts, stretch, words, isFilling }: Outcome, session: Session): void {
  const isUndone = words === 'unseen again';
  if (session.asJson) {
    session.answer({
      posts,
      undone: isUndone,
      is_filling: isFilling === true,
      from: stretch === undefined ? null : isoOf(stretch.fromMs),
      to: stretch === undefined ? null : isoOf(stretch.toMs),
    });
    return;
  }
  if (isUndone) {
    session.say(
      posts === 0
        ? 'There is nothing to take back.'
        : `${counted(posts, 'post')} ${verb(posts, 'is', 'are')} ${words}.`,
    );
    return;
  }
  if (posts === 0) {
    session.say('Nothing unseen stood in your home in that time.', ...(isFilling ? [FILLING] : []));
    return;
  }
  session.say(
    `${counted(posts, 'post')} ${verb(posts, 'counts', 'count')} ${words}.`,
    'Take it back: driftline seen --undo',
    ...(isFilling ? [FILLING] : []),
  );
}

function verb(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
