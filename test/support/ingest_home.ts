import { onTestFinished } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aServerInProcess } from './demo_server.ts';
import { listening } from './listening.ts';
import { aNewDatabase } from './new_database.ts';
import { aPerson, aPost, SMALL_WORLD_STARTS_MS, smallWorld } from './small_world.ts';

export const ada = aPerson('ada');
export const bob = aPerson('bob');
export const at = (minutes: number) => SMALL_WORLD_STARTS_MS + minutes * MINUTE_MS;
export const post = (id: string, minutes: number) => aPost(id, ada, at(minutes));

/** A home that ingest listens to without a network between. */
export function aHome(
  events: readonly WorldEvent[],
  options: Parameters<typeof aServerInProcess>[1] = {},
) {
  const server = aServerInProcess(smallWorld([ada, bob], events), options);
  const database = aNewDatabase();
  const runs: { stop: AbortController; done: Promise<unknown> }[] = [];
  onTestFinished(async () => {
    for (const { stop, done } of runs) {
      stop.abort();
      await done.catch(() => {});
    }
    server.close();
    database.close();
  });
  const deps = (more: Partial<IngestDeps> = {}) =>
    listening(server, database, { ...server.line, ...more });
  const run = (more: Partial<IngestDeps> = {}) => {
    const stop = new AbortController();
    const done = ingest({ ...deps(more), signal: stop.signal });
    done.catch(() => {});
    runs.push({ stop, done });
    return { stop, done };
  };
  const all = (sql: string) => database.connection.prepare(sql).all() as Record<string, unknown>[];
  const count = (from: string) => Number(all(`select count(*) as n from ${from}`)[0]?.n);
  return { server, deps, run, all, count };
}

/** The server as it would answer if it were another's program. */
export function answering(
  deps: IngestDeps,
  answer: (url: URL, request: Request) => Response | undefined,
): IngestDeps['send'] {
  return async (request) => answer(new URL(request.url), request) ?? deps.send(request);
}

export const missing = () => Response.json({ error: 'Record not found' }, { status: 404 });

/** A server without a stream and without batches, as Hollo or Takahe are. */
export const plain = (url: URL) =>
  url.pathname.endsWith('/instance') || url.pathname === '/api/v1/statuses' ? missing() : undefined;
