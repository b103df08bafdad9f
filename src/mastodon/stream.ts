import { type Cancel, type EpochMs, MINUTE_MS, SECOND_MS, sleep } from '../core/clock.ts';
import { pauseIn } from './rate_headers.ts';
import { type Connection, currentToken, isOneTooMany } from './send.ts';
import type { OpenSocket, SocketEars } from './socket.ts';

export interface StreamEars {
  /** `hangUp` ends this connection, as a loss since the last word; another follows. */
  readonly up: (hangUp: (why: string) => void) => void;
  readonly frame: (text: string) => void;
  /** The socket is gone, or nobody spoke for too long. `lastHeardMs`: a frame or a ping. */
  readonly down: (lastHeardMs: EpochMs, why: string) => void;
  /** It speaks: a frame. A ping is no proof, since a deaf stream goes on pinging. */
  readonly alive: (nowMs: EpochMs) => void;
  /** 401 or 403 at the door. What it throws ends the stream. */
  readonly refused: (httpStatus: number) => Promise<void>;
  /**
   * The door stays shut: told once, after some connections in a row of which none was opened, or
   * where it says so for long.
   */
  readonly shut: (why: string) => void;
}

export interface StreamOptions {
  readonly connection: Connection;
  /** wss://host, after so many connections in a row that failed. */
  readonly addressAfter: (failures: number) => Promise<string>;
  readonly openSocket: OpenSocket;
  readonly random: () => number; // [0, 1)
  readonly pace: number;
  readonly ears: StreamEars;
}

/** A server pings every 30 s: whoever says nothing for longer than two of them is gone. */
export const SILENCE_MS = 75 * SECOND_MS;
const BACK_OFF_MIN_MS = SECOND_MS;
const BACK_OFF_MAX_MS = 30 * SECOND_MS;
/** A socket that is taken and dropped at once, as by a broken proxy, is a failure as well. */
const STEADY_MS = MINUTE_MS;

/** An outage of seconds is nobody's news. */
const SHUT_AFTER = 4;

/** After both ways of saying the token were refused at the door: some servers stream to nobody. */
const REFUSED_PAUSE_MS = 15 * MINUTE_MS;

/**
 * Keeps the `user` stream open until the signal is aborted: back-off with full jitter, capped, so
 * that an outage does not double. Our own client, because masto's has no heartbeat, no cap and no
 * word of its losses (mastodon-api.md, 8.2). Where the server refuses the token at the door,
 * `refused` finds out whether the login is still good, and throws where it is not. The token never
 * gets into an error.
 */
export async function keepStreaming(options: StreamOptions): Promise<void> {
  const { connection, random, pace } = options;
  const { signal, time } = connection;
  let failures = 0;
  let shut = 0;
  let isShutTold = false;
  let saysTokenBy: TokenPlace = 'authorization';
  while (!signal.aborted) {
    const streamingUrl = await options.addressAfter(failures);
    const token = await currentToken(connection);
    if (signal.aborted) return;
    const end = await streamOnce(options, { streamingUrl, place: saysTokenBy, token });
    if (signal.aborted) return;
    failures = end.upForMs >= STEADY_MS / pace ? 0 : failures + 1;
    shut = end.wasUp ? 0 : shut + 1;
    const toldMs = pauseTold(connection, streamingUrl, end);
    const isShut = shut >= SHUT_AFTER || (shut > 0 && toldMs > WINDOW_MS);
    if (isShut && !isShutTold) options.ears.shut(whyShut(end));
    isShutTold = isShut;
    const ceilingMs = Math.min(BACK_OFF_MAX_MS, BACK_OFF_MIN_MS * 2 ** Math.min(failures, 5));
    let pauseMs = BACK_OFF_MIN_MS + random() * ceilingMs;
    if (end.httpStatus === 401 || end.httpStatus === 403) {
      await options.ears.refused(end.httpStatus);
      if (saysTokenBy === 'sec-websocket-protocol') pauseMs = REFUSED_PAUSE_MS;
      saysTokenBy = otherPlace(saysTokenBy);
    }
    const waitMs = Math.max(pauseMs / pace, toldMs);
    await sleep(time, waitMs, signal).catch(() => {}); // rejects only when aborted
  }
}

