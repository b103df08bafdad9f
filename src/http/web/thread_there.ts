import type { EpochMs } from '../../core/clock.ts';
import { epochMsOf } from '../../core/clock.ts';
import type { WireStatus } from '../../core/status.ts';
import { factsOf, handleOf } from '../../core/status_facts.ts';
import type { ThreadThere } from '../../mastodon/thread.ts';
import type { Cover, ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';

/** Gives what a server knows around a status; undefined where it cannot be asked now. */
export type AskThread = (server: string, id: string) => Promise<ThreadThere | undefined>;

/** What the server just said of a thread, each list in its order. */
export interface ToldAround {
  readonly above: readonly ShownStatus[];
  readonly below: readonly ShownStatus[];
}

export interface ToldDesk {
  readonly desk: Desk;
  readonly told: ToldAround;
}

/**
 * A desk that knows beside what is stored what the server just said of a thread. None of it is
 * kept: it never stood in the home. What the owner's filters say of it, their server said with it.
 */
export function deskWith(desk: Desk, around: ShownStatus, there: ThreadThere): ToldDesk {
  const { statuses } = desk;
  const covers = new Map<number, readonly Cover[]>();
  const byId = new Map<string, ShownStatus>();
  for (const [at, status] of [...there.ancestors, ...there.descendants].entries()) {
    const stored = statuses.ofUri(status.uri);
    const row = stored ?? rowOf(status, around, -1 - at);
    if (stored === undefined) covers.set(row.status_key, coversIn(status));
    // Another login's name for it would not be known to this server.
    byId.set(status.id, { ...row, server_id: status.id, login_key: around.login_key });
  }
  const found = [...byId.values()];
  const rowsOf = (list: readonly WireStatus[]) => list.flatMap(({ id }) => byId.get(id) ?? []);
  const told = { above: rowsOf(there.ancestors), below: rowsOf(there.descendants) };
  const withAll: Desk = {
    ...desk,
    statuses: {
      ...statuses,
      parentOf: (row) => byId.get(row.reply_to_id ?? '') ?? statuses.parentOf(row),
      repliesTo: (row, limit) => {
        const told = found.filter(({ reply_to_id }) => reply_to_id === row.server_id);
        const known = new Set(told.map(({ uri }) => uri));
        const stored = statuses.repliesTo(row, limit).filter(({ uri }) => !known.has(uri));
        return [...told, ...stored].sort((a, b) => a.created_at_ms - b.created_at_ms);
      },
      coversOf: (key, nowMs: EpochMs) => covers.get(key) ?? statuses.coversOf(key, nowMs),
    },
  };
  return { desk: withAll, told };
}

/** What is not stored, in the shape of what is; its key is no key of anything. */
function rowOf(status: WireStatus, around: ShownStatus, key: number): ShownStatus {
  const { account, ...body } = status;
  const atMs = epochMsOf(status.created_at) ?? around.created_at_ms;
  const { reply, length } = factsOf(status, '');
  return {
    status_key: key,
    uri: status.uri,
    created_at_ms: atMs,
    first_seen_at_ms: atMs,
    edited_at_ms: epochMsOf(status.edited_at ?? undefined) ?? null,
    deleted_at_ms: null,
    pruned_at_ms: null,
    visibility: status.visibility,
    language: status.language ?? null,
    reply,
    reply_to_id: typeof status.in_reply_to_id === 'string' ? status.in_reply_to_id : null,
    length,
    favourites: countOf(status.favourites_count),
    boosts: countOf(status.reblogs_count),
    replies: countOf(status.replies_count),
    counts_at_ms: atMs,
    body: JSON.stringify(body),
    handle: handleOf(account),
    profile: JSON.stringify(account),
    server_id: status.id,
    login_key: around.login_key,
    server: around.server,
    is_absent: 0,
  };
}

function countOf(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : 0;
}

/** `filtered` of the API: the filters that match it, and what each does. */
function coversIn({ filtered }: WireStatus): readonly Cover[] {
  if (!Array.isArray(filtered)) return [];
  return filtered.flatMap((match: unknown): Cover[] => {
    const { filter } = (match ?? {}) as { filter?: { title?: unknown; filter_action?: unknown } };
    const effect = filter?.filter_action;
    if (effect !== 'warn' && effect !== 'hide' && effect !== 'blur') return [];
    const subject = typeof filter?.title === 'string' ? filter.title : 'a filter';
    return [{ effect, cause: 'filter', subject, since_ms: null }];
  });
}
