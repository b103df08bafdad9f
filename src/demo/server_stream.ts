import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Cancel, SECOND_MS, type Time } from '../core/clock.ts';
import { type DemoFaults, STRANGE_FRAMES } from './server_faults.ts';
import { allows, type Token, type Tokens } from './server_tokens.ts';
import type { Witness } from './server_witness.ts';

export const PING_EVERY_MS = 30 * SECOND_MS;

const STREAMS = new Set(
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

interface Session {
  readonly peer: StreamPeer;
  readonly token: Token;
  readonly streams: Set<string>;
  /** Told time's holds, one for each ping that was not answered yet, oldest first. */
  readonly holds: Cancel[];
  hasAnswered: boolean;
}

/** The streaming half of the server: a separate process in a real Mastodon, and as forgetful. */
export interface Stream {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** The same in process; a number is the HTTP status of a refusal. */
  readonly join: (
    url: URL,
    headers: Readonly<Record<string, string | undefined>>,
    peer: StreamPeer,
  ) => StreamGuest | number;
  /** Sends a frame to every `user` stream. Whoever is not there misses it for good. */
  readonly emit: (event: string, id: string, payload: () => string) => void;
  /** Ends what the token opened, as revoking does. */
  readonly endAllOf: (token: Token) => void;
  /** Every socket dies without a close frame: the client sees 1006. */
  readonly dropAll: () => void;
  readonly framesSent: () => number;
}

interface StreamNeeds {
  readonly time: Time;
  readonly tokens: Tokens;
  readonly faults: DemoFaults;
  readonly pingEveryMs: number;
  readonly onFrameSent: () => void;
  readonly hold: (() => Cancel) | undefined;
  readonly witness: Witness;
}

export function openStream(needs: StreamNeeds): Stream {
  const { tokens, faults, onFrameSent, hold, time, witness } = needs;
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  const { sessions, welcome, ping } = openSessions(needs);
  let framesSent = 0;

  const send = (session: Session, frame: string) => {
    onFrameSent();
    framesSent += 1;
    session.peer.send(frame);
    // The client answers this after it has read the frame, so told time waits until it has.
    if (hold !== undefined) ping(session);
  };

  const broadcast = (event: string, id: string, frame: string) => {
    for (const session of sessions) {
      if (!isListening(session)) continue;
      if (faults.strangeFrames === true) for (const one of STRANGE_FRAMES) session.peer.send(one);
      send(session, frame);
      const every = faults.duplicateEvery ?? 0;
      if (every > 0 && framesSent % every === 0) send(session, frame);
    }
    witness.streamed?.(event, id, time.now());
  };

  return {
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const admitted = admit(url, request.headers, { tokens, faults });
      if ('reason' in admitted) return refuse(socket, admitted);
      sockets.handleUpgrade(request, socket, head, (opened) => {
        const guest = welcome(peerOf(opened), admitted);
        attend(opened, guest);
      });
    },
    join(url, headers, peer) {
      const admitted = admit(url, headers, { tokens, faults });
      return 'reason' in admitted ? Number.parseInt(admitted.status, 10) : welcome(peer, admitted);
    },
    emit(event, id, payload) {
      if (faults.deaf === true || ![...sessions].some(isListening)) return;
      const frame = JSON.stringify({ stream: ['user'], event, payload: payload() });
      const lateMs = faults.frameLateBy?.(`${event} ${id}`) ?? 0;
      if (lateMs > 0) time.after(lateMs, () => broadcast(event, id, frame));
      else broadcast(event, id, frame);
    },
    endAllOf(token) {
      for (const session of sessions) if (session.token === token) session.peer.close();
    },
    dropAll() {
      for (const session of sessions) session.peer.terminate();
    },
    framesSent: () => framesSent,
  };
}

