import type { Time } from '../../src/core/clock.ts';
import { type Log, silentLog } from '../../src/core/log.ts';
import type { ToldTime } from '../../src/core/told_time.ts';
import { heldSend, heldSocket } from '../../src/demo/held_network.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { openSocket } from '../../src/mastodon/socket.ts';
import type { Database } from '../../src/store/database.ts';

/** `fetch` that keeps told time from moving until the whole answer is there. */
export const heldFetch = (time: ToldTime) => heldSend(time, fetch);

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
    openSocket: heldSocket(server.time, openSocket),
    random: () => 0.5,
    pace: 1,
    userAgent: 'Driftline/test',
    log: silentLog,
    signal: new AbortController().signal,
    ...more,
  };
}
