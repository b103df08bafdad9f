import type { EpochMs } from '../core/clock.ts';
import { hashUri } from '../core/uri_hash.ts';
import { openActions } from './actions.ts';
import type { Database } from './database.ts';
import { openLogins } from './logins.ts';
import { integer, nullable, type RowOf, text } from './shape.ts';

const snoozeRow = {
  status_id: text,
  uri: nullable(text),
  handle: nullable(text),
  at_ms: integer,
  until_ms: integer,
};

export interface SaidSnooze {
  readonly uri: string;
  readonly statusId: string;
  readonly atMs: EpochMs;
}

/** Posts that the owner put off until a day. */
export function openSnoozes(database: Database) {
  const find = database.one('rank/find_snooze', ['uri_hash', 'now_ms'], { until_ms: integer });
  const list = database.many('serve/list_snoozes', ['now_ms'], snoozeRow);
  const actions = openActions(database);
  const logins = openLogins(database);

  /** By whichever login they were said. */
  const end = ({ uri, statusId, atMs }: SaidSnooze): boolean =>
    logins
      .all()
      .map(({ loginKey }) =>
        actions.record({ loginKey, uri, statusId, kind: 'snooze', atMs, undo: true }),
      )
      .some((wasSnoozed) => wasSnoozed);

  return {
    /** Until when; undefined where it is not snoozed. */
    until: (uri: string, nowMs: EpochMs): EpochMs | undefined =>
      find({ uri_hash: hashUri(uri).hash, now_ms: nowMs })?.until_ms as EpochMs | undefined,
    list: (nowMs: EpochMs): readonly Snooze[] => list({ now_ms: nowMs }),
    /** The later word holds, also where it ends earlier. False where nobody is logged in. */
    snooze(said: SaidSnooze, untilMs: EpochMs): boolean {
      const [login] = logins.all();
      if (login === undefined) return false;
      return database.transaction(() => {
        // Undone a moment before: a recording tells of an act before its undoing.
        end({ ...said, atMs: (said.atMs - 1) as EpochMs });
        return actions.record({ loginKey: login.loginKey, ...said, kind: 'snooze', untilMs });
      });
    },
    /** False where there was nothing to take back. */
    end: (said: SaidSnooze): boolean => database.transaction(() => end(said)),
  };
}

export type Snoozes = ReturnType<typeof openSnoozes>;
export type Snooze = RowOf<typeof snoozeRow>;
