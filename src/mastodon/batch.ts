import type { EpochMs } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { parseStatus, type WireStatus } from '../core/status.ts';
import { isMissing } from './refusal.ts';
import { type Connection, get, getOrNone } from './send.ts';

/** Most ids of one request: more is a 422 (mastodon-api.md, section 4). */
export const BATCH_MAX = 20;

/** How several statuses are asked for at once; a size of 1 where a server cannot. */
export interface Batch {
  readonly size: number;
  readonly parameter: string;
}

/** Of a server that cannot be asked for several, as far as is known. */
export const ALONE: Batch = { size: 1, parameter: 'id[]' };

const PARAMETERS = ['id[]', 'ids[]']; // Mastodon's, and Akkoma's and Pleroma's

/** What a server does that does not say what it can: asked for a status that it has. */
export async function probeBatch(connection: Connection): Promise<Batch> {
  const [entry] = listOf(await getOrNone(connection, '/api/v1/timelines/home?limit=1'));
  const id = idOf(entry?.reblog ?? entry);
  if (id === undefined) return ALONE;
  for (const parameter of PARAMETERS) {
    const path = `/api/v1/statuses?${parameter}=${encodeURIComponent(id)}`;
    const found = listOf(await getOrNone(connection, path));
    if (found.some((status) => idOf(status) === id)) return { size: BATCH_MAX, parameter };
  }
  return ALONE;
}

type Json = Readonly<Record<string, unknown>>;

function listOf(json: unknown): readonly Json[] {
  return Array.isArray(json) ? json : [];
}

function idOf(status: unknown): string | undefined {
  const { id } = (status ?? {}) as Json;
  return typeof id === 'string' ? id : undefined;
}

/** What the server said of statuses, and how things stood then. */
export interface Told {
  readonly statuses: readonly WireStatus[];
  readonly askedAtMs: EpochMs;
}

/**
 * Statuses by their ids, at most `BATCH_MAX` of them, in any order; who is missing is deleted or
 * hidden from the owner. Servers before 4.3 have no such endpoint: with a `batch` of 1, each is
 * asked for by itself; and so it is where a server has it no more, since it was set back.
 */
export async function fetchStatuses(
  connection: Connection,
  ids: readonly string[],
  batch: number,
): Promise<Told> {
  if (ids.length > BATCH_MAX) throw new RangeError(`at most ${BATCH_MAX} statuses at once`);
  if (ids.length === 0) return { statuses: [], askedAtMs: connection.time.now() };
  const answer = batch === 1 ? undefined : await askTogether(connection, ids);
  if (answer === undefined) return fetchEach(connection, ids);
  const { json, askedAtMs } = answer;
  if (!Array.isArray(json))
    throw new DriftlineError('upstream', `${connection.server} sent no list of statuses`);
  return { statuses: json.flatMap(parseOrSkip), askedAtMs };
}

/** Which of some ids, of boosts too, the server still has; at most `batch` of them. */
export async function fetchPresent(
  connection: Connection,
  ids: readonly string[],
  batch: number,
): Promise<ReadonlySet<string>> {
  const answer = batch === 1 ? undefined : await askTogether(connection, ids);
  const found = listOf(answer?.json).flatMap((status) => idOf(status) ?? []);
  const missing = ids.filter((id) => !found.includes(id));
  // What a muted author boosted is left out of such a list as if it were gone.
  for (const id of missing) found.push(...(await present(connection, id)));
  return new Set(found);
}

async function present(connection: Connection, id: string): Promise<readonly string[]> {
  try {
    await get(connection, `/api/v1/statuses/${encodeURIComponent(id)}`, 'counts');
    return [id];
  } catch (error) {
    if (error instanceof DriftlineError && error.code === 'not_found') return [];
    throw error;
  }
}

/** Undefined where the server has no such thing. */
async function askTogether(connection: Connection, ids: readonly string[]) {
  const parameter = connection.batchParameter ?? 'id[]';
  const query = ids.map((id) => `${parameter}=${encodeURIComponent(id)}`).join('&');
  try {
    return await get(connection, `/api/v1/statuses?${query}`, 'counts');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function fetchEach(connection: Connection, ids: readonly string[]): Promise<Told> {
  const statuses: WireStatus[] = [];
  let askedAtMs: EpochMs | undefined;
  for (const id of ids) {
    const one = await fetchOne(connection, id);
    statuses.push(...one.statuses);
    askedAtMs ??= one.askedAtMs;
  }
  return { statuses, askedAtMs: askedAtMs ?? connection.time.now() };
}

async function fetchOne(connection: Connection, id: string): Promise<Told> {
  const beforeMs = connection.time.now();
  try {
    const path = `/api/v1/statuses/${encodeURIComponent(id)}`;
    const { json, askedAtMs } = await get(connection, path, 'counts');
    return { statuses: [parseOrFail(json)], askedAtMs };
  } catch (error) {
    if (error instanceof DriftlineError && error.code === 'not_found')
      return { statuses: [], askedAtMs: beforeMs };
    throw error;
  }
}

/** What was sent and cannot be read is there: whoever says that it is gone says it with a 404. */
function parseOrFail(json: unknown): WireStatus {
  try {
    return parseStatus(json);
  } catch (cause) {
    throw new DriftlineError('upstream', 'the server sent a status that cannot be read', { cause });
  }
}

/**
 * A status that we have already is only looked at for its counts: one that is broken now is left as
 * it was.
 */
function parseOrSkip(json: unknown): readonly WireStatus[] {
  try {
    return [parseStatus(json)];
  } catch (error) {
    if (error instanceof DriftlineError && error.code === 'invalid') return [];
    throw error;
  }
}
