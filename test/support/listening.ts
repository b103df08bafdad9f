import type { Time } from '../../src/core/clock.ts';
import { type Log, silentLog } from '../../src/core/log.ts';
import type { ToldTime } from '../../src/core/told_time.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import type { Send } from '../../src/mastodon/send.ts';
import { openSocket } from '../../src/mastodon/socket.ts';
import type { Database } from '../../src/store/database.ts';

/** `fetch` that keeps told time from moving until the whole answer is there. */
export function heldFetch(time: ToldTime): Send {
  return async (request) => {
    const release = time.hold();
    try {
      const response = await fetch(request);
      const body = await response.arrayBuffer();
      return new Response(body, { status: response.status, headers: response.headers });
    } finally {
      release();
    }
  };
}

/** What ingest needs to listen to a server on told time. */
export function listening(
  server: { readonly url: string; readonly token: string; readonly time: ToldTime },
  database: Database,
  more: Partial<IngestDeps> & { readonly log?: Log } = {},
): IngestDeps {
  const time: Time = server.time;
  return {
    database,
    server: server.url,
    token: server.token,
    time,
    send: heldFetch(server.time),
    openSocket: (url, headers, ears) => {
      // The handshake is real input and output too: told time stands until it is done.
      const release = server.time.hold();
      return openSocket(url, headers, {
        ...ears,
        opened() {
          release();
          ears.opened();
        },
        closed(end) {
          release();
          ears.closed(end);
        },
      });
    },
    random: () => 0.5,
    pace: 1,
    userAgent: 'Driftline/test',
    log: silentLog,
    signal: new AbortController().signal,
    ...more,
  };
}
