import { DAY_MS } from '../core/clock.ts';
import { LANES, type Lane, type Signals } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { Candidate, Front, Waiting, Wanted } from './front.ts';
import { lanesOf } from './lanes.ts';
import { type Layout, openLayout } from './layout.ts';
import { takeTurns } from './turns.ts';
import { placeWanted, wantedByAuthor } from './wanted.ts';

export interface Chosen {
  readonly candidate: Candidate;
  readonly lane: Lane;
  /** Uris of others that this entry stands for. */
  readonly named: readonly string[];
}

export interface Choice {
  readonly entries: readonly Chosen[];
  readonly passedOver: readonly { readonly candidate: Candidate; readonly reason: string }[];
  readonly turnsNeeded: number;
  readonly turnsTaken: number;
}

export interface ChooseSettings {
  readonly feed: Feed;
  readonly nowMs: number;
  /** When the last edition was drawn: what came before it was missed; 0 where there is none. */
  readonly lastDrawnAtMs: number;
  readonly load: number;
}

/**
 * Lays an edition out. Pure: the same front gives the same edition.
 *
 * In this order (ranking.md, sections 5 and 6): a few by pure chance; the best by merit, whose
 * authors have then had their turn; the best of everybody whom the owner always wants, for whom
 * room was left, above caps and quotas; turns for those who still wait; the rest by merit. Caps
 * apply while choosing, spacing afterwards, and no entry is lost to spacing.
 */
export function choose(front: Front, settings: ChooseSettings): Choice {
  const { feed } = settings;
  const turnsShare = Math.floor(feed.size * feed.quotas.turns);
  const layout = openLayout(feed, front);
  const lanes = lanesOf(feed, settings.lastDrawnAtMs);
  const wanted = wantedByAuthor(front.wanted);
  const room = feed.size - Math.min(wanted.length, feed.size);
  const asTurn = (one: Wanted) => withTurn(one, settings.nowMs);

  for (const candidate of front.byChance.slice(0, room)) layout.place(candidate, 'wildcard');
  layout.fill(room - turnsShare, lanes.byMerit);
  placeWanted(layout, wanted, { size: feed.size, asTurn, laneOf: lanes.byTurn });
  const waiting = front.waiting.filter(
    (one) => !layout.hasAuthor(one.author) && !layout.hasRead(one),
  );
  const turns = takeTurns(waiting, {
    nowMs: settings.nowMs,
    deadlineDays: feed.deadlineDays,
    quietDeadlineDays: feed.quietDeadlineDays,
    turnsMax: Math.min(turnsShare, feed.size - layout.chosen().length),
    load: settings.load,
  });
  const taken = turns.taken
    .map((one) => withTurn(one, settings.nowMs))
    .filter((one) => layout.place(one, lanes.byTurn(one), 'quotas'));
  layout.fill(feed.size, lanes.byMerit);

  return {
    entries: inOrder(layout, feed),
    passedOver: layout.passedOver(),
    turnsNeeded: turns.needed,
    turnsTaken: taken.length,
  };
}

/** That it was a turn is frozen beside the signals; it weighs nothing. */
function withTurn<W extends Waiting>(one: W, nowMs: number): W {
  const days = Math.max(0, Math.floor((nowMs - one.waitsSinceMs) / DAY_MS));
  return { ...one, signals: { ...one.signals, turn: { value: days, factor_micro: 0 } } };
}

/**
 * By drawing key; turns, and the lanes whose keys are low, each evenly among the rest; then
 * spaced. What the owner always wants stands where its key or its turn puts it, whichever comes
 * first: no word in favour of somebody may put them further down.
 */
function inOrder(layout: Layout, { order, spacing }: Feed): readonly Chosen[] {
  const chosen = [...layout.chosen()].sort((a, b) => byKey(a.candidate, b.candidate));
  if (order === 'as it came') return spaced(chosen, spacing);
  const isSpread = ({ lane, candidate }: Chosen) => !standsByItsKey(lane, candidate.signals);
  const merit = chosen.filter((one) => !isSpread(one) || isWanted(one.candidate.signals));
  const spread = LANES.map((lane) => chosen.filter((one) => isSpread(one) && one.lane === lane));
  return spaced([...new Set(interleaved([merit, ...spread]))], spacing);
}

/** Whether a place comes from the owner's “always”; that author's others may earn theirs. */
export function isWanted(signals: Signals): boolean {
  return signals.always !== undefined && signals.turn !== undefined;
}

/** By their keys they would come last, and whoever reads the first forty would never meet them. */
const SPREAD: ReadonlySet<Lane> = new Set(['quiet', 'resurfaced', 'wildcard']);

/** Whether a place comes from a drawing key, and not from being spread among the others. */
export function standsByItsKey(lane: Lane, signals: Signals): boolean {
  return !SPREAD.has(lane) && signals.turn === undefined;
}

/** All lists in their own order, each spread evenly through the whole. */
function interleaved<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const placed = lists.flatMap((list, nth) =>
    list.map((one, index) => ({ one, at: (index + 0.5) / list.length, nth })),
  );
  return placed.sort((a, b) => a.at - b.at || a.nth - b.nth).map(({ one }) => one);
}

/** The next whose author did not stand in the last `spacing` places; when nobody fits, the next. */
function spaced(entries: readonly Chosen[], spacing: number): readonly Chosen[] {
  const rest = [...entries];
  const laid: Chosen[] = [];
  while (rest.length > 0) {
    const recent = new Set(
      laid.slice(Math.max(0, laid.length - spacing)).map((one) => one.candidate.author),
    );
    const fits = rest.findIndex((one) => !recent.has(one.candidate.author));
    laid.push(...rest.splice(Math.max(0, fits), 1));
  }
  return laid;
}

function byKey(a: Candidate, b: Candidate): number {
  return b.drawKey - a.drawKey || a.diceKey - b.diceKey || (a.uri < b.uri ? -1 : 1);
}

export type { Waiting };
