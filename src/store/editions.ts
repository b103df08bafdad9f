import type { Edition, PassedOver } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import { publishedFactors } from '../core/leaning.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { openEditionRows } from './edition_rows.ts';
import type { ReportOfFactors } from './published_factors.ts';
import { text } from './shape.ts';
import { withStandIns } from './working_tables.ts';

const FROZEN = ['entries', 'passed_over', 'exposures'];
/** The number that an edition has while it is made ready: none gets it. */
const READY = 0;

/** Editions as they are frozen. Reading them page by page is another noun's work. */
export function openEditions(database: Database) {
  const rows = openEditionRows(database);
  const addPassedOver = database.run('rank/add_passed_over', [
    'edition',
    'uri_hash',
    'reason',
    'besides',
    'rule',
    'subject',
    'score_micro',
    'draw_key',
    'to_beat',
    'signals',
  ]);
  const copies = ['rank/freeze_entries', 'rank/freeze_passed_over', 'rank/freeze_offers'].map(
    (name) => database.run(name, ['edition']),
  );
  const findServerId = database.one('rank/find_server_id', ['status_key'], { server_id: text });

  const makeReady = ({ entries, passedOver, drawnAtMs }: Edition): void => {
    for (const entry of entries) rows.addEntry(READY, entry.uri, entryRow(entry));
    for (const passed of passedOver) addPassedOver({ edition: READY, ...reasonRow(passed) });
    rows.offer(READY, entries, { atMs: drawnAtMs, via: 'draw' });
  };

  const land = (row: ReturnType<typeof editionRow>): number => {
    const number = rows.add(row);
    for (const copy of copies) copy({ edition: number });
    return number;
  };

  /** What is frozen is made ready first, so that the write lock is held for less. */
  const freeze = (edition: Edition, feed: Feed, isRight: () => boolean): number | undefined => {
    const row = editionRow(edition, feed);
    return withStandIns(database, FROZEN, {
      makeReady: () => makeReady(edition),
      work: () => database.transaction(() => (isRight() ? land(row) : undefined)),
    });
  };

  return {
    /** Freezes a draw and offers it: its entries enter the ledger. Gives its number. */
    save: (edition: Edition, feed: Feed) => freeze(edition, feed, () => true) as number,
    /** The same where the next edition still gets the number `next`; else undefined. */
    saveAs: (next: number, edition: Edition, feed: Feed) =>
      freeze(edition, feed, () => rows.next() === next),
    /** The number that the next edition gets. */
    next: rows.next,
    /** The server's id of a status that is stored. */
    serverIdOf: (statusKey: number) => findServerId({ status_key: statusKey })?.server_id,
  };
}

function editionRow(edition: Edition, feed: Feed) {
  const factors = publishedFactors(edition.entries.map(({ signals }) => signals));
  const report = { ...edition.report, factors } satisfies ReportOfFactors;
  return {
    feed: feed.name,
    feed_settings: JSON.stringify(feed),
    seed: edition.seed,
    drawn_at_ms: edition.drawnAtMs,
    size: edition.entries.length,
    candidates: edition.report.candidates,
    reading_minutes: edition.readingMinutes,
    came_from: 'draw',
    report: JSON.stringify(report),
  };
}

function reasonRow({ uri, reason, rule, ...judged }: PassedOver) {
  return {
    uri_hash: hashUri(uri).hash,
    reason,
    rule,
    subject: judged.subject ?? null,
    besides: judged.besides ?? null,
    score_micro: judged.scoreMicro,
    draw_key: judged.drawKey,
    to_beat: judged.toBeat ?? null,
    signals: JSON.stringify(judged.signals),
  };
}

function entryRow(entry: Edition['entries'][number]) {
  return {
    position: entry.position,
    lane: entry.lane,
    score_micro: entry.scoreMicro,
    draw_key: entry.drawKey,
    signals: JSON.stringify(entry.signals),
    boosters: JSON.stringify(entry.boosters),
    named: JSON.stringify(entry.named),
    reason: entry.reason ?? null,
  };
}
