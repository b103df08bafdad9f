import type { Passing } from '../core/edition.ts';
import type { Candidate, Front } from './front.ts';

/** A story or a thread is one occasion: the entry that stands names the others. */
export interface Occasions {
  readonly take: (candidate: Candidate) => void;
  /** That the candidate's occasion has an entry already. */
  readonly refusalOf: (candidate: Candidate) => Passing | undefined;
  /** The earliest part of its thread that is still unseen: where a thread is shown from. */
  readonly headOf: (candidate: Candidate) => Candidate;
}

export function openOccasions(front: Front): Occasions {
  const storyAt = new Map<number, string>(); // link -> uri of the entry
  const threadAt = new Map<string, string>();
  const heads = headsOf(front);
  return {
    take(candidate) {
      if (candidate.linkKey !== null) storyAt.set(candidate.linkKey, candidate.uri);
      threadAt.set(threadOf(candidate), candidate.uri);
    },
    refusalOf(candidate) {
      const story = candidate.linkKey === null ? undefined : storyAt.get(candidate.linkKey);
      if (story !== undefined)
        return { rule: 'story', subject: story, reason: 'the same story stands in it already' };
      const thread = threadAt.get(threadOf(candidate));
      if (thread !== undefined)
        return { rule: 'thread', subject: thread, reason: 'its thread stands in it already' };
      return undefined;
    },
    headOf: (candidate) => heads.get(threadOf(candidate)) ?? candidate,
  };
}

/** All parts of one thread share it. */
function threadOf({ thread, uri }: Candidate): string {
  return thread ?? uri;
}

function headsOf({ front, waiting, wanted }: Front): ReadonlyMap<string, Candidate> {
  const heads = new Map<string, Candidate>();
  for (const one of [...front, ...waiting, ...wanted.filter(({ isResting }) => !isResting)]) {
    const head = heads.get(threadOf(one));
    if (head === undefined || isBefore(one, head)) heads.set(threadOf(one), one);
  }
  return heads;
}

/** A thread may fork; then either way is as good. */
function isBefore(one: Candidate, other: Candidate): boolean {
  return one.part < other.part || (one.part === other.part && one.uri < other.uri);
}
