import type { Passing } from '../core/edition.ts';
import type { Candidate, Front } from './front.ts';

/** A story or a thread is one occasion: the entry that stands names the others. */
export interface Occasions {
  /** `byMerit`: the drawing key by which it came in; undefined where a turn or chance placed it. */
  readonly take: (candidate: Candidate, byMerit: number | undefined) => void;
  /** That the candidate's occasion has an entry already. */
  readonly refusalsOf: (candidate: Candidate) => readonly Passing[];
  /** The earliest part of its thread that is still unseen: where a thread is shown from. */
  readonly headOf: (candidate: Candidate) => Candidate;
  /** Where its thread begins earlier, that stands for it, however much more it weighed. */
  readonly ofItsHead: (candidate: Candidate, passing: Passing) => Passing;
}

export function openOccasions(front: Front): Occasions {
  const storyAt = new Map<number, Standing>(); // by link
  const threadAt = new Map<string, Standing>();
  const heads = headsOf(front);
  const headOf = (candidate: Candidate) => heads.get(threadOf(candidate)) ?? candidate;
  return {
    take(candidate, byMerit) {
      const standing = { subject: candidate.uri, toBeat: byMerit };
      if (candidate.linkKey !== null) storyAt.set(candidate.linkKey, standing);
      threadAt.set(threadOf(candidate), standing);
    },
    refusalsOf(candidate) {
      const story = candidate.linkKey === null ? undefined : storyAt.get(candidate.linkKey);
      if (story !== undefined)
        return [{ rule: 'story', reason: 'the same story stands in it already', ...story }];
      const thread = threadAt.get(threadOf(candidate));
      if (thread !== undefined)
        return [{ rule: 'thread', reason: 'its thread stands in it already', ...thread }];
      return [];
    },
    headOf,
    ofItsHead(candidate, passing) {
      const head = headOf(candidate);
      return head.part < candidate.part ? { ...passing, subject: head.uri } : passing;
    },
  };
}

/** The uri of an entry, and its drawing key where it stands by that. */
interface Standing {
  readonly subject: string;
  readonly toBeat: number | undefined;
}

/** All parts of one thread share it. */
function threadOf({ thread, uri }: Candidate): string {
  return thread ?? uri;
}

function headsOf({ front, waiting, wanted, heads: others = [] }: Front) {
  const heads = new Map<string, Candidate>();
  const offered = wanted.filter(({ isResting }) => !isResting);
  for (const one of [...front, ...waiting, ...offered, ...others]) {
    const head = heads.get(threadOf(one));
    if (head === undefined || isBefore(one, head)) heads.set(threadOf(one), one);
  }
  return heads;
}

/** A thread may fork; then either way is as good. */
function isBefore(one: Candidate, other: Candidate): boolean {
  return one.part < other.part || (one.part === other.part && one.uri < other.uri);
}