/** A server's windows are no longer (mastodon-api.md, section 3). */
const WINDOW_MS = 5 * MINUTE_MS;

/**
 * How long a door that says "too often" wants to be left alone, ms. By everything of ours for a
 * window, since GoToSocial counts it with the rest; a longer word, or another host's, is about the
 * door alone: the home can be read.
 */
function pauseTold(
  { accountant, server, time }: Connection,
  streamingUrl: string,
  { httpStatus = 0, headers }: StreamEnd,
): number {
  if (headers === undefined || !isOneTooMany({ status: httpStatus, headers })) return 0;
  const toldMs = pauseIn(headers, time.now());
  const seconds = Math.ceil(Math.min(toldMs, WINDOW_MS) / SECOND_MS);
  if (new URL(streamingUrl).host === new URL(server).host)
    accountant.refused(new Headers({ 'retry-after': String(seconds) }), false);
  return toldMs;
}

/** Mastodon takes the token from either header, Akkoma and Pleroma only from the second. */
type TokenPlace = 'authorization' | 'sec-websocket-protocol';

function otherPlace(place: TokenPlace): TokenPlace {
  return place === 'authorization' ? 'sec-websocket-protocol' : 'authorization';
}

type Closed = Parameters<SocketEars['closed']>[0];

function whyShut({ httpStatus, reason }: StreamEnd): string {
  return httpStatus === undefined ? (reason ?? 'it is closed at once') : `it answers ${httpStatus}`;
}

interface StreamEnd extends Pick<Closed, 'httpStatus' | 'headers' | 'reason'> {
  readonly wasUp: boolean;
  /** How long the socket was open, ms. */
  readonly upForMs: number;
}

interface Door {
  readonly streamingUrl: string;
  readonly place: TokenPlace;
  readonly token: string;
}

function streamOnce(
  options: StreamOptions,
  { streamingUrl, place, token }: Door,
): Promise<StreamEnd> {
  const { connection, openSocket, pace, ears } = options;
  const { time, signal } = connection;
  return new Promise((resolve) => {
    let wasUp = false;
    let upAtMs = time.now();
    let lastHeardMs = time.now();
    let cancelSilence: Cancel = () => {};
    let why: string | undefined;
    const listen = () => {
      lastHeardMs = time.now();
      cancelSilence();
      cancelSilence = time.after(SILENCE_MS / pace, () =>
        hangUp(`nothing heard for ${Math.round(SILENCE_MS / pace / 100) / 10} s`),
      );
    };
    const stop = () => socket.terminate();
    const hangUp = (reason: string) => {
      why ??= reason;
      socket.terminate();
    };
    const url = `${streamingUrl}/api/v1/streaming?stream=user`;
    const headers = {
      [place]: place === 'authorization' ? `Bearer ${token}` : token,
      'user-agent': connection.userAgent,
    };
    const socket = openSocket(url, headers, {
      opened() {
        wasUp = true;
        upAtMs = time.now();
        listen();
        ears.up(hangUp);
      },
      frame(text) {
        listen();
        ears.alive(lastHeardMs);
        ears.frame(text);
      },
      ping: listen,
      closed(end) {
        cancelSilence();
        signal.removeEventListener('abort', stop);
        if (wasUp)
          ears.down(lastHeardMs, why ?? end.reason ?? `closed with ${end.code ?? 'no code'}`);
        resolve({ ...end, wasUp, upForMs: wasUp ? time.now() - upAtMs : 0 });
      },
    });
    signal.addEventListener('abort', stop, { once: true });
    listen();
  });
}
