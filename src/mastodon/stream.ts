import { type Cancel, type EpochMs, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Connection } from './send.ts';
import type { OpenSocket } from './socket.ts';

export interface StreamEars {
  readonly up: () => void;
  readonly frame: (text: string) => void;
  /** The socket is gone, or nobody spoke for too long. `lastHeardMs` is the moment of loss. */
  readonly down: (lastHeardMs: EpochMs, why: string) => void;
  /** The server lives: a frame or a ping. */
  readonly alive: (nowMs: EpochMs) => void;
}

export interface StreamOptions {
  readonly connection: Connection;
  readonly streamingUrl: string; // wss://host
  readonly openSocket: OpenSocket;
  readonly random: () => number; // [0, 1)
  readonly pace: number;
  readonly ears: StreamEars;
}

/** A server pings every 30 s: whoever says nothing for longer than two of them is gone. */
const SILENCE_MS = 75 * SECOND_MS;
const BACK_OFF_MIN_MS = SECOND_MS;
const BACK_OFF_MAX_MS = 30 * SECOND_MS;

/**
 * Keeps the `user` stream open until the signal is aborted: back-off with full jitter, capped, so that an
 * outage does not double. Throws DriftlineError('unauthorized') when the server refuses the token, and
 * never lets the token into an error (mastodon-api.md, 8.2).
 */
export async function keepStreaming(options: StreamOptions): Promise<void> {
  const { connection, random, pace } = options;
  let failures = 0;
  while (!connection.signal.aborted) {
    const end = await streamOnce(options);
    if (connection.signal.aborted) return;
    if (end.httpStatus === 401 || end.httpStatus === 403) {
      const { host } = new URL(connection.server);
      throw new DriftlineError(
        'unauthorized',
        `${host} refused the login: type driftline login ${host}`,
      );
    }
    failures = end.wasUp ? 0 : failures + 1;
    const ceilingMs = Math.min(BACK_OFF_MAX_MS, BACK_OFF_MIN_MS * 2 ** Math.min(failures, 5));
    await sleep(
      connection.time,
      (BACK_OFF_MIN_MS + random() * ceilingMs) / pace,
      connection.signal,
    ).catch(() => {});
  }
}

interface StreamEnd {
  readonly wasUp: boolean;
  readonly httpStatus: number | undefined;
}

function streamOnce({
  connection,
  streamingUrl,
  openSocket,
  pace,
  ears,
}: StreamOptions): Promise<StreamEnd> {
  const { time, signal } = connection;
  return new Promise((resolve) => {
    let wasUp = false;
    let lastHeardMs = time.now();
    let cancelSilence: Cancel = () => {};
    let why: string | undefined;
    const listen = () => {
      lastHeardMs = time.now();
      cancelSilence();
      cancelSilence = time.after(SILENCE_MS / pace, () => {
        why = `nothing heard for ${SILENCE_MS / SECOND_MS} s`;
        socket.terminate();
      });
      if (wasUp) ears.alive(lastHeardMs);
    };
    const stop = () => socket.terminate();
    const url = `${streamingUrl.replace(/^http/, 'ws').replace(/\/$/, '')}/api/v1/streaming?stream=user`;
    const headers = {
      authorization: `Bearer ${connection.token}`,
      'user-agent': connection.userAgent,
    };
    const socket = openSocket(url, headers, {
      opened() {
        wasUp = true;
        listen();
        ears.up();
      },
      frame(text) {
        listen();
        ears.frame(text);
      },
      ping: listen,
      closed(end) {
        cancelSilence();
        signal.removeEventListener('abort', stop);
        if (wasUp)
          ears.down(lastHeardMs, why ?? end.reason ?? `closed with ${end.code ?? 'no code'}`);
        resolve({ wasUp, httpStatus: end.httpStatus });
      },
    });
    signal.addEventListener('abort', stop, { once: true });
    listen();
  });
}
