import { isGiven, type Lane, type Passing } from '../core/edition.ts';
import { type Feed, turnPlaces } from '../core/feed.ts';
import { openCaps } from './caps.ts';
import type { Chosen } from './choose.ts';
import type { Candidate, Front } from './front.ts';
import { openOccasions } from './occasions.ts';

/**
 * An edition while it is being laid out: what stands in it, and what each candidate was refused
 * for.
 */
export interface Layout {
  /**
   * Takes a candidate in, unless a rule speaks against it that it is not above. A turn is above the
   * sites and quotas, the owner's “always” above the caps too, and in the end above the story.
   */
  readonly place: (candidate: Candidate, lane: Lane, above?: Rule) => boolean;
  /** Says why a candidate has no place. */
  readonly refuse: (candidate: Candidate, passing: Passing) => void;
  /** Takes from the front by merit until `size` stand or nothing is left. */
  readonly fill: (size: number, laneOf: (candidate: Candidate) => Lane, above?: Rule) => void;
  /** The first part of its thread that may be offered: itself, where it continues none. */
  readonly headOf: (candidate: Candidate) => Candidate;
  readonly hasAuthor: (author: string) => boolean;
  readonly hasRead: (candidate: Candidate) => boolean;
  readonly chosen: () => readonly Chosen[];
  readonly passedOver: (laneOf: (candidate: Candidate) => Lane) => readonly Passed[];
  /** The drawing key above which one more would have come in; undefined: none stands by its key. */
  readonly leastKey: () => number | undefined;
}

/** A candidate of the front, or the best of somebody who waits, that got no place. */
export interface Passed extends Passing {
  readonly candidate: Candidate;
}

/** These hold as long as something else is left. */
const GIVE_WAY: ReadonlySet<string> = new Set(['server', 'screen', 'site']);

/** In the order in which they give way: whoever is above one is above those before it. */
const RULES = ['spread', 'sites', 'quotas', 'caps', 'stories'] as const;
export type Rule = (typeof RULES)[number];

export function openLayout(feed: Feed, front: Front): Layout {
  const chosen = new Map<string, Chosen>();
  const passed = openPassed();
  const authors = new Set<string>();
  const occasions = openOccasions(front);
  const caps = openCaps(feed, front);
  const quotas = openQuotas(feed);
  let leastKey: number | undefined;

  const refusalsOf = (candidate: Candidate, lane: Lane, above?: Rule): readonly Passing[] => {
    const holds = (rule: Rule) => above === undefined || RULES.indexOf(rule) > RULES.indexOf(above);
    return [
      ...(holds('stories') ? occasions.refusalsOf(candidate) : []),
      ...(holds('caps') ? caps.refusalsOf(candidate) : []),
      ...(holds('sites') ? caps.siteOf(candidate) : []),
      ...(holds('quotas') ? quotas.refusalsOf(candidate, lane) : []),
      ...(holds('spread') ? caps.spreadOf(candidate) : []),
    ];
  };

  // The head of a thread is tried when the key of any of its parts is.
  const place = (candidate: Candidate, lane: Lane, above?: Rule, triedAt = candidate.drawKey) => {
    if (chosen.has(candidate.uri)) return false;
    const [refusal, ...others] = refusalsOf(candidate, lane, above);
    if (refusal !== undefined) {
      const next = others.find(({ rule }) => rule !== 'server' && rule !== 'screen');
      passed.refuse(candidate, { ...refusal, ...(next && { besides: next.reason }) }, above);
      return false;
    }
    const byMerit = standsByMerit(candidate, lane) ? triedAt : undefined;
    leastKey = lesser(leastKey, byMerit);
    occasions.take(candidate, byMerit);
    caps.take(candidate, byMerit);
    quotas.take(candidate, lane, byMerit);
    chosen.set(candidate.uri, { candidate, lane });
    passed.forget(candidate);
    authors.add(candidate.author);
    return true;
  };

  return {
    place,
    refuse: passed.refuse,
    fill(size, laneOf, above) {
      for (const candidate of front.front) {
        if (chosen.size >= size) break;
        const head = occasions.headOf(candidate);
        if (head !== candidate) place(head, laneOf(head), above, candidate.drawKey);
        place(candidate, laneOf(candidate), above);
      }
    },
    headOf: occasions.headOf,
    hasAuthor: (author) => authors.has(author),
    hasRead: (candidate) => chosen.has(candidate.uri),
    chosen: () => [...chosen.values()],
    leastKey: () => leastKey,
    passedOver(laneOf) {
      const unplaced = (one: Candidate) => !chosen.has(one.uri);
      const light = (one: Candidate) => occasions.ofItsHead(one, outweighed(feed, leastKey));
      for (const one of front.front.filter(unplaced)) {
        // However much it weighed, this would have kept it out.
        const [refusal] = refusalsOf(one, laneOf(one), 'spread');
        passed.refuse(one, refusal ? { ...refusal, besides: light(one).reason } : light(one));
      }
      for (const one of inLine(feed, front).filter(unplaced))
        passed.refuse(one, occasions.ofItsHead(one, turnLater(leastKey)));
      return passed.all();
    },
  };
}

