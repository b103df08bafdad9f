import type { EpochMs } from '../core/clock.ts';
import { openCandidates } from './candidates.ts';
import type { Database } from './database.ts';
import { openExposures } from './exposures.ts';
import { openPool } from './pool.ts';
import { integer, nullable, text } from './shape.ts';

/** From, included, to, not included. */
export interface Stretch {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

/** How the ledger says that the owner said so, and no page or client. */
const VIA = 'owner';

/** What was read elsewhere, or is let go: it counts as seen, by the owner's word alone. */
export function openSeenElsewhere(database: Database) {
  const desk = prepareDesk(database);

  const takeBack = (rows: ReturnType<typeof desk.list>, atMs: EpochMs): number => {
    for (const { exposure_key, status_key } of rows) {
      desk.undo({ exposure_key, undone_at_ms: atMs });
      if (status_key !== null) desk.candidates.add(status_key);
    }
    return rows.length;
  };

  return {
    /** Everything of the home that stood there then and waits; gives how many posts. */
    mark: ({ fromMs, toMs }: Stretch, atMs: EpochMs): number =>
      database.transaction(() => {
        for (const step of desk.holdBack) step(atMs);
        const waiting = desk.listUnseen({ from_ms: fromMs, to_ms: toMs });
        return desk.exposures.record(
          waiting.map(({ uri }) => ({ uri, kind: 'seen', atMs, via: VIA })),
        );
      }),
    /** Takes back what was said of a stretch, and nothing that was seen here. */
    unmark: ({ fromMs, toMs }: Stretch, atMs: EpochMs): number =>
      database.transaction(() =>
        takeBack(desk.list({ said_at_ms: null, from_ms: fromMs, to_ms: toMs }), atMs),
      ),
    /** The same of what was said at a moment, the last one where none is named. */
    unmarkSaid: (atMs: EpochMs, saidAtMs: number | undefined = desk.findLast()?.at_ms): number =>
      saidAtMs === undefined
        ? 0
        : database.transaction(() =>
            takeBack(desk.list({ said_at_ms: saidAtMs, from_ms: null, to_ms: null }), atMs),
          ),
  };
}

function prepareDesk(database: Database) {
  const { pour } = openPool(database);
  const release = database.run('upkeep/release_held', []);
  const hold = database.run('upkeep/hold_back', ['now_ms']);
  const holdWays = database.run('upkeep/hold_back_closed_ways', ['now_ms']);
  return {
    candidates: openCandidates(database),
    exposures: openExposures(database),
    /** As before a draw: what is hidden now was hidden elsewhere as well. */
    holdBack: [
      () => pour(),
      () => release(),
      (nowMs: EpochMs) => hold({ now_ms: nowMs }),
      (nowMs: EpochMs) => holdWays({ now_ms: nowMs }),
    ],
    listUnseen: database.many('serve/list_unseen_between', ['from_ms', 'to_ms'], {
      status_key: integer,
      uri: text,
    }),
    list: database.many('serve/list_seen_elsewhere', ['said_at_ms', 'from_ms', 'to_ms'], {
      exposure_key: integer,
      status_key: nullable(integer),
    }),
    findLast: database.one('serve/find_seen_elsewhere', [], { at_ms: integer }),
    undo: database.run('ingest/undo_one_exposure', ['exposure_key', 'undone_at_ms']),
  };
}
