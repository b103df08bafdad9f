import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { SUPPOSED } from './hole_reasons.ts';
import { LEFT, REJOINED_MS } from './holes.ts';
import { integer, nullable, oneOf, type RowOf, real, text } from './shape.ts';

export type TurnKind = 'account' | 'tag';

/** How the reading of somebody for a hole stands; `cut`: they post more than is read of anybody. */
export type Outcome = 'unasked' | 'waiting' | 'read' | 'unchanged' | 'gone' | 'cut';

/** An author, or a tag, and the place from which they are read on. */
export interface Turn {
  readonly kind: TurnKind;
  /** The server's id of the account; the tag's name. */
  readonly subject: string;
  /** null: at the newest. */
  readonly max_id: string | null;
}

export interface Settled {
  readonly outcome: Outcome;
  /** Requests that are expected still. */
  readonly pages: number;
  readonly maxId?: string | undefined;
}

/** What is left to be asked of the server. */
export interface CrawlWork {
  /** Authors of whom it is not known whether they posted. */
  readonly unasked: number;
  /** Authors and tags that must be read, with how many requests, of them with a cursor. */
  readonly waiting: number;
  /** How many of those are tags. */
  readonly tags: number;
  readonly requests: number;
  readonly with_cursor: number;
}

/** Whose posts are read to fill the holes, and how far that has come. */
export function openCrawls(database: Database) {
  const statements = prepareCrawls(database);
  return {
    /** Holes that have ended and wait to be crawled, the earliest first. */
    holes: (loginKey: number) => statements.listHoles({ login_key: loginKey }),
    /** Writes down who is to be read for a hole. */
    plan(loginKey: number, holeKey: number, tags: readonly string[]): void {
      database.transaction(() => {
        statements.planAuthors({ hole_key: holeKey, login_key: loginKey });
        for (const name of tags) statements.planTag({ hole_key: holeKey, name });
      });
    },
    /** Authors who are to be asked for next, by the server's ids. */
    unasked: (loginKey: number, limit: number) =>
      statements.listUnasked({ login_key: loginKey, limit }).map(({ subject }) => subject),
    /** The holes for which such an author waits, with what is known of how much they post. */
    unaskedTurns: (loginKey: number, subject: string) =>
      statements.listUnaskedTurns({ login_key: loginKey, subject }),
    /** Everybody followed, whether or not they are in a plan yet. */
    follows: (loginKey: number) => statements.listFollows({ login_key: loginKey }),
    settle(holeKey: number, turn: Omit<Turn, 'max_id'>, settled: Settled): void {
      statements.settle({
        hole_key: holeKey,
        kind: turn.kind,
        subject: turn.subject,
        outcome: settled.outcome,
        pages: settled.pages,
        max_id: settled.maxId ?? null,
      });
    },
    /** Whoever is next; `but` is passed over. */
    next: (loginKey: number, but?: Turn): Turn | undefined =>
      statements.findNext({
        login_key: loginKey,
        but_kind: but?.kind ?? null,
        but_subject: but?.subject ?? null,
      }),
    /** The holes that the next page of a turn serves. */
    holesOf: (loginKey: number, { kind, subject, max_id }: Turn) =>
      statements.listTogether({ login_key: loginKey, kind, subject, max_id }),
    /** Whether a post of somebody, by the server's id, stands here that is not deleted. */
    hasPostsOf: (loginKey: number, subject: string) =>
      statements.hasPosts({ login_key: loginKey, server_id: subject })?.found === 1,
    work: (loginKey: number): CrawlWork =>
      statements.sumWork({ login_key: loginKey }) as RowOf<typeof workRow>,
    ...openEnds(statements),
    /** Forgets who was to be read for holes that are filled, by a crawl or by a sweep. */
    tidy: (nowMs: EpochMs) =>
      statements.forgetTurns({ since_ms: nowMs - REJOINED_MS, unproven: LEFT }),
    /** Since when the home is known, holes included; undefined where nothing ever came. */
    heardSinceMs(loginKey: number): EpochMs | undefined {
      return (statements.findHeardSince({ login_key: loginKey })?.at_ms ?? undefined) as
        | EpochMs
        | undefined;
    },
  };
}

