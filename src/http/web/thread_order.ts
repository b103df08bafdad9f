import type { ShownStatus } from '../../store/shown_statuses.ts';
import { isHidden } from './cover_words.ts';
import type { Desk } from './desk.ts';
import type { ToldAround } from './thread_there.ts';

/** What is stored around a post: what it answers, and what answers it. */
export interface Thread {
  /** The oldest first. */
  readonly above: readonly ShownStatus[];
  /** How its author goes on, one behind the other. */
  readonly on: readonly ShownStatus[];
  /** Each answer behind what it answers. */
  readonly below: readonly Answer[];
  /** Whether there is more of it than these. */
  readonly isCut: boolean;
}

export interface Answer {
  readonly status: ShownStatus;
  /** 1 answers the post itself, or how it goes on. */
  readonly depth: number;
  /** What it answers stands right above it: that need not be said again. */
  readonly isBelowParent: boolean;
}

const ABOVE_MAX = 40;
/** Of how its author goes on. */
const ON_MAX = 400;
const BELOW_MAX = 400;
const REPLIES_MAX = BELOW_MAX + 1; // to one post: one more says that there are more

const NOTHING_TOLD: ToldAround = { above: [], below: [] };

export function threadOf(desk: Desk, status: ShownStatus | undefined, told = NOTHING_TOLD): Thread {
  if (status === undefined) return { above: [], on: [], below: [], isCut: false };
  const chain = ancestors(desk, status);
  const above = [...strayAbove(chain, told.above), ...chain].slice(-ABOVE_MAX);
  const { on, next } = goingOn(desk, status);
  const { below, isFull } = answers(desk, { own: [status, ...on], next, told: told.below });
  const [highest] = above;
  const isTaller =
    above.length === ABOVE_MAX &&
    highest !== undefined &&
    desk.statuses.parentOf(highest) !== undefined;
  return { above, on, below, isCut: isFull || isTaller || next !== undefined };
}

function ancestors(desk: Desk, status: ShownStatus): readonly ShownStatus[] {
  const found: ShownStatus[] = [];
  let at = desk.statuses.parentOf(status);
  while (at !== undefined && found.length < ABOVE_MAX) {
    if (found.some((known) => known.status_key === at?.status_key)) break;
    found.unshift(at);
    at = desk.statuses.parentOf(at);
  }
  return found;
}

/**
 * Where a server leaves out what its owner muted or blocked, the way up breaks off there; what it
 * told of beyond that stands above nevertheless.
 */
function strayAbove(chain: readonly ShownStatus[], told: readonly ShownStatus[]) {
  const known = new Set(chain.map(({ status_key }) => status_key));
  return told.filter(({ status_key }) => !known.has(status_key));
}

/** The author's own next one, and the next of that; `next` is the first for which no room is left. */
function goingOn(desk: Desk, status: ShownStatus) {
  const found = new Map<number, ShownStatus>();
  const nextOf = (at: ShownStatus) =>
    desk.statuses.repliesTo(at, REPLIES_MAX).find(({ handle, status_key }) => {
      const isKnown = status_key === status.status_key || found.has(status_key);
      return handle === status.handle && !isKnown;
    });
  let next = nextOf(status);
  while (next !== undefined && found.size < ON_MAX) {
    found.set(next.status_key, next);
    next = nextOf(next);
  }
  return { on: [...found.values()].filter((one) => !isHidden(desk, one)), next };
}

interface Around {
  /** The post itself, and how its author goes on. */
  readonly own: readonly ShownStatus[];
  /** No answer, but how it goes on. */
  readonly next: ShownStatus | undefined;
  readonly told: readonly ShownStatus[];
}

function answers(desk: Desk, { own, next, told }: Around) {
  const below: Answer[] = [];
  const known = new Set([...own, next].map((one) => one?.status_key));
  const before = known.size;
  let isFull = false;
  const add = (status: ShownStatus, depth: number, parent?: ShownStatus) => {
    if (known.has(status.status_key)) return;
    isFull ||= known.size - before >= BELOW_MAX;
    if (isFull) return;
    known.add(status.status_key);
    const above = below.at(-1)?.status ?? (own.length === 1 ? own[0] : undefined);
    const isRightBelow = above === parent || (depth === 1 && own.length === 1);
    const isBelowParent = parent !== undefined && isRightBelow;
    if (!isHidden(desk, status)) below.push({ status, depth, isBelowParent });
    addTo(status, depth + 1);
  };
  const addTo = (parent: ShownStatus, depth: number) => {
    for (const reply of desk.statuses.repliesTo(parent, REPLIES_MAX)) add(reply, depth, parent);
  };
  for (const one of own) addTo(one, 1);
  for (const stray of straysBelow(desk, told)) add(stray, 1);
  return { below, isFull };
}

/** What answers somebody whom the server leaves out: nothing that is shown leads to it. */
function straysBelow(desk: Desk, told: readonly ShownStatus[]): readonly ShownStatus[] {
  const keys = new Set(told.map(({ status_key }) => status_key));
  return told.filter((one) => {
    const parent = desk.statuses.parentOf(one);
    return parent === undefined || !keys.has(parent.status_key);
  });
}
