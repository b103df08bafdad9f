import type { EpochMs } from '../core/clock.ts';
import { hashUri } from '../core/uri_hash.ts';
import { openCandidates } from './candidates.ts';
import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

export type ExposureKind = 'offered' | 'served' | 'seen' | 'opened';

export interface Exposure {
  /** One of the two names it; a `statusId` needs a status that we have. */
  readonly uri?: string | undefined;
  readonly statusId?: string | undefined;
  readonly loginKey?: number | undefined;
  readonly kind: ExposureKind;
  readonly atMs: EpochMs;
  readonly edition?: number | undefined;
  readonly position?: number | undefined;
  readonly via: string;
  readonly undo?: boolean | undefined;
  /** With `undo`: that of this moment and no other. */
  readonly ofMs?: EpochMs | undefined;
}

/** The ledger. Outlives the statuses, so a post that comes again stays seen. */
export function openExposures(database: Database) {
  const candidates = openCandidates(database);
  const add = database.insert('ingest/add_exposure', [
    'uri_hash',
    'uri',
    'status_id',
    'kind',
    'at_ms',
    'edition',
    'position',
    'via',
  ]);
  const undo = database.run('ingest/undo_exposure', ['uri_hash', 'kind', 'undone_at_ms', 'of_ms']);
  const findById = database.one('ingest/find_status_by_server_id', ['login_key', 'server_id'], {
    status_key: integer,
    uri: text,
  });

  const uriOf = (exposure: Exposure): string | undefined => {
    if (exposure.uri !== undefined) return exposure.uri;
    if (exposure.statusId === undefined) return undefined;
    return findById({ login_key: exposure.loginKey ?? 1, server_id: exposure.statusId })?.uri;
  };

  const recordOne = (exposure: Exposure): boolean => {
    // A status that we never had is kept under the name that was given to it.
    const uri = uriOf(exposure) ?? exposure.statusId;
    if (uri === undefined) return false;
    const { hash } = hashUri(uri);
    const isNew = exposure.undo
      ? undo({
          uri_hash: hash,
          kind: exposure.kind,
          undone_at_ms: exposure.atMs,
          of_ms: exposure.ofMs ?? null,
        }) > 0
      : add({
          uri_hash: hash,
          uri: candidates.isKnown(hash) ? null : uri,
          status_id: exposure.statusId ?? null,
          kind: exposure.kind,
          at_ms: exposure.atMs,
          edition: exposure.edition ?? null,
          position: exposure.position ?? null,
          via: exposure.via,
        }) !== undefined;
    if (isNew && (exposure.kind === 'seen' || exposure.kind === 'opened'))
      candidates.reconsider(hash);
    return isNew;
  };

  return {
    /** Writes exposures in one transaction; gives how many said something new. */
    record(exposures: readonly Exposure[]): number {
      return database.transaction(() => exposures.filter(recordOne).length);
    },
  };
}

export type Exposures = ReturnType<typeof openExposures>;
