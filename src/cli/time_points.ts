import { DAY_MS, type EpochMs, epochMsOf, isoOf } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { whenShownMs } from '../core/zone_clock.ts';

export interface PointWords {
  /** The option that it was said with. */
  readonly option: string;
  /** IANA name: whose midnights. */
  readonly timezone: string;
  /** Whether a day that is named without an hour means its start or its end. */
  readonly edge: 'start' | 'end';
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)$/;
const ABSOLUTE = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * A day, a time of the owner's zone, or one that names its own: 2026-11-20, 2026-11-20T18:30,
 * 2026-11-20T18:30:00Z. Throws DriftlineError('usage').
 */
export function readPoint(value: string, { option, timezone, edge }: PointWords): EpochMs {
  if (DAY.test(value) && isDay(value)) {
    // Noon and a day later lies in the next day, whatever the clocks did in between.
    const day = edge === 'start' ? value : dayAfter(value);
    return whenShownMs(epochMsOf(`${day}T00:00:00Z`) as number, timezone);
  }
  const local = LOCAL.exec(value);
  if (local !== null && isDay(local[1] as string)) {
    const asUtcMs = epochMsOf(`${local[1]}T${local[2]}Z`);
    if (asUtcMs !== undefined) return whenShownMs(asUtcMs, timezone);
  }
  const isReal = ABSOLUTE.test(value) && isDay(value.slice(0, '2026-11-20'.length));
  const absolute = isReal ? epochMsOf(value) : undefined;
  if (absolute !== undefined) return absolute;
  throw new DriftlineError(
    'usage',
    `${option} must be a day like 2026-11-20, or a time like 2026-11-20T18:30, not "${value}"`,
  );
}

/** "2026-12-01 06:00", by the clocks of a zone. */
export function momentWords(ms: number, timeZone: string): string {
  const format = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', format).format(ms);
}

/** Date.parse takes the 31st of every month. */
export function isDay(day: string): boolean {
  const ms = epochMsOf(`${day}T00:00:00Z`);
  return ms !== undefined && isoOf(ms).startsWith(day);
}

function dayAfter(day: string): string {
  const ms = (epochMsOf(`${day}T12:00:00Z`) as number) + DAY_MS;
  return isoOf(ms as EpochMs).slice(0, 10);
}
