import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openMark } from './marks.ts';
import { integer, isAs, nullable, type RowOf, text } from './shape.ts';

/** What stands in an edition of the last so many days is not deleted under the reader's eyes. */
export const SHOWN_DAYS = 14;

/** What goes, and what stays for a while although it is old enough. */
export interface PruneLimits {
  readonly nowMs: EpochMs;
  /** What was observed before this is not kept. */
  readonly beforeMs: number;
  /** What stands in an edition drawn since then stays: the reader may have it before them. */
  readonly shownSinceMs: number;
  /** Statuses whose last chance is still due. */
  readonly due: ReadonlySet<number>;
}

/** Where a bite ended, and the next begins. */
export interface PruneCursor {
  readonly afterMs: number;
  readonly afterKey: number;
}

export const PRUNE_START: PruneCursor = { afterMs: -1, afterKey: -1 };

export interface Pruned {
  /** undefined: nothing is left. */
  readonly next: PruneCursor | undefined;
  readonly looked: number;
  readonly bodies: number;
  readonly unseen: number;
  /** Of the unseen: the edition in which each had its last chance. */
  readonly lastChances: readonly number[];
  /** Old enough, and kept: their last chance is due. */
  readonly waiting: number;
}

/** All that was ever let go. */
const prunedTotals = { bodies: integer, unseen: integer, last_chances: integer };

export type PrunedTotals = RowOf<typeof prunedTotals>;

/** Deletes bodies that are older than what is kept, a bite at a time. Each is a transaction. */
export function openPruning(database: Database) {
  const desk = prepareDesk(database);
  return {
    totals: (): PrunedTotals => totalsOf(desk),
    /** When the store was kept last, all of it; undefined: never. */
    lastKeptMs(): number | undefined {
      const kept = desk.findMark({ name: KEPT });
      return kept === undefined ? undefined : Number(kept.detail);
    },
    markKept: (nowMs: EpochMs) => desk.setMark({ name: KEPT, detail: String(nowMs), at_ms: nowMs }),
    /** How many bodies are old enough. */
    toDo: (beforeMs: number): number => desk.count({ before_ms: beforeMs })?.bodies ?? 0,
    /** What one edition, drawn before then, passed over; false: none is left. */
    forgetPassedOver(beforeMs: number): boolean {
      return database.transaction(() => {
        const oldest = desk.findPassedOver({ before_ms: beforeMs });
        if (oldest !== undefined) desk.forgetPassedOver({ edition: oldest.edition });
        return oldest !== undefined;
      });
    },
    pruneSome(limits: PruneLimits, { afterMs, afterKey }: PruneCursor, most: number): Pruned {
      return database.transaction(() => {
        const rows = desk.list({
          before_ms: limits.beforeMs,
          shown_since_ms: limits.shownSinceMs,
          after_ms: afterMs,
          after_key: afterKey,
          limit: most,
        });
        const old = rows.filter(({ stays }) => stays === 0);
        const gone = old.filter(({ status_key }) => !limits.due.has(status_key));
        for (const { status_key } of gone) letGo(desk, status_key, limits.nowMs);
        const unseen = gone.filter(({ is_unseen }) => is_unseen === 1);
        const lastChances = unseen.flatMap(({ last_chance_in: edition }) => edition ?? []);
        count(desk, { bodies: gone.length, unseen: unseen.length, lastChances }, limits.nowMs);
        const last = rows.at(-1);
        return {
          next:
            last === undefined || rows.length < most
              ? undefined
              : { afterMs: last.observed_at_ms, afterKey: last.status_key },
          looked: rows.length,
          bodies: gone.length,
          unseen: unseen.length,
          lastChances,
          waiting: old.length - gone.length,
        };
      });
    },
  };
}

type Desk = ReturnType<typeof prepareDesk>;

function prepareDesk(database: Database) {
  const one = ['status_key'] as const;
  return {
    count: database.one('upkeep/count_bodies_to_prune', ['before_ms'], { bodies: integer }),
    list: database.many(
      'upkeep/list_bodies_to_prune',
      ['before_ms', 'shown_since_ms', 'after_ms', 'after_key', 'limit'],
      {
        status_key: integer,
        observed_at_ms: integer,
        stays: integer,
        is_unseen: integer,
        last_chance_in: nullable(integer),
      },
    ),
    forgets: [
      database.run('ingest/forget_payload', one),
      database.run('ingest/forget_versions', one),
      database.run('ingest/forget_text', one),
      database.run('ingest/remove_candidate', one),
      database.run('ingest/forget_filter_matches', one),
      database.run('ingest/forget_refused_mentions', one),
    ],
    findPassedOver: database.one('upkeep/find_oldest_passed_over', ['before_ms'], {
      edition: integer,
    }),
    forgetPassedOver: database.run('upkeep/forget_passed_over', ['edition']),
    mark: database.run('upkeep/mark_pruned', ['status_key', 'pruned_at_ms']),
    findMark: database.one('ingest/find_mark', ['name'], { detail: text }),
    setMark: database.run('ingest/set_mark', ['name', 'detail', 'at_ms']),
    totals: openMark(database, 'pruned', isAs(prunedTotals)),
  };
}

/** The row of the status stays, and with it what the ledger and the ranker's counts stand on. */
function letGo(desk: Desk, statusKey: number, nowMs: EpochMs): void {
  for (const forget of desk.forgets) forget({ status_key: statusKey });
  desk.mark({ status_key: statusKey, pruned_at_ms: nowMs });
}

const KEPT = 'kept';

function totalsOf(desk: Desk): PrunedTotals {
  return desk.totals.last() ?? { bodies: 0, unseen: 0, last_chances: 0 };
}

/** In the transaction of the bite: whatever ends the program, each is counted once. */
function count(
  desk: Desk,
  { bodies, unseen, lastChances }: Pick<Pruned, 'bodies' | 'unseen' | 'lastChances'>,
  nowMs: EpochMs,
): void {
  if (bodies === 0) return;
  const before = totalsOf(desk);
  const totals: PrunedTotals = {
    bodies: before.bodies + bodies,
    unseen: before.unseen + unseen,
    last_chances: before.last_chances + lastChances.length,
  };
  desk.totals.note(totals, nowMs);
}
