import type { Send } from '../mastodon/send.ts';
import type { OpenSocket, SocketEars } from '../mastodon/socket.ts';
import { openParts, type ServerControls, type ServerOptions } from './server_parts.ts';
import type { Stream } from './server_stream.ts';
import type { StreamGuest, StreamPeer } from './server_stream_sessions.ts';
import type { Post } from './world.ts';

/** What happens between a client and the server; change a member and the next word feels it. */
export interface Wire {
  /** Nobody answers: connections are refused, and those that stood are gone. */
  isDown: boolean;
  /** The line is dead and nobody is told: nothing that is sent arrives, in either direction. */
  isCut: boolean;
  /** Requests are taken and never answered; only the client's time-out ends them. */
  isStalled: boolean;
  /** Answers begin, and stop in the middle of their text. */
  isHalting: boolean;
}

export interface ServerInProcess extends ServerControls {
  readonly url: string;
  readonly wire: Wire;
  readonly send: Send;
  readonly openSocket: OpenSocket;
  /** Every socket that stands is gone, and both ends see it. */
  readonly dropSockets: () => void;
  /** What a post says now, by the server's id of it; undefined where it is gone. */
  readonly find: (id: string) => Post | undefined;
  /** Whether a post or a boost is still to be had by its id. */
  readonly hasEntry: (id: string) => boolean;
}

const ORIGIN = 'http://home.invalid';

/**
 * The demo's server without a network: the same router, fan-out and stream, joined to a client at
 * `send` and at the socket's seam. What is told arrives at once, or not at all.
 */
export function openServerInProcess(options: ServerOptions): ServerInProcess {
  const { parts, router, controls } = openParts(options, ORIGIN);
  const wire: Wire = { isDown: false, isCut: false, isStalled: false, isHalting: false };
  const sockets = new Set<() => void>();
  return {
    ...controls,
    url: ORIGIN,
    wire,
    find: (id) => parts.archive.byId(id)?.post,
    hasEntry: (id) => parts.archive.entryById(id)?.filed.isGone === false,
    async send(request) {
      request.signal.throwIfAborted(); // as fetch does
      if (wire.isDown) throw refusedConnection();
      if (wire.isStalled || wire.isCut) return neverAnswered(request.signal);
      const response = await router.fetch(request);
      return wire.isHalting ? halfOf(response, request.signal) : response;
    },
    openSocket: (url, headers, ears) => {
      const drop = joinStream(parts.stream, wire, { url: new URL(url), headers, ears });
      sockets.add(drop);
      return { terminate: drop };
    },
    dropSockets() {
      for (const drop of sockets) drop();
      sockets.clear();
    },
  };
}

function refusedConnection(): TypeError {
  return new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
}

function neverAnswered(signal: AbortSignal): Promise<Response> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function halfOf(response: Response, signal: AbortSignal): Promise<Response> {
  const text = await response.text();
  const half = new TextEncoder().encode(text.slice(0, text.length / 2));
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(half);
      signal.addEventListener('abort', () => controller.error(signal.reason), { once: true });
    },
  });
  return new Response(body, response);
}

interface Joining {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly ears: SocketEars;
}

/** Gives what ends it from the client's side. */
function joinStream(stream: Stream, wire: Wire, { url, headers, ears }: Joining): () => void {
  let isOpenHere = true; // as the client believes
  let isOpenThere = false; // as the server does
  let guest: StreamGuest | undefined;
  const endHere = (said: Parameters<SocketEars['closed']>[0]) => {
    if (!isOpenHere) return;
    isOpenHere = false;
    queueMicrotask(() => ears.closed(said));
  };
  const endThere = () => {
    if (!isOpenThere) return;
    isOpenThere = false;
    guest?.closed();
  };
  /** Over a dead line the other end hears nothing of it. */
  const endFromThere = (code: number) => {
    endThere();
    if (!wire.isCut) endHere({ code });
  };
  const arrive = (word: () => void) => {
    if (isOpenHere && isOpenThere && !wire.isCut) word();
  };
  const peer: StreamPeer = {
    isOpen: () => isOpenThere,
    send: (text) => arrive(() => ears.frame(text)),
    ping: () =>
      arrive(() => {
        ears.ping();
        guest?.pong();
      }),
    close: (code) => endFromThere(code ?? 1005),
    terminate: () => endFromThere(1006),
  };
  queueMicrotask(() => {
    if (!isOpenHere) return;
    if (wire.isDown || wire.isCut) return endHere({ code: 1006, reason: 'ECONNREFUSED' });
    const joined = stream.join(url, headers, peer);
    if (typeof joined === 'number') return endHere({ code: 1006, httpStatus: joined });
    guest = joined;
    isOpenThere = true;
    ears.opened();
  });
  return () => {
    if (!wire.isCut) endThere();
    endHere({ code: 1006 });
  };
}
