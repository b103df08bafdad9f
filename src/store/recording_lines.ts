import type { EpochMs } from '../core/clock.ts';
import { RECORDING_EVENTS, writeRecordingLine } from '../core/recording.ts';
import type { Database } from './database.ts';
import { openLogins } from './logins.ts';
import { publicPayload } from './public_payload.ts';
import { openRecordedPayloads } from './recorded_payloads.ts';
import { integer, nullable, oneOf, type RowOf } from './shape.ts';

const historyRow = {
  at_ms: integer,
  login_key: nullable(integer),
  event: oneOf(...RECORDING_EVENTS),
  ref: integer,
  other: nullable(integer),
};

export type HistoryRow = RowOf<typeof historyRow>;

/**
 * The history still kept, as the lines of a recording, in the order in which it happened; read to
 * the end, a status has its newest text and latest counts. What the server deleted is absent. A
 * public one leaves out private posts and everything that the owner did, saw or said.
 *
 * One unchanging state of the database is read: nothing else may be done on its connection until
 * the end.
 */
export function* recordingLines(
  database: Database,
  { isPublic }: { readonly isPublic: boolean },
): Generator<string> {
  const list = database.each('serve/list_history', ['is_public'], historyRow);
  const logins = openLogins(database).all();
  const acctOf = (loginKey: number | null) =>
    logins.length > 1 ? logins.find((login) => login.loginKey === loginKey)?.acct : undefined;
  let payloads: ReturnType<typeof openRecordedPayloads> | undefined;
  for (const row of list({ is_public: isPublic ? 1 : 0 })) {
    payloads ??= openRecordedPayloads(database); // of the same state: the history numbers its dials
    const found = payloads.of(row);
    const payload = isPublic ? publicPayload(found) : found;
    if (payload === undefined || payload === null) continue;
    const login = acctOf(row.login_key);
    yield writeRecordingLine({
      atMs: row.at_ms as EpochMs,
      event: row.event,
      payload,
      ...(login === undefined ? {} : { login }),
    });
  }
}
