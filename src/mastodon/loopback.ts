import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DriftlineError } from '../core/errors.ts';
import { plainWords } from './asking_masto.ts';

/** Where the browser comes back to after the owner said yes. One good answer, then it is closed. */
export interface Loopback {
  readonly redirectUri: string;
  /** The code, once the browser has brought it with the right `state`. */
  readonly code: (state: string) => Promise<string>;
  readonly close: () => void;
}

const HOST = '127.0.0.1';
const PATH = '/callback';

/**
 * Listens on a port of 127.0.0.1: "localhost" would not do, servers compare it strictly. Mastodon
 * overlooks the port and others do not, so the one under which an app is known is taken again,
 * where it is free.
 */
export async function openLoopback(wishedPort = 0): Promise<Loopback> {
  const server = createServer();
  const port = await listen(server, wishedPort).catch((error: unknown) => {
    if (wishedPort === 0) throw error;
    return listen(server, 0);
  });
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
  const coming = new Promise<string>((resolve, reject) => {
    server.on('request', (request, response) => {
      // Any page of any site may ask here for anything, addresses that are none included.
      const [path, query] = (request.url ?? '').split('?');
      const said = Object.fromEntries(new URLSearchParams(query));
      const isOurs = request.method === 'GET' && path === PATH && said.state === state;
      const text = !isOurs ? OTHER : said.code === undefined ? DENIED : DONE;
      response.writeHead(isOurs ? 200 : 404, HEADERS);
      response.end(text, () => {
        if (!isOurs) return;
        if (said.code !== undefined) return resolve(said.code);
        const words = said.error === 'invalid_scope' ? SCOPES_UNKNOWN : refusalOf(said);
        reject(new DriftlineError('unauthorized', words));
      });
    });
  });
  coming.catch(() => {}); // it may come before anybody waits for it
  return coming;
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
function refusalOf(said: Readonly<Record<string, string>>): string {
  if (said.error === 'access_denied')
    return 'you did not allow Driftline at the server: nothing is kept; log in again when you like';
  const why = plainWords(said.error_description ?? said.error ?? 'it gives no reason');
  return `the server did not allow the login: ${why}`;
}

/** The server knows only the scopes of old, and said so when its owner's consent was asked for. */
export const SCOPES_UNKNOWN = 'the server does not know what it was asked for';

/** The code is in the address of this page: it is to stay in no cache and go to no other site. */
const HEADERS = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  Connection: 'close',
} as const;

const DONE = 'Your server said yes. You can close this page and go back to the terminal.\n';
const DENIED = 'The login was not allowed. The terminal says more.\n';
const OTHER = 'This page belongs to a login that is not under way.\n';

function listen(server: Server, wishedPort: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.removeAllListeners('error').removeAllListeners('listening');
    server.once('error', (cause) => {
      const message = `no port of ${HOST} can be opened for the browser: use --no-browser`;
      reject(new DriftlineError('busy', message, { cause }));
    });
    server.listen(wishedPort, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}
