import { type EpochMs, epochMsOf } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { isDay } from './time_points.ts';

/** Readers of what options are given: each throws with a sentence that says what would be right. */

export function readPort(value: string): number {
  return readWhole(value, 0, 65_535, '--port must be a port number, 1 to 65535, or 0 for any');
}

export function readSize(value: string): number {
  return readWhole(value, 1, 2_000, '--size must be a number of entries, 1 to 2000');
}

export function readDays(value: string): number {
  return readWhole(value, 1, 400, '--days must be a number of days, 1 to 400');
}

export function readEditionNumber(value: string): number {
  const most = Number.MAX_SAFE_INTEGER;
  return readWhole(value, 1, most, 'an edition is named by its number, from 1');
}

export function readMoment(value: string): EpochMs {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(value) ?? [];
  const moment = day !== undefined && isDay(day) ? epochMsOf(value) : undefined;
  if (moment !== undefined) return moment;
  throw wrong(value, '--now must be a time like 2026-11-23T06:00:00Z');
}

function readWhole(value: string, least: number, most: number, rule: string): number {
  const read = Number(value);
  if (/^\d+$/.test(value) && read >= least && read <= most) return read;
  throw wrong(value, rule);
}

function wrong(value: string, rule: string): DriftlineError {
  return new DriftlineError('usage', `${rule}, not "${value}"`);
}
