import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { DriftlineError } from '../core/errors.ts';
import type { DemoEnv } from './server_guard.ts';
import { openParts, type ServerControls, type ServerOptions } from './server_parts.ts';

const HOST = '127.0.0.1';

export interface DemoOptions extends ServerOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
}

export interface DemoServer extends Omit<ServerControls, 'stopWorld'> {
  readonly url: string;
  readonly close: () => Promise<void>;
  /** The server goes away: sockets die, the port is closed, and the world goes on. */
  readonly stop: () => Promise<void>;
  /** And comes back on the same port. */
  readonly start: () => Promise<void>;
  readonly framesSent: number;
}

/** A Mastodon server in front of the invented world, on loopback, by HTTP and WebSocket. */
export async function openDemoServer(options: DemoOptions): Promise<DemoServer> {
  const { log } = options;
  // The router is made when the port is known, because every address in the JSON holds it.
  let router: Hono<DemoEnv> | undefined;
  const server = createAdaptorServer({
    fetch: (request, env) => (router as Hono<DemoEnv>).fetch(request, env),
  }) as Server;
  const port = await listen(server, options.port ?? 0);
  const origin = `http://${HOST}:${port}`;
  const { parts, controls, ...opened } = openParts(options, origin);
  router = opened.router;
  server.on('upgrade', parts.stream.upgrade);
  log.info('demo.server_opened', { port, home_entries: parts.home.size() });

  const stop = () => {
    parts.stream.dropAll();
    return closed(server);
  };
  const { stopWorld, ...others } = controls;
  return {
    ...others,
    url: origin,
    async close() {
      stopWorld();
      await stop();
    },
    async stop() {
      await stop();
      log.info('demo.server_stopped', { port });
    },
    async start() {
      await listen(server, port);
      log.info('demo.server_started', { port });
    },
    get framesSent() {
      return parts.stream.framesSent();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => {
      const message = `port ${port} cannot be opened for the demo's server; name another`;
      reject(new DriftlineError('busy', message, { cause }));
    };
    server.once('error', fail);
    server.listen(port, HOST, () => {
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
