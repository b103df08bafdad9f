import { DAY_MS, type EpochMs, HOUR_MS } from '../core/clock.ts';
import type { Database } from '../store/database.ts';
import { openIntake, reachOf } from '../store/intake.ts';
import { integer, nullable, text } from '../store/shape.ts';
import type { DemoServer } from './server.ts';
import type { World } from './world.ts';

/**
 * What an edition gives and what the newest posts of the same night would have given, in figures.
 */
export interface Difference {
  readonly newest: Side & { readonly hours: number };
  readonly edition: Side & { readonly days: number; readonly firstHeard: number };
}

interface Side {
  readonly people: number;
  /** How many of the day's twenty posts that this reader would most have missed it holds. */
  readonly mostMissed: number;
}

const MOST_MISSED = 20;

const postRow = { uri: text, handle: text, arrived_ms: integer };
const entryRow = { ...postRow, last_heard_ms: nullable(integer) };

/**
 * Compares edition `number` with the newest 200. Only a demo knows what a post is worth to its
 * reader.
 */
export function differenceOf(
  database: Database,
  world: Pick<World, 'worthOf'>,
  server: Pick<DemoServer, 'postOfUri'>,
  number: number,
): Difference | undefined {
  const edition = database.one('serve/find_drawn_at', ['edition'], { drawn_at_ms: integer })({
    edition: number,
  });
  if (edition === undefined) return undefined;
  const nowMs = edition.drawn_at_ms as EpochMs;
  const entries = database.many(
    'serve/list_entry_authors',
    ['edition', 'now_ms'],
    entryRow,
  )({ edition: number, now_ms: nowMs });
  const unseen = database.many(
    'serve/list_unseen_at',
    ['now_ms', 'edition'],
    postRow,
  )({ now_ms: nowMs, edition: number });
  const newest = openIntake(database).newest(nowMs);
  const worth = (uri: string) => {
    const post = server.postOfUri(uri);
    return post === undefined ? 0 : world.worthOf(post);
  };
  const ofTheDay = unseen.filter(({ arrived_ms }) => arrived_ms > nowMs - DAY_MS);
  const best = ofTheDay.sort((a, b) => worth(b.uri) - worth(a.uri) || (a.uri < b.uri ? -1 : 1));
  const missed = new Set(best.slice(0, MOST_MISSED).map(({ uri }) => uri));
  const missedIn = (rows: readonly { readonly uri: string }[]) =>
    new Set(rows.map(({ uri }) => uri).filter((uri) => missed.has(uri))).size;
  const { people, spanMs } = reachOf(newest, nowMs);
  const oldestMs = Math.min(nowMs, ...entries.map(({ arrived_ms }) => arrived_ms));
  const heardFirst = entries.filter(({ last_heard_ms }) => last_heard_ms === null);
  return {
    newest: { people, mostMissed: missedIn(newest), hours: Math.floor(spanMs / HOUR_MS) },
    edition: {
      people: peopleIn(entries),
      mostMissed: missedIn(entries),
      days: Math.floor((nowMs - oldestMs) / DAY_MS),
      firstHeard: peopleIn(heardFirst),
    },
  };
}

function peopleIn(rows: readonly { readonly handle: string }[]): number {
  return new Set(rows.map(({ handle }) => handle)).size;
}

/** The same in two sentences. */
export function sayDifference({ newest, edition }: Difference): readonly string[] {
  const { hours, people, mostMissed } = newest;
  const best = `${MOST_MISSED} posts of that day which this reader would most have missed`;
  return [
    `Newest first: the last ${hours} hours, ${people} people, ${mostMissed} of the ${best}.`,
    `This edition: ${edition.days} days, ${edition.people} people, ` +
      `${edition.firstHeard} of them not heard in a month, ${edition.mostMissed} of those ${MOST_MISSED}.`,
  ];
}
