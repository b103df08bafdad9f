import { type EpochMs, epochMsOf, isoOf } from './clock.ts';
import { DriftlineError } from './errors.ts';

/**
 * Everything that a recording may hold (design, section 3: the recording format; `domain_blocks` is
 * added to it: all blocked servers, as they now stand).
 */
export const RECORDING_EVENTS = [
  'owner',
  'filters',
  'followed_tags',
  'domain_blocks',
  'follow',
  'unfollow',
  'mute',
  'unmute',
  'block',
  'unblock',
  'update',
  'status.update',
  'snapshot',
  'delete',
  'hole',
  'edition',
  'exposure',
  'action',
  'dial',
] as const;
export type RecordingEvent = (typeof RECORDING_EVENTS)[number];

/** One line: what happened, and when. */
export interface RecordingLine {
  readonly atMs: EpochMs;
  readonly event: RecordingEvent;
  readonly payload: unknown;
  /** Whose it is, where a recording holds more than one login: ada@example.social. */
  readonly login?: string;
}

export type ReadLine = RecordingLine | { readonly unknownEvent: string };

/**
 * Reads a line. Throws DriftlineError('invalid') where it is broken; says so where its event is
 * unknown.
 */
export function readRecordingLine(text: string): ReadLine {
  const line = parse(text);
  const atMs = epochMsOf(line.at);
  if (atMs === undefined)
    throw new DriftlineError('invalid', 'it has no usable "at": an ISO 8601 time');
  if (typeof line.event !== 'string') throw new DriftlineError('invalid', 'it has no "event"');
  if (!RECORDING_EVENTS.includes(line.event as RecordingEvent)) return { unknownEvent: line.event };
  if (line.payload === undefined) throw new DriftlineError('invalid', 'it has no "payload"');
  return {
    atMs,
    event: line.event as RecordingEvent,
    payload: line.payload,
    ...(typeof line.login === 'string' ? { login: line.login } : {}),
  };
}

export function writeRecordingLine({ atMs, event, payload, login }: RecordingLine): string {
  return JSON.stringify({
    at: isoOf(atMs),
    event,
    payload,
    ...(login === undefined ? {} : { login }),
  });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch (error) {
    throw new DriftlineError('invalid', 'it is not JSON', { cause: error });
  }
  if (typeof line !== 'object' || line === null || Array.isArray(line)) {
    throw new DriftlineError('invalid', 'it is no JSON object');
  }
  return line as Readonly<Record<string, unknown>>;
}

type Json = Readonly<Record<string, unknown>>;

/** A payload that must be an object. Throws DriftlineError('invalid'). */
export function objectIn(payload: unknown): Json {
  if (typeof payload === 'object' && payload !== null && !Array.isArray(payload))
    return payload as Json;
  throw new DriftlineError('invalid', 'its payload is no object');
}

/** A member that must be one of some words. */
export function wordIn<const T extends string>(
  payload: Json,
  member: string,
  words: readonly T[],
): T {
  const word = payload[member];
  if (words.includes(word as T)) return word as T;
  throw new DriftlineError('invalid', `"${member}" must be one of ${words.join(', ')}`);
}

/** A member that is a time, or absent. */
export function timeIn(payload: Json, member: string): EpochMs | undefined {
  if (payload[member] === undefined || payload[member] === null) return undefined;
  const ms = epochMsOf(payload[member]);
  if (ms === undefined) throw new DriftlineError('invalid', `"${member}" must be an ISO 8601 time`);
  return ms;
}

/** A member that is text, or absent. */
export function textIn(payload: Json, member: string): string | undefined {
  return typeof payload[member] === 'string' ? payload[member] : undefined;
}
