import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Cancel, SECOND_MS, type Time } from '../core/clock.ts';
import type { DemoFaults } from './server.ts';
import { allows, type Token, type Tokens } from './server_tokens.ts';

export const PING_EVERY_MS = 30 * SECOND_MS;

const STREAMS = new Set(
  [
    ['user', 'user:notification', 'direct', 'list', 'hashtag', 'hashtag:local'],
    ['public', 'public:media', 'public:local', 'public:local:media'],
    ['public:remote', 'public:remote:media'],
  ].flat(),
);

interface Session {
  readonly socket: WebSocket;
  readonly token: Token;
  readonly streams: Set<string>;
  /** Told time's holds, one for each ping that was not answered yet, oldest first. */
  readonly holds: Cancel[];
  hasAnswered: boolean;
}

/** The streaming half of the server: a separate process in a real Mastodon, and as forgetful. */
export interface Stream {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Sends a frame to every `user` stream. Whoever is not there misses it for good. */
  readonly emit: (event: string, payload: () => string) => void;
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
}

export function openStream(needs: StreamNeeds): Stream {
  const { tokens, faults, onFrameSent, hold } = needs;
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  const { sessions, welcome, ping } = openSessions(needs);
  let framesSent = 0;

  const send = (session: Session, frame: string) => {
    onFrameSent();
    framesSent += 1;
    session.socket.send(frame);
    // The client answers this after it has read the frame, so told time waits until it has.
    if (hold !== undefined) ping(session);
  };

  return {
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const stream = url.searchParams.get('stream');
      const refused = refusal(url, stream, tokenOf(request, url), { tokens, faults });
      if (refused !== undefined) return refuse(socket, refused);
      const token = tokens.find(tokenOf(request, url)) as Token;
      sockets.handleUpgrade(request, socket, head, (opened) => welcome(opened, token, stream));
    },
    emit(event, payload) {
      if (faults.deaf === true) return;
      let frame: string | undefined;
      for (const session of sessions) {
        if (!isListening(session)) continue;
        frame ??= JSON.stringify({ stream: ['user'], event, payload: payload() });
        send(session, frame);
        const every = faults.duplicateEvery ?? 0;
        if (every > 0 && framesSent % every === 0) send(session, frame);
      }
    },
    endAllOf(token) {
      for (const session of sessions) if (session.token === token) session.socket.close();
    },
    dropAll() {
      for (const session of sessions) session.socket.terminate();
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
    session.socket.ping();
  };

  const sweep = () => {
    for (const session of sessions) {
      if (session.hasAnswered) ping(session);
      else session.socket.terminate();
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

  const welcome = (socket: WebSocket, token: Token, stream: string | null) => {
    const streams = new Set(stream === null ? [] : [stream]);
    const session: Session = { socket, token, streams, holds: [], hasAnswered: true };
    sessions.add(session);
    socket.on('pong', () => {
      session.hasAnswered = true;
      session.holds.shift()?.();
    });
    socket.on('message', (bytes, isBinary) => {
      if (isBinary) socket.close(1003);
      else listen(session, String(bytes));
    });
    socket.on('close', () => end(session));
    socket.on('error', () => socket.terminate());
    cancelPings ??= time.after(pingEveryMs, sweep);
  };

  return { sessions, welcome, ping };
}

function isListening({ socket, streams }: Session): boolean {
  return streams.has('user') && socket.readyState === socket.OPEN;
}

/** Subscriptions are never acknowledged; text that is no JSON is ignored. */
function listen({ socket, streams }: Session, text: string): void {
  const asked = parsed(text);
  if (typeof asked?.stream !== 'string') return;
  if (!STREAMS.has(asked.stream)) {
    socket.send(JSON.stringify({ error: 'Unknown stream type', status: 400 }));
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
function tokenOf(request: IncomingMessage, url: URL): string | undefined {
  const header = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return (
    header ??
    url.searchParams.get('access_token') ??
    request.headers['sec-websocket-protocol']?.split(',')[0]?.trim()
  );
}

function refusal(
  url: URL,
  stream: string | null,
  text: string | undefined,
  { tokens, faults }: { tokens: Tokens; faults: DemoFaults },
): { status: string; reason: string } | undefined {
  if (url.pathname !== '/api/v1/streaming') return { status: '404 Not Found', reason: 'Not found' };
  if (text === undefined) return { status: '401 Unauthorized', reason: 'Missing access token' };
  const token = tokens.find(text);
  const isGood = token?.isOfUser === true && !token.isRevoked && faults.refuse401 !== true;
  if (!isGood) return { status: '401 Unauthorized', reason: 'Invalid access token' };
  if (!allows(token.scopes, 'read:statuses')) {
    return { status: '401 Unauthorized', reason: 'Access token does not have the required scopes' };
  }
  if (stream !== null && !STREAMS.has(stream)) {
    return { status: '400 Bad Request', reason: 'Unknown stream type' };
  }
  return undefined;
}

function refuse(socket: Duplex, { status, reason }: { status: string; reason: string }): void {
  const head = [`HTTP/1.1 ${status}`, 'Connection: close', 'Content-Length: 0'];
  socket.end(`${[...head, `X-Error-Message: ${reason}`].join('\r\n')}\r\n\r\n`);
}
