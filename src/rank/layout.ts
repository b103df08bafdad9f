import type { Lane, Passing } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
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
   * quotas, the owner's “always” above the caps too, and in the end above the story.
   */
  readonly place: (candidate: Candidate, lane: Lane, above?: Rule) => boolean;
  /** Says why a candidate has no place. */
  readonly refuse: (candidate: Candidate, passing: Passing) => void;
  /** Takes from the front by merit until `size` stand or nothing is left. */
  readonly fill: (size: number, laneOf: (candidate: Candidate) => Lane, above?: Rule) => void;
  readonly hasAuthor: (author: string) => boolean;
  readonly hasRead: (candidate: Candidate) => boolean;
  /** Whether its story or thread has an entry already. */
  readonly hasOccasion: (candidate: Candidate) => boolean;
  readonly chosen: () => readonly Chosen[];
  readonly passedOver: () => readonly Passed[];
}

/** A candidate of the front, or the best of somebody who waits, that got no place. */
export interface Passed extends Passing {
  readonly candidate: Candidate;
}

/** In the order in which they give way: whoever is above one is above those before it. */
const RULES = ['spread', 'quotas', 'caps', 'stories'] as const;
export type Rule = (typeof RULES)[number];

export function openLayout(feed: Feed, front: Front): Layout {
  const chosen = new Map<string, Chosen>();
  const passed = new Map<string, Passed>();
  const authors = new Set<string>();
  const occasions = openOccasions(front);
  const caps = openCaps(feed, front);
  const quotas = openQuotas(feed);

  const refusalOf = (candidate: Candidate, lane: Lane, above?: Rule): Passing | undefined => {
    const holds = (rule: Rule) => above === undefined || RULES.indexOf(rule) > RULES.indexOf(above);
    return (
      (holds('stories') ? occasions.refusalOf(candidate) : undefined) ??
      (holds('caps') ? caps.refusalOf(candidate) : undefined) ??
      (holds('quotas') ? quotas.refusalOf(candidate, lane) : undefined) ??
      (holds('spread') ? caps.spreadOf(candidate) : undefined)
    );
  };

  const refuse = (candidate: Candidate, passing: Passing): void => {
    passed.set(candidate.uri, { candidate, ...passing });
  };

  const place = (candidate: Candidate, lane: Lane, above?: Rule): boolean => {
    if (chosen.has(candidate.uri)) return false;
    const refusal = refusalOf(candidate, lane, above);
    if (refusal !== undefined) {
      refuse(candidate, refusal);
      return false;
    }
    chosen.set(candidate.uri, { candidate, lane });
    passed.delete(candidate.uri);
    authors.add(candidate.author);
    occasions.take(candidate);
    caps.take(candidate);
    quotas.take(candidate, lane);
    return true;
  };

  return {
    place,
    refuse,
    fill(size, laneOf, above) {
      for (const candidate of front.front) {
        if (chosen.size >= size) break;
        const head = occasions.headOf(candidate);
        if (head !== candidate) place(head, laneOf(head), above);
        place(candidate, laneOf(candidate), above);
      }
    },
    hasAuthor: (author) => authors.has(author),
    hasRead: (candidate) => chosen.has(candidate.uri),
    hasOccasion: (candidate) => occasions.refusalOf(candidate) !== undefined,
    chosen: () => [...chosen.values()],
    passedOver() {
      const unsaid = (one: Candidate) => !chosen.has(one.uri) && !passed.has(one.uri);
      for (const one of front.front.filter(unsaid)) refuse(one, outweighed(feed));
      for (const one of front.waiting.filter(unsaid)) refuse(one, TURN_LATER);
      return [...passed.values()];
    },
  };
}

function outweighed({ order }: Feed): Passing {
  const reason =
    order === 'as it came' ? 'newer ones took the places' : 'others weighed more in this draw';
  return { rule: 'weight', reason };
}

const TURN_LATER: Passing = {
  rule: 'turn',
  reason: 'others weighed more, and the turn of its author comes later',
};

/** What strangers and second chances may have of an edition at the most. */
function openQuotas(feed: Feed) {
  const taken = { boosted: 0, resurfaced: 0 };
  const isFull = (quota: 'boosted' | 'resurfaced') =>
    taken[quota] >= Math.floor(feed.size * feed.quotas[quota]);
  return {
    take(candidate: Candidate, lane: Lane): void {
      if (!candidate.isFollowed) taken.boosted += 1;
      if (lane === 'resurfaced') taken.resurfaced += 1;
    },
    refusalOf(candidate: Candidate, lane: Lane): Passing | undefined {
      if (lane === 'wildcard') return undefined;
      if (!candidate.isFollowed && isFull('boosted'))
        return { rule: 'boosted', reason: 'strangers have their share already' };
      if (lane === 'resurfaced' && isFull('resurfaced'))
        return { rule: 'resurfaced', reason: 'second chances have their share already' };
      return undefined;
    },
  };
}
