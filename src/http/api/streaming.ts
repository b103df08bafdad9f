import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Context, Hono } from 'hono';
import { type WebSocket, WebSocketServer } from 'ws';
import { isUrl } from '../../core/url_check.ts';
import { openEvents, openRelay, type Relay } from '../../mastodon/relay.ts';
import type { Connection } from '../../mastodon/send.ts';
import { callerOfUpgrade } from '../caller.ts';
import type { ApiDesk } from './api_desk.ts';
import { refuse } from './api_error.ts';
import { type ApiEnv, ownersAlone, tokenIn } from './bearer.ts';
import { isFeedList } from './lists.ts';
import { mayHear, mayListen } from './scopes.ts';
import { hashOf } from './secrets.ts';
import { passingEvents, passingFrame, passingWord } from './stream_filter.ts';

const PATH = '/api/v1/streaming';
/** Stands in where an address names no host. */
const HERE = 'http://here.invalid';
/** So much waits for a client that does not read, as one that sleeps; then it has to come again. */
const BEHIND_BYTES_MAX = 4 * 2 ** 20;

export interface Streaming {
  /** Takes a socket over from the server. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends all that stand: a server waits for them before it is closed. */
  readonly end: () => void;
}

/**
 * The home server's stream for clients that try for one, though none is advertised: those that find
 * none ask again by themselves, and that brings them what is newly ranked.
 */
