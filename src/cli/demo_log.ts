import { type Log, silentLog } from '../core/log.ts';

/** What follows from typing "stop": its own sentences, and the page's head, say that already. */
const OF_BEING_AWAY: ReadonlySet<string> = new Set([
  'ingest.stream_down',
  'ingest.server_away',
  'ingest.try_again',
]);

/** In the demo's terminal somebody reads: what they should know of is a sentence, or nothing. */
export function demoLog(write: (line: string) => unknown): Log {
  return {
    ...silentLog,
    warn(event, { why, reason } = {}) {
      const said = why ?? reason;
      if (typeof said !== 'string' || OF_BEING_AWAY.has(event)) return;
      write(`driftline: ${said}\n`);
    },
  };
}
