import type { WebSocket } from 'ws';
import { type Cancel, SECOND_MS, type Time } from '../core/clock.ts';
import type { Token } from './server_tokens.ts';

export const PING_EVERY_MS = 30 * SECOND_MS;

export const STREAMS = new Set(
  [
    ['user', 'user:notification', 'direct', 'list', 'hashtag', 'hashtag:local'],
    ['public', 'public:media', 'public:local', 'public:local:media'],
    ['public:remote', 'public:remote:media'],
  ].flat(),
);

/** The server's end of a socket, with or without a wire in between. */
export interface StreamPeer {
  readonly isOpen: () => boolean;
  readonly send: (text: string) => void;
  readonly ping: () => void;
  readonly close: (code?: number) => void;
  /** Without a close frame: the client sees 1006. */
  readonly terminate: () => void;
}

/** What the client's end does, told to the server. */
export interface StreamGuest {
  readonly pong: () => void;
  readonly message: (text: string) => void;
  readonly closed: () => void;
}

export interface StreamSession {
  readonly peer: StreamPeer;
  readonly token: Token;
  readonly streams: Set<string>;
  /** Told time's holds, one for each ping that was not answered yet, oldest first. */
  readonly holds: Cancel[];
  hasAnswered: boolean;
}

/** Somebody who may listen. */
export interface Admitted {
  readonly token: Token;
  readonly stream: string | null;
}

interface SessionNeeds {
  readonly time: Time;
  readonly pingEveryMs: () => number;
  readonly hold: (() => Cancel) | undefined;
}

/** Who listens, and the pings that tell the living from the dead. */
export function openSessions({ time, pingEveryMs, hold }: SessionNeeds) {
  const sessions = new Set<StreamSession>();
  let cancelPings: Cancel | undefined;

  const ping = (session: StreamSession) => {
    if (hold !== undefined) session.holds.push(hold());
    session.hasAnswered = false;
    session.peer.ping();
  };

  const sweep = () => {
    for (const session of sessions) {
      if (session.hasAnswered) ping(session);
      else session.peer.terminate();
    }
    cancelPings = sessions.size === 0 ? undefined : time.after(pingEveryMs(), sweep);
  };

  const end = (session: StreamSession) => {
    sessions.delete(session);
    for (const release of session.holds.splice(0)) release();
    if (sessions.size > 0) return;
    cancelPings?.();
    cancelPings = undefined;
  };

  const welcome = (peer: StreamPeer, { token, stream }: Admitted): StreamGuest => {
    const streams = new Set(stream === null ? [] : [stream]);
    const session: StreamSession = { peer, token, streams, holds: [], hasAnswered: true };
    sessions.add(session);
    cancelPings ??= time.after(pingEveryMs(), sweep);
    return {
      pong() {
        session.hasAnswered = true;
        session.holds.shift()?.();
      },
      message: (text) => listen(session, text),
      closed: () => end(session),
    };
  };

  return { sessions, welcome, ping };
}

export function peerOf(socket: WebSocket): StreamPeer {
  return {
    isOpen: () => socket.readyState === socket.OPEN,
    send: (text) => socket.send(text),
    ping: () => socket.ping(),
    close: (code) => socket.close(code),
    terminate: () => socket.terminate(),
  };
}

export function attend(socket: WebSocket, guest: StreamGuest): void {
  socket.on('pong', guest.pong);
  socket.on('message', (bytes, isBinary) => {
    if (isBinary) socket.close(1003);
    else guest.message(String(bytes));
  });
  socket.on('close', guest.closed);
  socket.on('error', () => socket.terminate());
}

export function isListening({ peer, streams }: StreamSession): boolean {
  return streams.has('user') && peer.isOpen();
}

/** Subscriptions are never acknowledged; text that is no JSON is ignored. */
function listen({ peer, streams }: StreamSession, text: string): void {
  const asked = parsed(text);
  if (typeof asked?.stream !== 'string') return;
  if (!STREAMS.has(asked.stream)) {
    peer.send(JSON.stringify({ error: 'Unknown stream type', status: 400 }));
  } else if (asked.type === 'subscribe') streams.add(asked.stream);
  else if (asked.type === 'unsubscribe') streams.delete(asked.stream);
}

function parsed(text: string): { type?: unknown; stream?: unknown } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The real server goes on as if nothing had been said.
  }
}
