import { type EpochMs, isAhead, SECOND_MS } from '../../core/clock.ts';
import type { ServedPost } from '../../store/client_reading.ts';
import type { ServedPage } from './client_ledger.ts';

/** A page as it goes out, and what its going out means. */
export interface KeptPage {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly link: string;
  readonly served: ServedPage;
  /** What was never served before in that place. */
  readonly fresh: readonly ServedPost[];
}

/** Some 100 kB each. */
const KEPT_MAX = 40;
/** Mutes and filters end without anything being written, and a snapshot is young for 30 s. */
const GOOD_FOR_MS = 5 * SECOND_MS;

/**
 * Pages as bytes, good as long as nothing at all was written: a client that asks twice, or many
 * that poll, cost no more than the bytes. Text is what costs a page (performance.md, section 4).
 */
export function openPageCache() {
  const kept = new Map<
    string,
    { readonly page: KeptPage; readonly stamp: string; readonly untilMs: number }
  >();
  return {
    find(asked: string, stamp: string, nowMs: EpochMs): KeptPage | undefined {
      const found = kept.get(asked);
      return found?.stamp === stamp && isAhead(found.untilMs, nowMs, GOOD_FOR_MS)
        ? found.page
        : undefined;
    },
    keep(asked: string, stamp: string, nowMs: EpochMs, page: KeptPage): void {
      if (kept.size >= KEPT_MAX) kept.clear();
      kept.set(asked, { page, stamp, untilMs: nowMs + GOOD_FOR_MS });
    },
  };
}
