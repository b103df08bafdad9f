import { DriftlineError } from '../core/errors.ts';
import { type HomeEntry, parseHomeEntry, parseStatus, type WireStatus } from '../core/status.ts';

/** One frame of the stream, understood, or why not. */
export type Frame =
  | { readonly kind: 'update'; readonly entry: HomeEntry }
  | { readonly kind: 'edit'; readonly status: WireStatus }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'other'; readonly event: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly sample: string };

/** Something that came and was not let in. */
export interface Refused {
  /** Without ids, so that equal reasons are counted together. */
  readonly reason: string;
  readonly sample: string;
}

/** What `read` gives, or why it refused `given`. Programmer's errors go on. */
export function orRefused<T extends object>(read: () => T, given: unknown): T | Refused {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DriftlineError) && !(error instanceof SyntaxError)) throw error;
    const reason = error instanceof DriftlineError ? withoutIds(error.message) : 'it is no JSON';
    return { reason, sample: typeof given === 'string' ? given : textOf(given) };
  }
}

/** What is nested thousands deep can be read and not be written. */
function textOf(json: unknown): string {
  try {
    return JSON.stringify(json) ?? '';
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return '(nested too deeply to be shown)';
  }
}

/** "status 123 has no usable created_at" and the same of 124 are one reason. */
function withoutIds(reason: string): string {
  return reason.replace(/^(status|boost|account) [^\s:]+/, '$1');
}

/**
 * Reads a frame. A `delete` carries a bare id that must stay text: as a number it would lose
 * digits. A frame without `stream` counts as the user's. Never throws: one bad frame does not stop
 * the stream.
 */
export function parseFrame(text: string): Frame {
  const frame = orRefused(() => understand(text), text);
  return 'kind' in frame ? frame : { kind: 'refused', ...frame };
}

function understand(text: string): Frame {
  if (text.trim() === '') return { kind: 'other', event: 'keepalive' };
  const frame = JSON.parse(text) as {
    event?: unknown;
    payload?: unknown;
    error?: unknown;
    stream?: unknown;
  };
  if (typeof frame !== 'object' || frame === null)
    throw new DriftlineError('invalid', 'a frame that is no object');
  // "Unknown stream type" and the like: nothing came, and the socket stays open.
  if (typeof frame.error === 'string')
    return { kind: 'other', event: `error: ${frame.error.slice(0, 80)}` };
  if (isAnothers(frame.stream)) return { kind: 'other', event: 'another stream' };
  const { event, payload } = frame;
  if (event === 'update') return { kind: 'update', entry: parseHomeEntry(objectOf(payload)) };
  if (event === 'status.update') return { kind: 'edit', status: parseStatus(objectOf(payload)) };
  if (event === 'delete') return { kind: 'delete', id: idOf(payload, text) };
  return { kind: 'other', event: typeof event === 'string' ? event.slice(0, 40) : 'nameless' };
}

function isAnothers(stream: unknown): boolean {
  return Array.isArray(stream) && stream[0] !== 'user';
}

/** Payloads are JSON in a string; some servers send the object itself. */
function objectOf(payload: unknown): unknown {
  return typeof payload === 'string' ? JSON.parse(payload) : payload;
}

const BARE_ID = /"payload"\s*:\s*(\d+)/;

/** A bare number of 18 digits would lose its last ones, so they are read from the text. */
function idOf(payload: unknown, text: string): string {
  if (typeof payload === 'string' && payload !== '') return payload;
  const digits = typeof payload === 'number' ? BARE_ID.exec(text)?.[1] : undefined;
  if (digits === undefined) throw new DriftlineError('invalid', 'a delete without a usable id');
  return digits;
}
