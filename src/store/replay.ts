import type { EpochMs } from '../core/clock.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { integer, nullable, real, text } from './shape.ts';

const actedRow = { status_key: integer, uri: text, acted_at_ms: integer };

const offerRow = {
  edition: integer,
  drawn_at_ms: integer,
  lane: text,
  score_micro: integer,
  draw_key: real,
  came_from: text,
  candidates: integer,
  size: integer,
  is_turn: integer,
  temperature: real,
  is_as_it_came: integer,
};

const unknownRow = {
  filters: integer,
  mutes: integer,
  deleted: integer,
  edited: integer,
  uncounted: integer,
  posts: integer,
};

/** What a replay keeps and asks, in the past that store/past.ts opens. */
export function openReplay(database: Database) {
  const statements = prepareReplay(database);
  const keysOf = (rows: readonly { readonly account_key: number }[]) =>
    rows.map(({ account_key }) => account_key);

  return {
    /** The next draw pours all that was unseen as of its moment. */
    emptyPool(): void {
      statements.emptyPool();
      statements.forgetExtent();
    },
    /** Keeps that a feed drew and offered an edition; gives how many places were repeats. */
    offer({ feed, edition, atMs }: Replayed, uris: readonly string[]): number {
      return database.transaction(() => {
        statements.addEdition({ feed, edition, drawn_at_ms: atMs });
        for (const uri of uris) {
          const uriHash = hashUri(uri).hash;
          statements.addExposure({
            feed,
            edition,
            uri_hash: uriHash,
            kind: 'offered',
            at_ms: atMs,
          });
        }
        return statements.countRepeats({ feed, edition })?.repeats as number;
      });
    },
    /** Keeps that an edition was opened. */
    look: ({ feed, edition, atMs }: Replayed) =>
      statements.addExposure({ feed, edition, uri_hash: 0, kind: 'seen', at_ms: atMs }),
    /** When the owner first read or did something after `fromMs`, up to `toMs`. */
    lookBetween: (fromMs: number, toMs: number) =>
      statements.findLook({ from_ms: fromMs, to_ms: toMs })?.at_ms ?? undefined,
    /** Candidates on which the owner acted first after `fromMs`, up to `toMs`. */
    actedOn: (fromMs: number, toMs: number) =>
      statements.listActed({ from_ms: fromMs, to_ms: toMs }),
    /** Candidates that a feed did not offer yet. */
    candidatesFor: (feed: string) => statements.countNew({ feed })?.candidates as number,
    waiting: () => keysOf(statements.listWaiting()),
    placed: (feed: string, edition: number) => keysOf(statements.listPlaced({ feed, edition })),
    /** How the owner was last offered a post before a moment. */
    offerBefore: (statusKey: number, beforeMs: number) =>
      statements.findOffer({ status_key: statusKey, before_ms: beforeMs }),
    /** With what chance an edition showed what no weight spoke for. */
    shownByChance: (fromMs: number, toMs: number) =>
      statements.averageChance({ from_ms: fromMs, to_ms: toMs })?.shown as number,
    /** What it took to earn a place of an edition. */
    barOf: (edition: number) =>
      statements.findLeastKey({ edition }) as NonNullable<
        ReturnType<typeof statements.findLeastKey>
      >,
    /** How much there is of what cannot be known as of then. */
    unknown: (fromMs: number, toMs: number) =>
      statements.countUnknown({ from_ms: fromMs, to_ms: toMs }) as NonNullable<
        ReturnType<typeof statements.countUnknown>
      >,
  };
}

function prepareReplay(database: Database) {
  const exposure = ['feed', 'edition', 'uri_hash', 'kind', 'at_ms'];
  return {
    emptyPool: database.run('past/empty_pool', []),
    forgetExtent: database.run('past/forget_extent', []),
    addEdition: database.run('past/add_replayed_edition', [...EDITION, 'drawn_at_ms']),
    addExposure: database.run('past/add_replayed_exposure', exposure),
    countRepeats: database.one('past/count_replayed_before', EDITION, { repeats: integer }),
    findLook: database.one('past/find_look_between', SPAN, { at_ms: nullable(integer) }),
    listActed: database.many('past/list_acted_candidates', SPAN, actedRow),
    countNew: database.one('past/count_new', ['feed'], { candidates: integer }),
    listWaiting: database.many('past/list_waiting', [], { account_key: integer }),
    listPlaced: database.many('past/list_placed', EDITION, { account_key: integer }),
    findOffer: database.one('past/find_offer_before', ['status_key', 'before_ms'], offerRow),
    averageChance: database.one('past/average_chance', SPAN, { shown: real }),
    findLeastKey: database.one('past/find_least_key', ['edition'], {
      least_key: nullable(real),
      wildcards: integer,
    }),
    countUnknown: database.one('past/count_unknown', SPAN, unknownRow),
  };
}

const EDITION = ['feed', 'edition'];
const SPAN = ['from_ms', 'to_ms'];

interface Replayed {
  readonly feed: string;
  readonly edition: number;
  readonly atMs: number;
}

export type Replay = ReturnType<typeof openReplay>;
export type PastOffer = NonNullable<ReturnType<Replay['offerBefore']>>;
export type Bar = ReturnType<Replay['barOf']>;
export type Unknown = ReturnType<Replay['unknown']>;

/** When editions were drawn in a stretch of time. */
export function editionMoments(database: Database, fromMs: number, toMs: number) {
  const list = database.many('past/list_nights', SPAN, { drawn_at_ms: integer });
  return list({ from_ms: fromMs, to_ms: toMs }).map(({ drawn_at_ms }) => drawn_at_ms as EpochMs);
}
