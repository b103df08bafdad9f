import type { Command } from 'commander';
import type { EpochMs } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import { type Edition, type Entry, LANE_TITLES } from '../core/edition.ts';
import { differenceOf, type EditionDifference } from '../rank/difference.ts';
import { drawBoth } from '../rank/draw.ts';
import { feedToDraw } from './feed_to_draw.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { printable } from './terminal_text.ts';

export interface DiffOptions {
  readonly now?: EpochMs;
  readonly seed?: string;
}

/** What would enter, leave and move if the second feed were drawn instead of the first. Dry. */
export async function diffFeeds(
  command: Command,
  surroundings: Surroundings,
  names: readonly [before: string, after: string],
): Promise<void> {
  const options = command.opts<DiffOptions>();
  const session = openSession(command, surroundings);
  const config = await session.config();
  const feedOf = (name: string) => feedToDraw(config, [name, 'feeds diff'], session, surroundings);
  const feeds = [feedOf(names[0]), feedOf(names[1])] as const;
  const seed = options.seed ?? surroundings.randomText();
  const nowMs = options.now ?? surroundings.time.now();
  const database = await session.openDatabase('read');
  try {
    const { runOwnSql } = surroundings;
    const [was, is] = await drawBoth({ database, seed, nowMs, runOwnSql }, feeds);
    const difference = differenceOf(was, is);
    if (session.asJson) session.answer(differenceDocument(difference));
    else session.say(`From ${names[0]} to ${names[1]}, one night, the same dice:`, '');
    if (!session.asJson) session.say(...differenceLines({ was, is, difference }));
  } finally {
    database.close();
  }
}

/** As `--json` prints it: ids of the server. */
export function differenceDocument({ enter, leave, move }: EditionDifference) {
  const moved = move.map(({ statusId, from, to }) => ({ status_id: statusId, from, to }));
  return { enter, leave, move: moved };
}

export interface Compared {
  readonly was: Edition;
  readonly is: Edition;
  readonly difference: EditionDifference;
}

const NAMED_MAX = 10;

/** For a person: how many, and the first of each. */
export function differenceLines({ was, is, difference }: Compared): readonly string[] {
  const { enter, leave, move } = difference;
  const part = (ids: readonly string[], verb: string, lineOf: (id: string) => string) => [
    `${counted(ids.length, 'post')} would ${verb}${ids.length > NAMED_MAX ? '; the first:' : ''}`,
    ...ids.slice(0, NAMED_MAX).map(lineOf),
    '',
  ];
  const moves = new Map(move.map((one) => [one.statusId, one]));
  const placed = (edition: Edition) => {
    const entries = new Map(edition.entries.map((entry) => [entry.statusId, entry]));
    return (id: string) => entryLine(entries.get(id) as Entry);
  };
  const far = [...moves.keys()].toSorted((a, b) => stride(moves.get(b)) - stride(moves.get(a)));
  const moving = (id: string) => `${placed(is)(id)}, from ${moves.get(id)?.from}`;
  return [
    ...part(enter, 'enter', placed(is)),
    ...part(leave, 'leave', placed(was)),
    ...part(far, 'move', moving).slice(0, -1),
  ];
}

function stride(move: EditionDifference['move'][number] | undefined): number {
  return move === undefined ? 0 : Math.abs(move.from - move.to);
}

function entryLine({ position, account, lane, uri }: Entry): string {
  return `${String(position).padStart(5)}  @${account} · ${LANE_TITLES[lane]} · ${printable(uri)}`;
}
