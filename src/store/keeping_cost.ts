import type { Database } from './database.ts';
import { openPruning, type PrunedTotals } from './pruning.ts';
import { integer, nullable, real } from './shape.ts';
import { openSpace } from './space.ts';

/** What keeping everything costs on this machine. */
export interface KeepingCost {
  readonly fileBytes: number;
  /** Inside the file. */
  readonly freeBytes: number;
  readonly bodies: number;
  readonly packed: number;
  /** What a day adds, once its bodies are packed; null: nothing came yet. */
  readonly bytesADay: number | null;
  /** The same for a year; its last two weeks are text still. */
  readonly bytesAYear: number | null;
  /** All that was ever let go. */
  readonly pruned: PrunedTotals;
}

const SAMPLE = 500;
const TEXT_DAYS = 14;
/** Until anything was packed (measured on the demo's world, 2026-11-26: 0.22). */
const PACKED_SHARE = 0.22;

export function measureKeeping(
  database: Database,
  { arrivalsADay, arrivals }: Inflow,
): KeepingCost {
  const measured = database.one('serve/measure_keeping', ['sample'], {
    bodies: integer,
    as_text: integer,
    text_bytes: nullable(real),
    packed_bytes: nullable(real),
    statuses: integer,
  })({ sample: SAMPLE });
  const { fileBytes, freeBytes } = openSpace(database).measure();
  const bodies = measured?.bodies ?? 0;
  const asText = measured?.as_text ?? 0;
  const base = {
    fileBytes,
    freeBytes,
    bodies,
    packed: bodies - asText,
    pruned: openPruning(database).totals(),
  };
  const statuses = measured?.statuses ?? 0;
  if (statuses === 0 || arrivals === 0) return { ...base, bytesADay: null, bytesAYear: null };
  const textBytes = measured?.text_bytes ?? 0;
  const packedBytes = measured?.packed_bytes ?? textBytes * PACKED_SHARE;
  const bodyBytes = asText * textBytes + (bodies - asText) * packedBytes;
  const besideBytes = Math.max(0, fileBytes - freeBytes - bodyBytes) / statuses;
  const statusesADay = arrivalsADay * (statuses / arrivals);
  const perStatus = besideBytes + packedBytes;
  const text = Math.max(0, textBytes - packedBytes) * TEXT_DAYS;
  return {
    ...base,
    bytesADay: Math.round(statusesADay * perStatus),
    bytesAYear: Math.round(statusesADay * (365 * perStatus + text)),
  };
}

export interface Inflow {
  /** Lately. */
  readonly arrivalsADay: number;
  /** All that there are. */
  readonly arrivals: number;
}