/** Who listens, and the pings that tell the living from the dead. */
function openSessions({ time, pingEveryMs, hold }: StreamNeeds) {
  const sessions = new Set<Session>();
  let cancelPings: Cancel | undefined;

  const ping = (session: Session) => {
    if (hold !== undefined) session.holds.push(hold());
    session.hasAnswered = false;
    session.peer.ping();
  };

  const sweep = () => {
    for (const session of sessions) {
      if (session.hasAnswered) ping(session);
      else session.peer.terminate();
    }
    cancelPings = sessions.size === 0 ? undefined : time.after(pingEveryMs, sweep);
  };

  const end = (session: Session) => {
    sessions.delete(session);
    for (const release of session.holds.splice(0)) release();
    if (sessions.size > 0) return;
    cancelPings?.();
    cancelPings = undefined;
  };

  const welcome = (peer: StreamPeer, { token, stream }: Admitted): StreamGuest => {
    const streams = new Set(stream === null ? [] : [stream]);
    const session: Session = { peer, token, streams, holds: [], hasAnswered: true };
    sessions.add(session);
    cancelPings ??= time.after(pingEveryMs, sweep);
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

function peerOf(socket: WebSocket): StreamPeer {
  return {
    isOpen: () => socket.readyState === socket.OPEN,
    send: (text) => socket.send(text),
    ping: () => socket.ping(),
    close: (code) => socket.close(code),
    terminate: () => socket.terminate(),
  };
}

function attend(socket: WebSocket, guest: StreamGuest): void {
  socket.on('pong', guest.pong);
  socket.on('message', (bytes, isBinary) => {
    if (isBinary) socket.close(1003);
    else guest.message(String(bytes));
  });
  socket.on('close', guest.closed);
  socket.on('error', () => socket.terminate());
}

function isListening({ peer, streams }: Session): boolean {
  return streams.has('user') && peer.isOpen();
}

/** Subscriptions are never acknowledged; text that is no JSON is ignored. */
function listen({ peer, streams }: Session, text: string): void {
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

/** The header wins over the query, the query over the subprotocol. */
function tokenOf(headers: UpgradeHeaders, url: URL): string | undefined {
  return (
    /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ??
    url.searchParams.get('access_token') ??
    headers['sec-websocket-protocol']?.split(',')[0]?.trim()
  );
}

interface UpgradeHeaders {
  readonly authorization?: string | undefined;
  readonly 'sec-websocket-protocol'?: string | undefined;
}

interface Admitted {
  readonly token: Token;
  readonly stream: string | null;
}

interface Refusal {
  readonly status: string;
  readonly reason: string;
}

function admit(
  url: URL,
  headers: UpgradeHeaders,
  { tokens, faults }: { tokens: Tokens; faults: DemoFaults },
): Admitted | Refusal {
  const stream = url.searchParams.get('stream');
  const text = tokenOf(headers, url);
  if (url.pathname !== '/api/v1/streaming') return { status: '404 Not Found', reason: 'Not found' };
  if (text === undefined) return { status: '401 Unauthorized', reason: 'Missing access token' };
  const token = tokens.find(text);
  if (faults.status502 === true) return { status: '502 Bad Gateway', reason: 'Bad gateway' };
  const isGood = token?.isOfUser === true && !token.isRevoked && faults.refuse401 !== true;
  if (!isGood) return { status: '401 Unauthorized', reason: 'Invalid access token' };
  if (!allows(token.scopes, 'read:statuses')) {
    return { status: '401 Unauthorized', reason: 'Access token does not have the required scopes' };
  }
  if (stream !== null && !STREAMS.has(stream)) {
    return { status: '400 Bad Request', reason: 'Unknown stream type' };
  }
  return { token, stream };
}

function refuse(socket: Duplex, { status, reason }: Refusal): void {
  const head = [`HTTP/1.1 ${status}`, 'Connection: close', 'Content-Length: 0'];
  socket.end(`${[...head, `X-Error-Message: ${reason}`].join('\r\n')}\r\n\r\n`);
}