/** What has no place, and why. */
function openPassed() {
  const passed = new Map<string, Passed>();
  return {
    /**
     * What was said first stays: later, when more stand, other rules speak against it too. A rule
     * that gave way since was not all that kept it out.
     */
    refuse(candidate: Candidate, passing: Passing, above?: Rule): void {
      const known = passed.get(candidate.uri);
      const gaveWay = above !== undefined && known !== undefined && GIVE_WAY.has(known.rule);
      if (known !== undefined && !gaveWay) return;
      const besides = known === undefined ? {} : { besides: known.reason };
      passed.set(candidate.uri, { candidate, ...besides, ...passing });
    },
    forget: ({ uri }: Candidate) => void passed.delete(uri),
    all: (): readonly Passed[] => [...passed.values()],
  };
}

function outweighed({ order }: Feed, toBeat: number | undefined): Passing {
  const reason =
    order === 'as it came' ? 'newer ones took the places' : 'others weighed more in this draw';
  return { rule: 'weight', reason, toBeat };
}

/** Where a feed gives nobody a turn, none comes later. */
function inLine(feed: Feed, { waiting }: Front): readonly Candidate[] {
  return turnPlaces(feed) === 0 ? [] : waiting;
}

function turnLater(toBeat: number | undefined): Passing {
  const reason = 'others weighed more, and the turn of its author comes later';
  return { rule: 'turn', reason, toBeat };
}

function lesser(least: number | undefined, key: number | undefined): number | undefined {
  return key === undefined ? least : Math.min(key, least ?? key);
}

/** Neither a turn nor chance gave it its place. */
function standsByMerit({ signals }: Candidate, lane: Lane): boolean {
  return lane !== 'wildcard' && !isGiven(signals);
}

type Quota = 'boosted' | 'resurfaced';

/** What strangers and second chances may have of an edition at the most. */
function openQuotas(feed: Feed) {
  const taken = { boosted: 0, resurfaced: 0 };
  const least: Partial<Record<Quota, number | undefined>> = {};
  const count = (quota: Quota, byMerit: number | undefined) => {
    taken[quota] += 1;
    least[quota] = lesser(least[quota], byMerit);
  };
  const refusalOf = (quota: Quota, whose: string): readonly Passing[] => {
    if (taken[quota] < Math.floor(feed.size * feed.quotas[quota])) return [];
    const reason = `${whose} have their share already`;
    return [{ rule: quota, reason, toBeat: least[quota] }];
  };
  return {
    take(candidate: Candidate, lane: Lane, byMerit: number | undefined): void {
      if (!candidate.isFollowed) count('boosted', byMerit);
      if (lane === 'resurfaced') count('resurfaced', byMerit);
    },
    refusalsOf({ isFollowed }: Candidate, lane: Lane): readonly Passing[] {
      if (lane === 'wildcard') return [];
      return [
        ...(isFollowed ? [] : refusalOf('boosted', 'strangers')),
        ...(lane === 'resurfaced' ? refusalOf('resurfaced', 'second chances') : []),
      ];
    },
  };
}
