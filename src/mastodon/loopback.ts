import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DriftlineError } from '../core/errors.ts';

/** Where the browser comes back to after the owner said yes. One good answer, then it is closed. */
export interface Loopback {
  readonly redirectUri: string;
  /** The code, once the browser has brought it with the right `state`. */
  readonly code: (state: string) => Promise<string>;
  readonly close: () => void;
}

const HOST = '127.0.0.1';
const PATH = '/callback';

/** Listens on a free port of 127.0.0.1: "localhost" would not do, servers compare it strictly. */
export async function openLoopback(): Promise<Loopback> {
  const server = createServer();
  const port = await listen(server);
  return {
    redirectUri: `http://${HOST}:${port}${PATH}`,
    code: (state) => nextCode(server, state),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function nextCode(server: Server, state: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', `http://${HOST}`);
      const said = Object.fromEntries(url.searchParams);
      const isOurs = url.pathname === PATH && said.state === state;
      const text = !isOurs ? OTHER : said.code === undefined ? DENIED : DONE;
      response.writeHead(isOurs ? 200 : 404, {
        'Content-Type': 'text/plain; charset=utf-8',
        Connection: 'close',
      });
      response.end(text, () => {
        if (!isOurs) return;
        if (said.code !== undefined) return resolve(said.code);
        const why = said.error_description ?? said.error ?? 'no reason given';
        reject(new DriftlineError('unauthorized', `the server did not allow the login: ${why}`));
      });
    });
  });
}

const DONE = 'Driftline is logged in. You can close this page and go back to the terminal.\n';
const DENIED = 'The login was not allowed. The terminal says more.\n';
const OTHER = 'This page belongs to a login that is not under way.\n';

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `no port of ${HOST} can be opened for the browser: use --no-browser`;
      reject(new DriftlineError('busy', message, { cause }));
    });
    server.listen(0, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}
