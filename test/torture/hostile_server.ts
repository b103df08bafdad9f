import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface HostileServer {
  readonly url: string;
  /** Resolves when somebody listens. */
  readonly listened: Promise<void>;
  /** Resolves when the frame has left. Nobody there: it is lost, as on any server. */
  readonly push: (frame: string | Buffer) => Promise<void>;
  readonly sockets: () => number;
  readonly close: () => Promise<void>;
}

const PING_EVERY_MS = 500;

/** What it answers to anything but the questions that begin a session. */
export type Answering = (path: string) => string | Buffer;

/** A server on loopback that sends just what it is told to, by HTTP and WebSocket. */
export async function aHostileServer(answer: Answering): Promise<HostileServer> {
  let url = '';
  const own = (path: string): unknown => {
    if (path === '/api/v1/accounts/verify_credentials')
      return { id: '1', acct: 'me', username: 'me', url: `${url}/@me` };
    if (path === '/api/v2/instance')
      return {
        configuration: { urls: { streaming: url.replace('http', 'ws') } },
        api_versions: { mastodon: 2 },
      };
    return undefined;
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    const body = own(path.split('?')[0] ?? '');
    response.setHeader('content-type', 'application/json');
    response.end(body === undefined ? answer(path) : JSON.stringify(body));
  });
  const sockets = new Set<WebSocket>();
  let opened = 0;
  const { wss, listened } = attend(server, sockets, () => {
    opened += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    listened,
    sockets: () => opened,
    async push(frame) {
      await Promise.all(
        [...sockets].map(
          (socket) => new Promise((sent) => socket.send(frame, { binary: false }, sent)),
        ),
      );
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      wss.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function attend(
  server: ReturnType<typeof createServer>,
  sockets: Set<WebSocket>,
  onOpen: () => void,
) {
  const wss = new WebSocketServer({ server });
  const listened = new Promise<void>((resolve) => {
    wss.on('connection', (socket) => {
      onOpen();
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
      const ping = setInterval(() => socket.ping(), PING_EVERY_MS);
      socket.on('close', () => clearInterval(ping));
      resolve();
    });
  });
  return { wss, listened };
}
