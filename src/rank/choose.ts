import { DAY_MS } from '../core/clock.ts';
import { liftedKey } from '../core/dice.ts';
import { isGiven, LANES, type Lane, type Signals } from '../core/edition.ts';
import { type Feed, turnPlaces } from '../core/feed.ts';
import type { Candidate, Front, Waiting, Wanted } from './front.ts';
import { type Lanes, lanesOf } from './lanes.ts';
import { lastChancesMax, placeLastChances } from './last_chances.ts';
import { type Layout, openLayout, type Passed } from './layout.ts';
import { isOverload } from './overload.ts';
import { spaced } from './spacing.ts';
import { byScore, lastStories, type Turns, takeTurns } from './turns.ts';
import { placeWanted, wantedByAuthor } from './wanted.ts';

export interface Chosen {
  readonly candidate: Candidate;
  readonly lane: Lane;
}

export interface Choice {
  readonly entries: readonly Chosen[];
  readonly passedOver: readonly Passed[];
  /** The drawing key above which one more would have come in; undefined: none stands by its key. */
  readonly leastKey: number | undefined;
  /** The rules of server, screen and site gave way, since nothing else was left. */
  readonly gaveWay: boolean;
  readonly turnsNeeded: number;
  readonly turnsTaken: number;
  readonly turnsRoom: number;
}

export interface ChooseSettings {
  readonly feed: Feed;
  readonly nowMs: number;
  /** When the last edition was drawn: what came before it was missed; 0 where there is none. */
  readonly lastDrawnAtMs: number;
  /**
   * As if it were drawn daily: in editions of a week the rule for an overload lets those who post
   * often wait without end (docs/signals.md).
   */
  readonly load: number;
  /** Days until the next draw; undefined: one. */
  readonly daysApart?: number;
}

/**
 * Lays an edition out. Pure: the same front gives the same edition.
 *
 * In this order (docs/signals.md): a few by pure chance; a few by quiet authors that leave the
 * store; a story that somebody must tell today to be in time; the best by merit, whose authors have
 * then had their turn; the best of everybody whom the owner always wants, for whom room was left,
 * above caps and quotas; turns for those who still wait; the rest by merit. Caps apply while
 * choosing, those of server, screen and site as long as anything else is left; spacing comes
 * afterwards, and no entry is lost to it.
 */
export function choose(front: Front, settings: ChooseSettings): Choice {
  const { feed } = settings;
  const turnsShare = turnPlaces(feed);
  const layout = openLayout(feed, front);
  const lanes = lanesOf(feed, settings.lastDrawnAtMs);
  const wanted = wantedByAuthor(front.wanted);
  const room = feed.size - Math.min(wanted.length, feed.size);
  const asTurn = (one: Wanted) => withTurn(one, settings.nowMs);

  for (const candidate of front.byChance.slice(0, room))
    layout.place(candidate, 'wildcard', 'spread');
  const lastChances = placeLastChances(layout, front.leaving ?? [], {
    feed,
    nowMs: settings.nowMs,
    most: Math.min(lastChancesMax(feed), Math.max(0, room - layout.chosen().length)),
    laneOf: (one) => (one.offers > 0 ? lanes.byMerit(one) : lanes.byTurn(one)),
  });
  const turnSettings = { ...settings, ...feed, turnsMax: turnsShare - lastChances };
  const early = lastStories(front.waiting, turnSettings)
    .slice(0, room - layout.chosen().length)
    .filter((one) =>
      layout.place(withTurn(one, settings.nowMs), lanes.byTurn(one), 'quotas'),
    ).length;
  const given = early + lastChances;
  layout.fill(room - turnsShare + given, lanes.byMerit);
  placeWanted(layout, wanted, { size: feed.size, asTurn, laneOf: lanes.byTurn });
  const waiting = front.waiting.filter(
    (one) => !layout.hasAuthor(one.author) && !layout.hasRead(one),
  );
  const turnsMax = Math.min(turnsShare - given, feed.size - layout.chosen().length);
  const turns = takeTurns(waiting, { ...turnSettings, turnsMax });
  const taken = placeTurns(layout, turns, { front, lanes, nowMs: settings.nowMs });
  layout.fill(feed.size, lanes.byMerit);
  const strict = layout.chosen().length;
  layout.fill(feed.size, lanes.byMerit, 'spread');
  layout.fill(feed.size, lanes.byMerit, 'sites');

  return {
    entries: inOrder(layout, settings),
    passedOver: layout.passedOver(lanes.byMerit),
    leastKey: layout.leastKey(),
    gaveWay: layout.chosen().length > strict,
    turnsNeeded: turns.needed + early,
    turnsTaken: taken + early,
    turnsRoom: Math.max(0, turnsMax) + early,
  };
}

