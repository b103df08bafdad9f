import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Cancel, Time } from '../core/clock.ts';
import { isUrl } from '../core/url_check.ts';
import { type DemoFaults, STRANGE_FRAMES } from './server_faults.ts';
import {
  type Admitted,
  attend,
  isListening,
  openSessions,
  peerOf,
  STREAMS,
  type StreamGuest,
  type StreamPeer,
  type StreamSession,
} from './server_stream_sessions.ts';
import { allows, type Token, type Tokens } from './server_tokens.ts';
import type { Witness } from './server_witness.ts';

/** Stands in where an address names no host. */
const HERE = 'http://127.0.0.1';

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
  readonly pingEveryMs: () => number;
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

  const send = (session: StreamSession, frame: string) => {
    onFrameSent();
    framesSent += 1;
    session.peer.send(frame);
    // The client answers this after it has read the frame, so told time waits until it has.
    if (hold !== undefined) ping(session);
  };

  const broadcast = (event: string, id: string, frame: string) => {
    const listening = [...sessions].filter(isListening); // when it goes out at last
    for (const session of listening) {
      if (faults.strangeFrames === true) for (const one of STRANGE_FRAMES) session.peer.send(one);
      send(session, frame);
      const every = faults.duplicateEvery ?? 0;
      if (every > 0 && framesSent % every === 0) send(session, frame);
    }
    witness.streamed?.(event, id, time.now(), listening.length);
  };

  return {
    upgrade(request, socket, head) {
      const address = request.url ?? '/';
      if (!isUrl(address, HERE))
        return refuse(socket, { status: '400 Bad Request', reason: 'Bad request' });
      const url = new URL(address, HERE);
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
  if (faults.strayPages === true) return { status: '404 Not Found', reason: 'page not found' };
  if (faults.status502 === true) return { status: '502 Bad Gateway', reason: 'Bad gateway' };
  if (faults.streamShut === true) return { status: '503 Service Unavailable', reason: 'Shut' };
  const isLive = (one: Token) => !one.isRevoked && !tokens.isOver(one);
  const isGood = token?.isOfUser === true && isLive(token) && faults.refuse401 !== true;
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
  // Who was killed in the middle of it hears nothing, and that is no error of ours.
  socket.on('error', () => socket.destroy());
  const head = [`HTTP/1.1 ${status}`, 'Connection: close', 'Content-Length: 0'];
  socket.end(`${[...head, `X-Error-Message: ${reason}`].join('\r\n')}\r\n\r\n`);
}
