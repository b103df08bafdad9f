import { onTestFinished } from 'vitest';
import { openBell } from '../../src/core/bell.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { connectionOn, openLine } from '../../src/ingest/line.ts';
import { sendWishes } from '../../src/ingest/sending.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { openActs } from '../../src/store/acts.ts';
import { openOutbox, type WishKind } from '../../src/store/outbox.ts';
import { aHome } from './ingest_home.ts';

/** What the server was asked to do: name, id, idempotency key. */
export type Acted = readonly [name: string, id: string, key: string | undefined];

/** A home in which ingest has been, and whose outbox is sent. */
export async function aSendingHome(
  events: readonly WorldEvent[],
  options: Parameters<typeof aHome>[1] = {},
) {
  const acted: Acted[] = [];
  const witness = {
    acted: (...one: Acted) => void acted.push(one),
  };
  const home = aHome(events, { ...options, witness });
  const { server, deps } = home;
  const { database } = deps();
  const outbox = openOutbox(database);
  const acts = openActs(database);
  const bell = openBell();
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const statusOf = (post: string) => {
    const { id, uri } = server.statusOf(post) as { readonly id: string; readonly uri: string };
    return { loginKey: 1, statusId: id, uri };
  };
  return {
    ...home,
    database,
    acted,
    bell,
    stop,
    names: () => acted.map(([name]) => name),
    statusOf,
    ask: (kind: WishKind, post: string, undo = false) =>
      outbox.ask(kind, statusOf(post), undo, server.time.now()),
    on: (post: string) => acts.on(statusOf(post).uri, server.time.now()),
    /** The acts that the ledger has, and whether they were undone. */
    ledger: () =>
      home.all(
        'select kind, undone_at_ms is not null as is_undone from actions order by action_key',
      ),
    /** Of a post that the server does not have. */
    askOf: (statusId: string, uri: string) =>
      outbox.ask('favourite', { loginKey: 1, statusId, uri }, false, server.time.now()),
    /** Sends until the test is over, or the login is. */
    send(through: IngestDeps['send'] = server.send, time = deps().time) {
      const given = { ...deps(), send: through, signal: stop.signal };
      const connection = connectionOn(openLine(given), given);
      const { pace, log } = given;
      const sent = sendWishes({
        ...{ database, connection, time, pace, log, bell },
        onNarrow: () => {},
      });
      sent.catch(() => {});
      return sent;
    },
  };
}