interface TurnNeeds {
  readonly front: Front;
  readonly lanes: Lanes;
  readonly nowMs: number;
}

/**
 * Gives as many as have one today their turn; says how many found a place. Where the story of their
 * best stands already, their next best takes it; where there is none, they wait, and the next in
 * line has the turn.
 */
function placeTurns(layout: Layout, turns: Turns, { front, lanes, nowMs }: TurnNeeds): number {
  const asTurn = (one: Waiting) => withTurn(one, nowMs);
  const isPlaced = (best: Waiting): boolean => {
    const first = { ...layout.headOf(best), waitsSinceMs: best.waitsSinceMs };
    if (layout.place(asTurn(first), lanes.byTurn(first), 'quotas')) return true;
    const others = front.front
      .filter(({ author, uri, offers }) => author === best.author && uri !== best.uri && !offers)
      .map((one) => ({ ...one, waitsSinceMs: best.waitsSinceMs }))
      .sort(byScore);
    return others.some((one) => layout.place(asTurn(one), lanes.byTurn(one), 'quotas'));
  };
  let placed = 0;
  for (const best of turns.line) {
    if (placed >= turns.most) break;
    if (isPlaced(best)) placed += 1;
  }
  return placed;
}

/** That it was a turn is frozen beside the signals; it weighs nothing. */
function withTurn<W extends Waiting>(one: W, nowMs: number): W {
  const days = Math.max(0, Math.floor((nowMs - one.waitsSinceMs) / DAY_MS));
  return { ...one, signals: { ...one.signals, turn: { value: days, factor_micro: 0 } } };
}

/**
 * By drawing key, turns lifted; second chances, chance and last chances each evenly among the rest;
 * then spaced. What the owner always wants stands where its key or its turn puts it, whichever
 * comes first: no word in favour of somebody may put them further down.
 */
function inOrder(layout: Layout, { feed, load }: ChooseSettings): readonly Chosen[] {
  const { order, spacing, temperature } = feed;
  const isLifted = order !== 'as it came' && !isOverload(load);
  const lift = isLifted ? TURN_LIFT / temperature : 0;
  const lifted = ({ candidate }: Chosen): Candidate =>
    isGiven(candidate.signals)
      ? { ...candidate, drawKey: liftedKey(candidate.drawKey, lift) }
      : candidate;
  const chosen = [...layout.chosen()].sort((a, b) => byKey(lifted(a), lifted(b)));
  if (order === 'as it came') return spaced(chosen, spacing, authorOf);
  const isSpread = ({ lane, candidate: { signals } }: Chosen) =>
    SPREAD.has(lane) || signals.last_chance !== undefined || isWanted(signals);
  const merit = chosen.filter((one) => !isSpread(one) || isWanted(one.candidate.signals));
  const spread = LANES.map((lane) => chosen.filter((one) => isSpread(one) && one.lane === lane));
  return spaced([...new Set(interleaved([merit, ...spread]))], spacing, authorOf);
}

/**
 * A turn stands where its key would put it, were its score × √e: evenly among the rest, turns took
 * two fifths of what is read first from what is better; by its key alone hardly one would be read
 * (docs/ranking.md). In an overload that is so: of those who wait few can be heard, whatever is
 * done, and each of them would stand above somebody better.
 */
const TURN_LIFT = 0.5;

/**
 * Whether a place comes from the owner's “always”, or from a snooze that is over; that author's
 * others may earn theirs.
 */
export function isWanted({ always, snoozed, turn }: Signals): boolean {
  return (always ?? snoozed) !== undefined && turn !== undefined;
}

/** By their keys they would come last, and whoever reads the first forty would never meet them. */
const SPREAD: ReadonlySet<Lane> = new Set(['resurfaced', 'wildcard']);

/** Whether a place comes from a drawing key alone: no turn gave it, and it is not spread. */
export function standsByItsKey(lane: Lane, signals: Signals): boolean {
  return !SPREAD.has(lane) && !isGiven(signals);
}

/** All lists in their own order, each spread evenly through the whole. */
function interleaved<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const placed = lists.flatMap((list, nth) =>
    list.map((one, index) => ({ one, at: (index + 0.5) / list.length, nth })),
  );
  return placed.sort((a, b) => a.at - b.at || a.nth - b.nth).map(({ one }) => one);
}

function authorOf({ candidate }: Chosen): string {
  return candidate.author;
}

function byKey(a: Candidate, b: Candidate): number {
  return b.drawKey - a.drawKey || a.diceKey - b.diceKey || (a.uri < b.uri ? -1 : 1);
}
