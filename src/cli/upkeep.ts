import { DAY_MS, type EpochMs, sleep, type Time } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { counted, grouped } from '../core/counted.ts';
import type { Database } from '../store/database.ts';
import { forgetBroken } from '../store/kept_before.ts';
import { openPackingAway } from '../store/packing_away.ts';
import {
  openPruning,
  PRUNE_START,
  type PruneCursor,
  type PruneLimits,
  SHOWN_DAYS,
} from '../store/pruning.ts';
import { openSpace } from '../store/space.ts';
import { confirmedMs } from './clock_ahead.ts';

export interface UpkeepDeps {
  readonly database: Database;
  readonly keep: Config['keep'];
  readonly time: Time;
  readonly stopped: AbortSignal;
  /** Statuses whose last chance is still due, of those that came before `beforeMs`. */
  readonly dueLastChances: (
    nowMs: EpochMs,
    beforeMs: number,
  ) => ReadonlySet<number> | Promise<ReadonlySet<number>>;
  /** How many bodies were looked at, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface UpkeepReport {
  readonly packed: number;
  readonly packedBytes: { readonly before: number; readonly after: number };
  readonly pruned: number;
  readonly unseen: number;
  /** Of the unseen: the edition in which each had its last chance. */
  readonly lastChances: readonly number[];
  /** Old enough to go, and kept until their last chance. */
  readonly waiting: number;
  readonly fileBytes: number;
  readonly givenBackBytes: number;
  /** Inside the file. */
  readonly freeBytes: number;
  readonly isShortening: boolean;
}

/** 200 a bite are 40 ms of writing on a busy disk (performance.md, section 5). */
const BODIES_A_BITE = 200;
/** Between two bites others write, and the page answers. */
const PAUSE_MS = 5;

/**
 * Lets go of bodies that are older than what is kept, packs those that are older than the window,
 * and gives the room back. In bites of a transaction each: whatever ends it, nothing is half done,
 * and the next time it goes on with what is left. Rejects with the signal's reason when stopped.
 */
export async function keepStore(deps: UpkeepDeps): Promise<UpkeepReport> {
  const { database, keep, time } = deps;
  const nowMs = confirmedMs(database, time.now());
  const beforeMs = nowMs - keep.days * DAY_MS;
  const packBeforeMs = nowMs - keep.textDays * DAY_MS;
  const pruning = openPruning(database);
  const packing = openPackingAway(database);
  const [old, young] = [pruning.toDo(beforeMs), packing.toDo(packBeforeMs)];
  const due = old === 0 ? new Set<number>() : await deps.dueLastChances(nowMs, beforeMs);
  const shownSinceMs = nowMs - SHOWN_DAYS * DAY_MS;
  const pruned = await pruneAll(deps, { nowMs, beforeMs, shownSinceMs, due }, old + young);
  // Why a post has no place is asked while it is here.
  while (pruning.forgetPassedOver(beforeMs)) await sleep(time, PAUSE_MS, deps.stopped);
  forgetBroken(database.file, time.now());
  const packed = await packAll(deps, packBeforeMs, { done: old, total: old + young });
  const space = await giveBack(deps);
  pruning.markKept(nowMs);
  return { ...pruned, ...packed, ...space };
}

async function pruneAll(deps: UpkeepDeps, limits: PruneLimits, total: number) {
  const { pruneSome } = openPruning(deps.database);
  const lastChances: number[] = [];
  let [looked, pruned, unseen, waiting] = [0, 0, 0, 0];
  for (let cursor: PruneCursor | undefined = PRUNE_START; cursor !== undefined; ) {
    const bite = pruneSome(limits, cursor, BODIES_A_BITE);
    looked += bite.looked;
    pruned += bite.bodies;
    unseen += bite.unseen;
    waiting += bite.waiting;
    lastChances.push(...bite.lastChances);
    cursor = bite.next;
    if (bite.looked > 0) await rest(deps, looked, total);
  }
  return { pruned, unseen, lastChances, waiting };
}

async function packAll(
  deps: UpkeepDeps,
  beforeMs: number,
  { done, total }: { readonly done: number; readonly total: number },
) {
  const { packSome } = openPackingAway(deps.database);
  let packed = 0;
  const packedBytes = { before: 0, after: 0 };
  for (;;) {
    const bite = packSome(beforeMs, BODIES_A_BITE);
    if (bite.bodies === 0) return { packed, packedBytes };
    packed += bite.bodies;
    packedBytes.before += bite.bytesBefore;
    packedBytes.after += bite.bytesAfter;
    await rest(deps, done + packed, total);
  }
}

async function giveBack(deps: UpkeepDeps) {
  const space = openSpace(deps.database);
  const before = space.measure();
  while (space.giveBackSome()) await sleep(deps.time, PAUSE_MS, deps.stopped);
  const after = space.measure();
  return { ...after, givenBackBytes: before.fileBytes - after.fileBytes };
}

async function rest(
  { time, stopped, onProgress }: UpkeepDeps,
  done: number,
  total: number,
): Promise<void> {
  onProgress?.(done, total);
  await sleep(time, PAUSE_MS, stopped);
}

/** "80,112 never seen, 41 had a last chance in edition 212"; undefined where nothing went. */
export function goneWords({ pruned, unseen, lastChances, waiting }: UpkeepReport): string {
  const chances =
    lastChances.length === 0
      ? 'none had a last chance'
      : `${grouped(lastChances.length)} had a last chance in ${editionWords(lastChances)}`;
  const kept = waiting === 0 ? '' : `; ${grouped(waiting)} kept until their last chance`;
  if (pruned === 0) return `Nothing was old enough to go${kept}.`;
  const which = unseen === 0 ? 'all of them seen' : `${grouped(unseen)} never seen, ${chances}`;
  return `${counted(pruned, 'post')} let go: ${which}${kept}.`;
}

function editionWords(editions: readonly number[]): string {
  const [first, last] = [Math.min(...editions), Math.max(...editions)];
  return first === last ? `edition ${first}` : `editions ${first} to ${last}`;
}
