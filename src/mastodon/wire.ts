import { DriftlineError } from '../core/errors.ts';
import { type HomeEntry, parseHomeEntry, parseStatus, type WireStatus } from '../core/status.ts';

/** One frame of the stream, understood, or why not. */
export type Frame =
  | { readonly kind: 'update'; readonly entry: HomeEntry }
  | { readonly kind: 'edit'; readonly status: WireStatus }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'other'; readonly event: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly sample: string };

/**
 * Reads a frame. A `delete` carries a bare id that must stay text: as a number it would lose digits. A
 * frame without `stream` counts as the user's. Never throws: one bad frame does not stop the stream.
 */
export function parseFrame(text: string): Frame {
  try {
    return understand(text);
  } catch (error) {
    const reason = error instanceof DriftlineError ? error.message : 'a frame that is not JSON';
    return { kind: 'refused', reason: reason.replace(/\b\d{5,}\b/g, '…'), sample: text };
  }
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
  if (typeof frame.error === 'string')
    throw new DriftlineError('invalid', `the stream said: ${frame.error.slice(0, 80)}`);
  if (isAnothers(frame.stream)) return { kind: 'other', event: 'another stream' };
  const { event, payload } = frame;
  if (event === 'update') return { kind: 'update', entry: parseHomeEntry(objectOf(payload)) };
  if (event === 'status.update') return { kind: 'edit', status: parseStatus(objectOf(payload)) };
  if (event === 'delete') return { kind: 'delete', id: idOf(payload) };
  return { kind: 'other', event: typeof event === 'string' ? event.slice(0, 40) : 'nameless' };
}

function isAnothers(stream: unknown): boolean {
  return Array.isArray(stream) && stream[0] !== 'user';
}

/** Payloads are JSON in a string; some servers send the object itself. */
function objectOf(payload: unknown): unknown {
  return typeof payload === 'string' ? JSON.parse(payload) : payload;
}

function idOf(payload: unknown): string {
  if (typeof payload === 'string' && payload !== '') return payload;
  if (Number.isSafeInteger(payload)) return String(payload);
  throw new DriftlineError('invalid', 'a delete without a usable id');
}
