import { DAY_MS } from '../../core/clock.ts';
import { counted } from '../../core/counted.ts';
import { ownersWord } from '../../core/dial.ts';
import { factorOf } from '../../core/dice.ts';
import { LANE_TITLES, type Signal, type Signals } from '../../core/edition.ts';
import { leavesWords, waitWords } from '../../core/signals.ts';
import type { EntryOnPage } from '../../store/reading.ts';
import { spanWords } from './time_words.ts';

export interface ReasonParts {
  readonly entry: EntryOnPage;
  /** Handle of who wrote it; undefined where it is not stored any more. */
  readonly author: string | undefined;
  /** When the post was written, unix ms. */
  readonly createdAtMs: number | undefined;
  readonly drawnAtMs: number;
  readonly nameOf: (handle: string) => string;
}

/** The line above a post: its lane, then what brought it here, in words. */
export interface Reason {
  readonly lane: string;
  readonly because: readonly string[];
  /** Where more of it stands. */
  readonly link?: { readonly href: string; readonly words: string };
}

export function laneTitle(lane: EntryOnPage['lane']): string {
  return lane === 'offered' ? 'offered' : LANE_TITLES[lane];
}

const BECAUSE_MAX = 2;
const BECAUSE_WITH_BOOSTERS_MAX = 3;

export function reasonOf(parts: ReasonParts): Reason {
  const { entry } = parts;
  const own = entry.reason ?? undefined;
  const said = [own, laneWords(parts), boosterWords(parts), ...strongest(entry)];
  const because = said.filter((words): words is string => words !== undefined);
  const most = entry.boosters.length > 0 ? BECAUSE_WITH_BOOSTERS_MAX : BECAUSE_MAX;
  return { lane: laneTitle(entry.lane), because: because.slice(0, most) };
}

function laneWords({ entry, createdAtMs, drawnAtMs }: ReasonParts): string | undefined {
  const ageMs = createdAtMs === undefined ? 0 : drawnAtMs - createdAtMs;
  const leavesAtMs = entry.signals.last_chance?.value;
  if (leavesAtMs) return `last chance: ${leavesWords(leavesAtMs)}`;
  const turn = turnWords(entry);
  if (turn !== undefined) return turn;
  switch (entry.lane) {
    case 'quiet':
      return pauseWords(entry.signals.quiet?.value);
    case 'resurfaced':
      return offeredWords(entry.signals.fatigue);
    case 'wildcard':
      return 'a plain draw of the dice';
    case 'missed':
      return ageMs >= DAY_MS ? `from ${spanWords(ageMs)} ago` : undefined;
    default:
      return undefined;
  }
}

/** Undefined where it stands there for another reason. */
function turnWords({ lane, signals }: EntryOnPage): string | undefined {
  const days = signals.turn?.value;
  if (days === null || days === undefined) return undefined;
  if (signals.snoozed !== undefined) return 'you snoozed it until now';
  if (signals.always !== undefined) return 'you always want them';
  const pause = lane === 'quiet' ? pauseWords(signals.quiet?.value) : undefined;
  if (pause !== undefined) return pause;
  return days === 0 ? 'their turn' : `their turn: ${waitWords(days)}`;
}

/** "posts about once in 24 days", out of posts a day. */
function pauseWords(postsPerDay: number | null | undefined): string | undefined {
  if (postsPerDay === null || postsPerDay === undefined) return undefined;
  if (postsPerDay <= 1 / 60) return 'hardly ever posts';
  if (postsPerDay >= 0.8) return undefined;
  const days = Math.round(1 / postsPerDay);
  return days <= 1 ? 'posts about once a day' : `posts about once in ${days} days`;
}

function offeredWords({ value: offers, itself }: Partial<Signal> = {}): string {
  if (!offers) return 'offered before, not seen';
  const times = offers === 1 ? 'once' : offers === 2 ? 'twice' : `${offers} times`;
  const what = itself === undefined ? '' : itself === 0 ? 'its story ' : 'it or its story ';
  return `${what}offered ${times}, not seen`;
}

const NAMED_BOOSTERS = 2;

function boosterWords({ entry, author, nameOf }: ReasonParts): string | undefined {
  const boosters = entry.boosters.filter((handle) => handle !== author);
  if (boosters.length === 0)
    return entry.boosters.length > 0 ? 'boosted again by its author' : undefined;
  const named = boosters.slice(0, NAMED_BOOSTERS).map(nameOf);
  const rest = boosters.length - named.length;
  if (rest > 0) return `boosted by ${named.join(', ')} and ${counted(rest, 'other')}`;
  return `boosted by ${named.join(' and ')}`;
}

/** Below this a factor did not lift the post enough to be worth a word. */
const LIFT_MIN = 1.05;
const STRONGEST = 2;

/**
 * The one or two factors that lifted it most. What the lane or the boosters said is not said again.
 */
function strongest(entry: EntryOnPage): readonly string[] {
  const lifts = Object.entries(entry.signals)
    .map(([name, signal]) => ({ name, signal, factor: factorOf(signal.factor_micro) }))
    .filter(({ name, factor }) => factor >= LIFT_MIN && !isSaidByLane(name, entry))
    .sort((a, b) => b.factor - a.factor);
  return lifts
    .map(({ name, signal }) => liftWords(name, signal, entry))
    .filter((words): words is string => words !== undefined)
    .slice(0, STRONGEST);
}

function isSaidByLane(name: string, { lane, boosters }: EntryOnPage): boolean {
  return (name === 'quiet' && lane === 'quiet') || (name === 'social_proof' && boosters.length > 0);
}

type Words = (value: number) => string | undefined;

const LIFTS: Readonly<Record<string, Words>> = {
  own_percentile: (value) =>
    value >= 0.95
      ? 'among their best'
      : `better than ${Math.floor(value * 10)} in 10 of their posts`,
  regard: () => 'your people often boost them',
  affinity: () => 'you act on their posts',
  language: () => 'writes in a language you favour',
  topic: () => 'on things you favour',
  tag_regard: () => 'on things your people boost',
  quiet: pauseWords,
  kind: (value) => (value === 3 ? 'mentions you' : undefined),
  dial: () => 'you asked for more of this',
  story: () => undefined,
} satisfies Partial<Record<keyof Signals, Words>>;

function liftWords(
  name: string,
  { value, said, posts }: Signal,
  { signals }: EntryOnPage,
): string | undefined {
  if (said !== undefined) return ownersWord(said);
  if (value === null) return undefined;
  const known = posts ?? (signals.quiet?.value ?? 1) * QUIET_DAYS;
  // Of a stranger, nobody knows what was not boosted.
  if (name === 'quiet' && signals.stranger?.value === 1) return undefined;
  if (name === 'own_percentile' && known < POSTS_MIN) return 'drew more than is usual';
  return LIFTS[name]?.(value);
}

/** Of fewer posts of their own, others of like following say much of the percentile. */
const POSTS_MIN = 10;
const QUIET_DAYS = 28;
