import type { Context } from 'hono';
import { type EpochMs, isAhead, SECOND_MS } from '../../core/clock.ts';
import type { Changes } from '../../store/changes.ts';
import type { Acting } from '../acting.ts';
import type { Deeds } from '../deeds.ts';
import type { Notice, Trouble } from './desk.ts';
import { themeIn } from './theme_cookie.ts';

/** Pages of editions as bytes, good as long as nothing at all changed that they are made of. */
export interface KeptPages {
  /** What a page was made of that is asked for now; taken before it is made. */
  readonly stamp: () => string;
  readonly find: (c: Context, stamp: string) => Uint8Array<ArrayBuffer> | undefined;
  readonly keep: (c: Context, stamp: string, bytes: Uint8Array<ArrayBuffer>) => void;
}

interface Needs {
  readonly changes: Changes;
  readonly health: () => readonly Trouble[];
  readonly notices: () => readonly Notice[];
  readonly deeds: Pick<Deeds, 'last'>;
  readonly acting: Pick<Acting, 'may'>;
  readonly now: () => EpochMs;
}

/** Some 200 kB each. */
const KEPT_MAX = 40;
/** Mutes, filters and "2 hours ago" end without anything being written. */
const GOOD_FOR_MS = 5 * SECOND_MS;

/**
 * A page that is asked for again, by a reload or by another device, costs its bytes: else a
 * hundred small questions to the database, two of them for each of its posts.
 */
export function openKeptPages({ changes, health, notices, deeds, acting, now }: Needs): KeptPages {
  const kept = new Map<
    string,
    {
      readonly stamp: string;
      readonly untilMs: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  >();
  const nameOf = (c: Context) => `${themeIn(c)} ${c.req.url}`;
  return {
    stamp: () =>
      `${changes.stamp()} ${JSON.stringify([health(), notices(), [...acting.may()], deeds.last()])}`,
    find(c, stamp) {
      const found = kept.get(nameOf(c));
      return found?.stamp === stamp && isAhead(found.untilMs, now(), GOOD_FOR_MS)
        ? found.bytes
        : undefined;
    },
    keep(c, stamp, bytes) {
      if (kept.size >= KEPT_MAX) kept.clear();
      kept.set(nameOf(c), { stamp, bytes, untilMs: now() + GOOD_FOR_MS });
    },
  };
}
