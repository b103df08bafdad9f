import { setMaxListeners } from 'node:events';
import WebSocket from 'ws';
import type { Cancel, Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { blanked } from './blanked.ts';
import { type Connection, currentToken } from './send.ts';
import { SILENCE_MS } from './stream.ts';
import { codeOf } from './unsent.ts';

/** What the home server's stream tells whoever listens through us. */
export interface RelayEars {
  readonly opened: () => void;
  readonly frame: (text: string) => void;
  readonly pinged: () => void;
  /** Once, last; also where it never opened. */
  readonly closed: () => void;
}

export interface Relay {
  readonly say: (text: string) => void;
  readonly close: () => void;
}

const HANDSHAKE_TIME_OUT_MS = 15_000;
const FRAME_BYTES_MAX = 16 * 2 ** 20;

/**
 * A socket of another app, carried on to the home server with the owner's token. `query` is what
 * the app asked for, without any token. No error of it holds the headers. Where that server is gone
 * without a word, as after a sleep of this machine, it ends: nobody else would tell the app.
 */
export async function openRelay(
  connection: Connection,
  streamingUrl: string, // wss://host
  query: URLSearchParams,
  ears: RelayEars,
): Promise<Relay> {
  const token = await currentToken(connection);
  const search = query.size === 0 ? '' : `?${query}`;
  const socket = new WebSocket(`${streamingUrl}/api/v1/streaming${search}`, {
    headers: { authorization: `Bearer ${token}`, 'user-agent': connection.userAgent },
    maxPayload: FRAME_BYTES_MAX,
    handshakeTimeout: HANDSHAKE_TIME_OUT_MS,
    followRedirects: false,
    skipUTF8Validation: true,
  });
  const stop = () => socket.terminate();
  setMaxListeners(0, connection.signal); // one for each socket of each app: that is no leak
  connection.signal.addEventListener('abort', stop, { once: true });
  let cancelSilence: Cancel = () => {};
  const listen = () => {
    cancelSilence();
    cancelSilence = connection.time.after(SILENCE_MS, stop);
  };
  socket.on('open', () => {
    listen();
    ears.opened();
  });
  socket.on('message', (body) => {
    listen();
    ears.frame(blanked(body as Buffer, token).toString());
  });
  socket.on('ping', () => {
    listen();
    ears.pinged();
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    cancelSilence();
    connection.signal.removeEventListener('abort', stop);
    ears.closed();
  });
  return {
    say(text) {
      if (socket.readyState === socket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

interface EventsAsked {
  /** wss://host: events are told where sockets are heard. */
  readonly streamingUrl: string;
  /** And query, without any token. */
  readonly path: string;
  readonly signal: AbortSignal;
}

/**
 * The home server's events as one long answer, which ends as a socket does; the status of a refusal
 * where it has none. Throws DriftlineError('upstream') where it is away.
 */
export async function openEvents(
  connection: Connection,
  { streamingUrl, path, signal }: EventsAsked,
): Promise<ReadableStream<Uint8Array> | number> {
  const token = await currentToken(connection);
  const request = new Request(`${streamingUrl.replace(/^ws/, 'http')}${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      'user-agent': connection.userAgent,
      accept: 'text/event-stream',
    },
    redirect: 'manual',
    signal,
  });
  const { host } = new URL(connection.server);
  let response: Response;
  try {
    response = await connection.send(request);
  } catch (error) {
    throw new DriftlineError('upstream', `${host} cannot be reached${codeOf(error)}`, {
      cause: error,
    });
  }
  const { ok, status, body, headers } = response;
  if (ok && body !== null && headers.get('content-type')?.startsWith('text/event-stream') === true)
    return untilItBreaks(body, token, connection.time);
  await body?.cancel();
  if (status >= 400 && status < 500) return status;
  throw new DriftlineError('upstream', `${host} answers ${status} and no events`);
}

/**
 * A server that goes away in the middle ends its answer by that: whoever listened comes again. Line
 * by line, so that no cut hides the token that was asked with; one without an end is broken off.
 */
function untilItBreaks(
  body: ReadableStream<Uint8Array>,
  token: string,
  time: Time,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const read = async () => {
    const cancelSilence = time.after(SILENCE_MS, () => reader.cancel().catch(() => undefined));
    const { value } = (await reader.read().catch(() => undefined)) ?? {};
    cancelSilence();
    return value;
  };
  let held = Buffer.alloc(0);
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        const value = await read();
        if (value === undefined) return controller.close();
        held = Buffer.concat([held, value]);
        const whole = held.lastIndexOf('\n') + 1;
        if (whole === 0 && held.length < FRAME_BYTES_MAX) continue;
        if (whole === 0) {
          reader.cancel().catch(() => undefined);
          return controller.close();
        }
        controller.enqueue(blanked(held.subarray(0, whole), token));
        held = held.subarray(whole);
        return;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