export function openStreaming(desk: ApiDesk): Streaming {
  const sockets = new WebSocketServer({
    noServer: true,
    // Phanpy and Elk send their token as the subprotocol, and want to hear it again.
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  const letIn = async (...[request, socket, head]: Parameters<Streaming['upgrade']>) => {
    const address = request.url ?? '/';
    if (!isUrl(address, HERE)) return turnAway(socket, '400 Bad Request');
    const url = new URL(address, HERE);
    if (url.pathname.replace(/\/+$/, '') !== PATH) return turnAway(socket, '404 Not Found');
    // No gate stands before a socket.
    const { origin } = callerOfUpgrade(request, desk.access);
    if (origin === undefined) return turnAway(socket, '403 Forbidden');
    const scopes = listening(desk, tokenOf(request, url));
    if (scopes() === undefined) return turnAway(socket, '401 Unauthorized');
    url.searchParams.delete('access_token');
    await join(desk, url.searchParams, {
      scopes,
      accept: (ready) => sockets.handleUpgrade(request, socket, head, ready),
      refuse: () => turnAway(socket, '503 Service Unavailable'),
    });
  };
  const upgrade: Streaming['upgrade'] = (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    // No route stands around a socket either: what is thrown here would end the whole program.
    letIn(request, socket, head).catch((error) => {
      desk.log.warn('api.stream_failed', { reason: String(error) });
      turnAway(socket, '503 Service Unavailable');
    });
  };
  const end = () => {
    for (const socket of sockets.clients) socket.terminate();
  };
  return { upgrade, end };
}

interface Door {
  /** Of its token, now; undefined: it was given back and hears nothing more. */
  readonly scopes: () => string | undefined;
  readonly accept: (ready: (socket: WebSocket) => void) => void;
  readonly refuse: () => void;
}

/** A feed has no stream: its client is let in and hears nothing. */
async function join(desk: ApiDesk, query: URLSearchParams, door: Door): Promise<void> {
  const isFeed = query.get('stream') === 'list' && isFeedList(query.get('list') ?? '');
  if (isFeed) return door.accept((socket) => attend(socket, undefined));
  const connection = await desk.upstream();
  let client: WebSocket | undefined;
  let isOver = false;
  const relay = await openRelay(connection, streamingUrlOf(desk, connection), query, {
    opened() {
      door.accept((socket) => {
        client = socket;
        attend(socket, relay);
        if (isOver) socket.close();
      });
      // It went while the home server thought: nobody else would end what listens for it there.
      if (client === undefined) relay.close();
    },
    frame(text) {
      const scopes = standing(desk, door);
      if (scopes === undefined) return client?.close();
      if (client === undefined || client.readyState !== client.OPEN) return;
      if (client.bufferedAmount > BEHIND_BYTES_MAX) return client.terminate();
      const passing = passingFrame(text, (event) => mayHear(scopes, event));
      if (passing !== undefined) client.send(passing);
    },
    // A proxy between ends what is quiet for a minute.
    pinged: () => client?.ping(),
    closed() {
      isOver = true;
      if (client === undefined) door.refuse();
      else client.close();
    },
  });
}

/** Nobody there could catch what it throws: a token that cannot be read hears nothing more. */
function standing({ log }: ApiDesk, { scopes }: Door): string | undefined {
  try {
    return scopes();
  } catch (error) {
    log.warn('api.stream_failed', { reason: String(error) });
    return undefined;
  }
}

function attend(socket: WebSocket, relay: Relay | undefined): void {
  socket.on('message', (body, isBinary) => {
    const passing = isBinary ? undefined : passingWord(body.toString(), isFeedList);
    if (passing !== undefined) relay?.say(passing);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => relay?.close());
}

/** In the header, in the address, or as the subprotocol. */
function tokenOf({ headers }: IncomingMessage, url: URL): string | undefined {
  return (
    /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ??
    url.searchParams.get('access_token') ??
    headers['sec-websocket-protocol']?.split(',')[0]?.trim()
  );
}

/** Asks at any time with which scopes a token may listen; undefined: it may not. */
function listening({ logins }: ApiDesk, sent: string | undefined): () => string | undefined {
  const hash = hashOf(sent ?? '');
  return () => {
    const token = logins.token(hash);
    return token?.of_owner === 1 && mayListen(token.scopes) ? token.scopes : undefined;
  };
}

/**
 * Many servers stream from a host of its own, and say so in their instance. The owner's token goes
 * there: never less safely than to the server itself, and never where another server said.
 */
function streamingUrlOf({ answers }: ApiDesk, { server }: Connection): string {
  const second = answers.find('/api/v2/instance', server);
  const first = answers.find('/api/v1/instance', server);
  const told =
    (second && JSON.parse(second).configuration?.urls?.streaming) ??
    (first && JSON.parse(first).urls?.streaming_api);
  const host = typeof told === 'string' && isUrl(told) ? new URL(told).host : new URL(server).host;
  return `${server.startsWith('https:') ? 'wss' : 'ws'}://${host}`;
}

function turnAway(socket: Duplex, status: string): void {
  if (socket.writable)
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** The same as one long answer. */
export function eventRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.use(`${PATH}/*`, ownersAlone(desk));
  app.get(`${PATH}/health`, (c) => c.text('OK'));
  app.get(`${PATH}/*`, (c) => answerEvents(desk, c));
  app.all(PATH, (c) => refuse(c, 404, 'Not found'));
}

async function answerEvents(desk: ApiDesk, c: Context<ApiEnv>): Promise<Response> {
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.delete('access_token');
  if (pathname === `${PATH}/list` && isFeedList(searchParams.get('list') ?? ''))
    return refuse(c, 404, 'Not found');
  const path = searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
  const connection = await desk.upstream();
  const streamingUrl = streamingUrlOf(desk, connection);
  const events = await openEvents(connection, { streamingUrl, path, signal: c.req.raw.signal });
  if (typeof events === 'number') return refuse(c, 404, 'Not found');
  const { scopes } = c.get('token');
  const ear = {
    isOurs: pathname === `${PATH}/user`,
    stands: () => tokenIn(c, desk) !== undefined,
    mayHear: (event: string) => mayHear(scopes, event),
  };
  const passing = events.pipeThrough(passingEvents(ear));
  return c.body(passing as ReadableStream, 200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no', // nginx would hold events back until a buffer is full
  });
}
