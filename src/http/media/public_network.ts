import { lookup } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { isInward } from './media_address.ts';
import type { FetchMedia } from './media_proxy.ts';

/**
 * Asks media servers on the public internet, and the origins that were logged in to, wherever they
 * are. A name is resolved once and the connection goes to just that address: a name that turns
 * inward between check and use (DNS rebinding) has nothing to turn. Follows no redirect.
 */
export function openPublicNetwork(
  loginOrigins: () => ReadonlySet<string>,
  userAgent: string,
): FetchMedia {
  return (request) =>
    new Promise((resolve, reject) => {
      const url = new URL(request.url);
      const isHome = loginOrigins().has(url.origin);
      const send = url.protocol === 'https:' ? requestSecure : requestPlain;
      const asked = send(url, {
        headers: { ...Object.fromEntries(request.headers), 'user-agent': userAgent },
        signal: request.signal,
        ...(isHome ? {} : { lookup: lookupPublic }),
      });
      asked.once('error', reject);
      asked.once('response', (answer) => {
        const headers = new Headers();
        for (const [name, value] of Object.entries(answer.headers))
          if (value !== undefined) headers.set(name, String(value));
        const status = answer.statusCode ?? 502;
        const hasBody = status !== 204 && status !== 304;
        if (!hasBody) answer.resume();
        const body = hasBody ? (Readable.toWeb(answer) as ReadableStream<Uint8Array>) : null;
        resolve(new Response(body, { status, headers }));
      });
      asked.end();
    });
}

/** Gives only addresses that lead out of this machine and its network; with none left, an error. */
const lookupPublic: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, '', 0);
    const outward = found.filter(({ address }) => !isInward(address));
    const first = outward[0];
    if (first === undefined) return callback(new Error(`${host} leads inward`), '', 0);
    if (options.all) return callback(null, outward);
    return callback(null, first.address, first.family);
  });
};
