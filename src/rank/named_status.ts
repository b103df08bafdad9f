import { DriftlineError } from '../core/errors.ts';
import { namesIn } from '../core/pasted_address.ts';
import { hashUri } from '../core/uri_hash.ts';
import { isUrl } from '../core/url_check.ts';
import type { Database } from '../store/database.ts';
import { openLogins } from '../store/logins.ts';
import { integer, nullable, type RowOf, text, wide } from '../store/shape.ts';

const statusRow = {
  status_key: integer,
  uri: text,
  uri_hash: wide,
  deleted_at_ms: nullable(integer),
  pruned_at_ms: nullable(integer),
  visibility: text,
  handle: text,
  arrivals: integer,
  arrived_at_ms: integer,
  is_candidate: integer,
  is_held: integer,
  is_own: integer,
};

/** A status as it is asked about. */
export type StatusRow = Omit<RowOf<typeof statusRow>, 'uri_hash'> & { readonly uri_hash: bigint };

interface Named {
  readonly found: StatusRow;
  /** Whose boost was named, where it was not the status itself. */
  readonly booster: string | null;
}

/**
 * What `name` stands for; a boost for the status in it. Throws DriftlineError('not_found') where we
 * never had it.
 */
export function findNamed(database: Database, name: string): Named {
  const servers = openLogins(database)
    .all()
    .map(({ server }) => server);
  for (const meant of namesIn(name, servers)) {
    const named = findCalled(database, meant);
    if (named !== undefined) return named;
  }
  throw new DriftlineError(
    'not_found',
    `nothing here is called ${name}: check it, or "driftline stats" for holes`,
  );
}

function findCalled(database: Database, name: string): Named | undefined {
  const own = findStatus(database, name);
  if (own !== undefined) return { found: own, booster: null };
  const wrapper = database.one('rank/find_wrapper_named', ['name', 'origin', 'id'], {
    uri: text,
    booster: text,
  })({ name, ...partsOf(name) });
  const inner = wrapper === undefined ? undefined : findStatus(database, wrapper.uri);
  if (wrapper === undefined || inner === undefined) return undefined;
  return { found: inner, booster: wrapper.booster };
}

function findStatus(database: Database, name: string): StatusRow | undefined {
  const params = ['name', 'uri_hash', 'origin', 'id'];
  const find = database.wideOne('rank/find_status_named', params, statusRow);
  const words = { name, uri_hash: hashUri(name).hash, ...partsOf(name) };
  return find(words) as StatusRow | undefined;
}

/**
 * The home server's own address of an entry ends with its id: …/@ada@example.social/1153… ; a
 * boost's with …/statuses/1153…/activity.
 */
function partsOf(name: string): { readonly origin: string | null; readonly id: string | null } {
  if (!isUrl(name)) return { origin: null, id: null };
  const { origin, pathname } = new URL(name);
  const steps = pathname.split('/').filter((step) => step !== '' && step !== 'activity');
  return { origin, id: steps.at(-1) ?? null };
}