/** What is asked for when a hole is planned and ended. */
function openEnds(statements: ReturnType<typeof prepareCrawls>) {
  return {
    /** Tags that the owner follows, or followed at some time since a moment. */
    tagsSince: (loginKey: number, sinceMs: number) =>
      statements.listTagsSince({ login_key: loginKey, after_ms: sinceMs }).map(({ name }) => name),
    /** The tags that are read for a hole. */
    tags: (holeKey: number) => statements.listTags({ hole_key: holeKey }).map(({ name }) => name),
    outcomes: (holeKey: number) => statements.countOutcomes({ hole_key: holeKey }),
    recovered: (holeKey: number, found: number) =>
      statements.addRecovered({ hole_key: holeKey, found }),
    finish(holeKey: number, unproven: readonly string[]): void {
      statements.finish({ hole_key: holeKey, unproven: JSON.stringify(unproven) });
    },
    /** Where a list’s end alone told of it, and nothing was found, nothing had been missed. */
    forgetNothing: (holeKey: number): boolean =>
      SUPPOSED.some((reason) => statements.forgetNothing({ hole_key: holeKey, reason }) > 0),
  };
}

export type Crawls = ReturnType<typeof openCrawls>;

const workRow = {
  unasked: integer,
  waiting: integer,
  tags: integer,
  requests: integer,
  with_cursor: integer,
};

function prepareCrawls(database: Database) {
  const turn = ['hole_key', 'kind', 'subject'] as const;
  return {
    listHoles: database.many('ingest/list_holes_to_crawl', ['login_key'], {
      hole_key: integer,
      from_ms: integer,
      to_ms: integer,
      is_planned: integer,
    }),
    planAuthors: database.run('ingest/plan_author_turns', ['hole_key', 'login_key']),
    planTag: database.run('ingest/plan_tag_turn', ['hole_key', 'name']),
    listUnasked: database.many('ingest/list_unasked_authors', ['login_key', 'limit'], {
      subject: text,
    }),
    listUnaskedTurns: database.many('ingest/list_unasked_turns', ['login_key', 'subject'], {
      hole_key: integer,
      from_ms: integer,
      since_ms: nullable(integer),
      first_ms: nullable(integer),
      posts_per_day: nullable(real),
    }),
    listFollows: database.many('ingest/list_follows_to_read', ['login_key'], {
      profile: text,
      since_ms: nullable(integer),
      first_ms: nullable(integer),
      posts_per_day: nullable(real),
    }),
    settle: database.run('ingest/settle_turn', [...turn, 'outcome', 'pages', 'max_id']),
    findNext: database.one('ingest/find_next_turn', ['login_key', 'but_kind', 'but_subject'], {
      kind: oneOf('account', 'tag'),
      subject: text,
      max_id: nullable(text),
    }),
    listTogether: database.many(
      'ingest/list_turns_together',
      ['login_key', 'kind', 'subject', 'max_id'],
      { hole_key: integer, from_ms: integer, to_ms: integer, pages: integer },
    ),
    hasPosts: database.one('ingest/has_posts_of', ['login_key', 'server_id'], { found: integer }),
    sumWork: database.one('ingest/sum_crawl_work', ['login_key'], workRow),
    countOutcomes: database.many('ingest/count_outcomes', ['hole_key'], {
      kind: oneOf('account', 'tag'),
      outcome: oneOf('unasked', 'waiting', 'read', 'unchanged', 'gone', 'cut'),
      turns: integer,
    }),
    listTags: database.many('ingest/list_planned_tags', ['hole_key'], { name: text }),
    listTagsSince: database.many('serve/list_recorded_tags', ['login_key', 'after_ms'], {
      name: text,
    }),
    addRecovered: database.run('ingest/add_recovered', ['hole_key', 'found']),
    finish: database.run('ingest/finish_crawl', ['hole_key', 'unproven']),
    forgetNothing: database.run('ingest/forget_supposed_hole', ['hole_key', 'reason']),
    forgetTurns: database.run('ingest/forget_crawl_turns', ['since_ms', 'unproven']),
    findHeardSince: database.one('ingest/find_heard_since', ['login_key'], {
      at_ms: nullable(integer),
    }),
  };
}
