import { onTestFinished } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import type { ServerOptions } from '../../src/demo/server_parts.ts';
import type { Person, World, WorldEvent } from '../../src/demo/world.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aServerInProcess } from './demo_server.ts';
import { at } from './ingest_home.ts';
import { listening } from './listening.ts';
import { aNewDatabase } from './new_database.ts';
import { aPerson, aPost, posted, smallWorld } from './small_world.ts';

/** `count` people whom the owner follows: p0, p1 … */
export function people(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, nth) => aPerson(`p${nth}`));
}

/** A post by each of them in turn, `everyMinutes` apart. */
export function inTurn(
  authors: readonly Person[],
  { fromMinutes, toMinutes, everyMinutes }: Record<string, number>,
): readonly WorldEvent[] {
  const events: WorldEvent[] = [];
  const step = everyMinutes as number;
  for (let minutes = fromMinutes as number; minutes < (toMinutes as number); minutes += step) {
    const nth = Math.round((minutes - (fromMinutes as number)) / step);
    const author = authors[nth % authors.length] as Person;
    // Seven seconds past: no poll comes first.
    events.push(posted(aPost(`m${minutes.toFixed(2)}`, author, at(minutes) + 7_000)));
  }
  return events;
}

/**
 * A home that ingest listens to without a network between, and every request that it made, by path
 * and query.
 */
export async function aWatchedHome(
  authors: readonly Person[],
  events: readonly WorldEvent[],
  {
    world,
    ...options
  }: Omit<Partial<ServerOptions>, 'world'> & { readonly world?: Partial<World> } = {},
) {
  const whole: World = { ...smallWorld(authors, events), ...world };
  const server = aServerInProcess(whole, { historyMs: 10 * DAY_MS, ...options });
  const database = aNewDatabase();
  const asked: { readonly path: string; readonly atMs: number; readonly status: number }[] = [];
  const runs: { readonly stop: AbortController; readonly done: Promise<unknown> }[] = [];
  const plain = (more: Partial<IngestDeps> = {}) =>
    listening(server, database, { ...server.line, ...more });
  const deps = (more: Partial<IngestDeps> = {}): IngestDeps => {
    const needs = plain(more);
    const send: IngestDeps['send'] = async (request) => {
      const answer = await needs.send(request);
      const { pathname, search } = new URL(request.url);
      const atMs = server.time.now();
      asked.push({ path: decodeURIComponent(pathname + search), atMs, status: answer.status });
      return answer;
    };
    return { ...needs, send };
  };
  const run = (more: Partial<IngestDeps> = {}) => {
    const stop = new AbortController();
    const done = ingest({ ...deps(more), signal: stop.signal });
    done.catch(() => {});
    runs.push({ stop, done });
    return { stop, done };
  };
  onTestFinished(async () => {
    for (const { stop } of runs) stop.abort();
    await Promise.all(runs.map(({ done }) => done.catch(() => {})));
    server.close();
    database.close();
  });
  const all = (sql: string) => database.connection.prepare(sql).all() as Record<string, unknown>[];
  const count = (from: string) => Number(all(`select count(*) as n from ${from}`)[0]?.n);
  /** Requests for the pages of authors; the owner's own is read all the time. */
  const pagesAsked = () => {
    const own = `/accounts/${all('select owner_id from logins')[0]?.owner_id}/`;
    return asked.filter(
      ({ path }) => /\/accounts\/\d+\/statuses/.test(path) && !path.includes(own),
    );
  };
  return { server, database, plain, deps, run, asked, pagesAsked, all, count };
}

/** An hour in which the server cannot be reached, from the fiftieth minute on. */
export async function throughAnOutage({
  server,
  run,
}: Pick<Awaited<ReturnType<typeof aWatchedHome>>, 'server' | 'run'>) {
  const listening = run();
  await server.passTo(50);
  server.stop();
  await server.passTo(110);
  server.start();
  return listening;
}
