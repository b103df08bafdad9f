import { lookup as systemLookup } from 'node:dns';
import { type IncomingMessage, Agent as PlainAgent, request as requestPlain } from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { isInward } from './inward.ts';
import type { FetchMedia } from './media_request.ts';

/** Politeness: so many connections at a time to one host. */
const CONNECTIONS_PER_HOST = 4;

/**
 * Asks media servers on the public internet, and the origins that were logged in to, wherever they
 * are. A name is resolved once and the connection goes to just that address: a name that turns
 * inward between check and use (DNS rebinding) has nothing to turn. Follows no redirect.
 */
export function openPublicNetwork(
  loginOrigins: () => ReadonlySet<string>,
  userAgent: string,
  lookup: typeof systemLookup = systemLookup,
): FetchMedia {
  const pinned = { lookup: publicLookup(lookup), maxSockets: CONNECTIONS_PER_HOST };
  // Connections of their own: one that was opened to the home is used for nothing else.
  const agents = {
    public: { plain: new PlainAgent(pinned), secure: new SecureAgent(pinned) },
    home: {
      plain: new PlainAgent({ maxSockets: CONNECTIONS_PER_HOST }),
      secure: new SecureAgent({ maxSockets: CONNECTIONS_PER_HOST }),
    },
  };
  return (request, trust) =>
    new Promise((resolve, reject) => {
      const url = new URL(request.url);
      const isHome = trust === 'home' && loginOrigins().has(url.origin);
      // A literal address is never looked up.
      if (!isHome && isInward(url.hostname)) throw leadsInward(url.hostname);
      const isSecure = url.protocol === 'https:';
      const send = isSecure ? requestSecure : requestPlain;
      const asked = send(url, {
        headers: { ...Object.fromEntries(request.headers), 'user-agent': userAgent },
        agent: agents[isHome ? 'home' : 'public'][isSecure ? 'secure' : 'plain'],
      });
      const { signal } = request;
      const stop = () => asked.destroy(signal.reason);
      signal.addEventListener('abort', stop);
      // Of a body whoever reads it decides: a Request nobody holds forgets its signal sometime.
      const leave = () => request.signal.removeEventListener('abort', stop);
      asked.once('error', reject).once('close', leave);
      asked.once('response', (answer) => {
        leave();
        resolve(responseOf(answer));
      });
      if (signal.aborted) stop();
      asked.end();
    });
}

const ODD_STATUS = 502;

function responseOf(answer: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers.set(name, String(value));
  const said = answer.statusCode ?? ODD_STATUS;
  // A Response takes no 999, and who sends one would end this process by it.
  const status = said >= 200 && said <= 599 ? said : ODD_STATUS;
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  if (!hasBody) answer.resume();
  const body = hasBody ? (Readable.toWeb(answer) as ReadableStream<Uint8Array>) : null;
  return new Response(body, { status, headers });
}

function leadsInward(host: string): Error {
  return new Error(`${host} leads inward`);
}

/** Gives only addresses that lead out of this machine and its network; with none left, an error. */
export function publicLookup(lookup: typeof systemLookup): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '', 0);
      const outward = found.filter(({ address }) => !isInward(address));
      const first = outward[0];
      if (first === undefined) return callback(leadsInward(host), '', 0);
      if (options.all) return callback(null, outward);
      return callback(null, first.address, first.family);
    });
  };
}
