import { InvalidArgumentError } from 'commander';
import { type EpochMs, epochMsOf } from '../core/clock.ts';

/** Readers for commander: each throws with a sentence that says what would be right. */

export function readPort(value: string): number {
  return readWhole(value, 0, 65_535, 'must be a port number, 1 to 65535; 0 takes any.');
}

export function readSize(value: string): number {
  return readWhole(value, 1, 2_000, 'must be a number of entries, 1 to 2000.');
}

export function readEditionNumber(value: string): number {
  return readWhole(value, 1, Number.MAX_SAFE_INTEGER, 'must be the number of an edition, from 1.');
}

export function readMoment(value: string): EpochMs {
  const moment = /^\d{4}-\d\d-\d\d/.test(value) ? epochMsOf(value) : undefined;
  if (moment !== undefined) return moment;
  throw new InvalidArgumentError('must be a time like 2026-11-23T06:00:00Z.');
}

function readWhole(value: string, least: number, most: number, remedy: string): number {
  const read = Number(value);
  if (/^\d+$/.test(value) && read >= least && read <= most) return read;
  throw new InvalidArgumentError(remedy);
}
