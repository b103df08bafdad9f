import type { Lane } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { Candidate } from './front.ts';

/**
 * In which lane a candidate comes; the owner's own SQL may say so. Chance has none of its own until
 * it is thrown.
 */
export interface Lanes {
  readonly byMerit: (candidate: Candidate) => Lane;
  readonly byTurn: (candidate: Candidate) => Lane;
}

/**
 * A feed that takes some lanes only names each post by the lane that let it in, whatever brought it
 * its place (sql/rank/refuse_filtered.sql).
 */
export function lanesOf({ filters }: Feed, lastDrawnAtMs: number): Lanes {
  const byMerit = (candidate: Candidate) =>
    candidate.ownLane ?? laneByMerit(candidate, lastDrawnAtMs);
  if ((filters.lanes ?? []).length === 0)
    return { byMerit, byTurn: (one) => one.ownLane ?? laneByTurn(one) ?? byMerit(one) };
  const admitted = (candidate: Candidate): Lane =>
    !candidate.ownLane && candidate.isQuiet && candidate.isFollowed && candidate.offers === 0
      ? 'quiet'
      : byMerit(candidate);
  return { byMerit: admitted, byTurn: admitted };
}

/** In the first week a turn says nothing of who is quiet, nor that something was missed. */
function laneByTurn({ isQuiet, mayBeQuiet }: Candidate): Lane | undefined {
  if (mayBeQuiet) return undefined;
  return isQuiet ? 'quiet' : 'missed';
}

/** Exclusive, in this order; turns and chance are told apart where they are placed. */
function laneByMerit(candidate: Candidate, lastDrawnAtMs: number): Lane {
  if (candidate.offers > 0) return 'resurfaced';
  if (!candidate.isFollowed) return 'boosted';
  // What a first look or a crawl brings has come this minute, whenever it was written.
  const { arrivedMs, bornMs } = candidate;
  return Math.min(arrivedMs, bornMs) < lastDrawnAtMs ? 'missed' : 'fresh';
}
