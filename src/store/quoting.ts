import type { EpochMs } from '../core/clock.ts';
import { quotedIn } from '../core/filter.ts';
import type { Database } from './database.ts';
import { type Hiding, openHiding } from './hiding.ts';
import { integer, text } from './shape.ts';

/** What hides a status, and takes away of it what another took back. */
export interface Quoting extends Pick<Hiding, 'put' | 'forget'> {
  /** A status is gone: its text goes from those that quote it too. */
  readonly unquote: (statusKey: number, atMs: EpochMs) => void;
}

/** As Mastodon says of a quoted post that is deleted. */
const DELETED = { state: 'deleted', quoted_status: null };

export function openQuoting(database: Database): Quoting {
  const hiding = openHiding(database);
  const list = database.many('ingest/list_quoting', ['status_key'], {
    status_key: integer,
    quoted_uri: text,
    login_key: integer,
    body: text,
  });
  const replace = database.run('ingest/replace_payload', ['status_key', 'body', 'observed_at_ms']);
  const unquoteVersions = database.run('ingest/unquote_versions', [
    'status_key',
    'quoted_uri',
    'quote',
  ]);
  return {
    forget: hiding.forget,
    put: hiding.put,
    unquote(quotedKey, atMs) {
      for (const { status_key, quoted_uri, login_key, body } of list({ status_key: quotedKey })) {
        unquoteVersions({ status_key, quoted_uri, quote: JSON.stringify(DELETED) });
        const status = JSON.parse(body);
        if (quotedIn(status)?.uri !== quoted_uri) continue;
        const rest = { ...status, quote: DELETED };
        replace({ status_key, body: JSON.stringify(rest), observed_at_ms: atMs });
        hiding.forget(status_key);
        hiding.put(login_key, status_key, rest);
      }
    },
  };
}
