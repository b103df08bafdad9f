import type { Lane } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { Chosen } from './choose.ts';
import type { Candidate, Front } from './front.ts';

/**
 * An edition while it is being laid out: what stands in it, and what each candidate was refused
 * for.
 */
export interface Layout {
  /**
   * Takes a candidate in, unless a quota, the author's cap or its story speaks against it. A turn
   * is above the quotas, the owner's “always” above the cap too, and in the end above the story.
   */
  readonly place: (candidate: Candidate, lane: Lane, above?: Rule) => boolean;
  /** Says why a candidate has no place. */
  readonly refuse: (candidate: Candidate, reason: string) => void;
  /** Takes from the front by merit until `size` stand or nothing is left. */
  readonly fill: (size: number, laneOf: (candidate: Candidate) => Lane) => void;
  readonly hasAuthor: (author: string) => boolean;
  readonly hasRead: (candidate: Candidate) => boolean;
  readonly chosen: () => readonly Chosen[];
  readonly passedOver: () => readonly { readonly candidate: Candidate; readonly reason: string }[];
}

/** In the order in which they give way: whoever is above one is above those before it. */
const RULES = ['quotas', 'caps', 'stories'] as const;
type Rule = (typeof RULES)[number];

export function openLayout(feed: Feed, front: Front): Layout {
  const chosen = new Map<string, { candidate: Candidate; lane: Lane; named: string[] }>();
  const reasons = new Map<string, { candidate: Candidate; reason: string }>();
  const perAuthor = new Map<string, number>();
  const threads = threadsOf(front);
  const occasions = openOccasions(threads);
  const quotas = openQuotas(feed);

  const refusalOf = (candidate: Candidate, lane: Lane, above?: Rule): string | undefined => {
    const holds = (rule: Rule) => above === undefined || RULES.indexOf(rule) > RULES.indexOf(above);
    const taken = holds('stories') ? occasions.takenBy(candidate) : undefined;
    if (taken !== undefined) {
      name(taken.uri, candidate);
      return taken.reason;
    }
    if (holds('caps') && (perAuthor.get(candidate.author) ?? 0) >= feed.perAuthor) {
      return `${feed.perAuthor} of this author stand in it already`;
    }
    return holds('quotas') ? quotas.refusalOf(candidate, lane) : undefined;
  };

  const name = (uri: string, candidate: Candidate) => {
    const entry = chosen.get(uri);
    if (entry !== undefined && !entry.named.includes(candidate.uri))
      entry.named.push(candidate.uri);
  };

  const refuse = (candidate: Candidate, reason: string): void => {
    reasons.set(candidate.uri, { candidate, reason });
  };

  const place = (candidate: Candidate, lane: Lane, above?: Rule): boolean => {
    if (chosen.has(candidate.uri)) return false;
    const reason = refusalOf(candidate, lane, above);
    if (reason !== undefined) {
      refuse(candidate, reason);
      return false;
    }
    if (above === 'stories') for (const entry of chosen.values()) unname(entry, candidate);
    chosen.set(candidate.uri, { candidate, lane, named: [] });
    reasons.delete(candidate.uri);
    perAuthor.set(candidate.author, (perAuthor.get(candidate.author) ?? 0) + 1);
    occasions.take(candidate);
    quotas.take(candidate, lane);
    return true;
  };

  return {
    place,
    refuse,
    fill(size, laneOf) {
      for (const candidate of front.front) {
        if (chosen.size >= size) break;
        const head = threads.headOf(candidate);
        if (head !== candidate) place(head, laneOf(head));
        place(candidate, laneOf(candidate));
      }
    },
    hasAuthor: (author) => perAuthor.has(author),
    hasRead: (candidate) => chosen.has(candidate.uri),
    chosen: () => [...chosen.values()],
    passedOver() {
      for (const candidate of front.front) {
        if (chosen.has(candidate.uri) || reasons.has(candidate.uri)) continue;
        reasons.set(candidate.uri, { candidate, reason: 'others weighed more in this draw' });
      }
      return [...reasons.values()];
    },
  };
}

function unname({ named }: { readonly named: string[] }, { uri }: Candidate): void {
  const at = named.indexOf(uri);
  if (at >= 0) named.splice(at, 1);
}

/** A story or thread is one occasion: the entry that stands names the others. */
function openOccasions(threads: ReturnType<typeof threadsOf>) {
  const storyAt = new Map<number, string>(); // link -> uri of the entry
  const threadAt = new Map<string, string>();
  return {
    take(candidate: Candidate): void {
      if (candidate.linkKey !== null) storyAt.set(candidate.linkKey, candidate.uri);
      threadAt.set(threads.keyOf(candidate), candidate.uri);
    },
    /** The entry that has the candidate's occasion already. */
    takenBy(candidate: Candidate): { readonly uri: string; readonly reason: string } | undefined {
      const story = candidate.linkKey === null ? undefined : storyAt.get(candidate.linkKey);
      if (story !== undefined) return { uri: story, reason: 'the same story stands in it already' };
      const thread = threadAt.get(threads.keyOf(candidate));
      if (thread !== undefined) return { uri: thread, reason: 'its thread stands in it already' };
      return undefined;
    },
  };
}

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
    refusalOf(candidate: Candidate, lane: Lane): string | undefined {
      if (lane === 'wildcard') return undefined;
      if (!candidate.isFollowed && isFull('boosted')) return 'strangers have their share already';
      if (lane === 'resurfaced' && isFull('resurfaced'))
        return 'second chances have their share already';
      return undefined;
    },
  };
}

/** Threads of an author's own, as far as their parts are candidates. */
function threadsOf(front: Front) {
  const byUri = new Map(
    [...front.front, ...front.waiting, ...front.wanted].map((one) => [one.uri, one]),
  );
  /** The earliest part that is still unseen: where a thread is shown from. */
  const headOf = (candidate: Candidate): Candidate => {
    let head = candidate;
    for (let part = 0; part < THREAD_PARTS_MAX && head.continues !== null; part += 1) {
      const parent = byUri.get(head.continues);
      if (parent === undefined) break;
      head = parent;
    }
    return head;
  };
  /** All parts of one thread share it. */
  const keyOf = (candidate: Candidate): string => {
    const head = headOf(candidate);
    return head.continues ?? head.uri;
  };
  return { headOf, keyOf };
}

const THREAD_PARTS_MAX = 100;
