import type { EpochMs } from '../core/clock.ts';
import { DIAL_WORDS, type DialSubject } from '../core/dial.ts';
import type { Database } from './database.ts';
import { integer, nullable, oneOf, type RowOf, text } from './shape.ts';

const KIND = oneOf('account', 'tag', 'site');
const WORD = oneOf(...DIAL_WORDS);

const dialRow = {
  login_key: integer,
  kind: KIND,
  subject: text,
  word: WORD,
  said_at_ms: integer,
  until_ms: nullable(integer),
  said_of: text,
};

const onRow = {
  kind: KIND,
  subject: text,
  word: WORD,
  until_ms: nullable(integer),
  is_only_way: integer,
};

const reachRow = { posts: integer, boosted: integer, boosted_alone: integer };

/** The owner's dials as they hold: from when they are said until they end. Never inferred. */
export function openDials(database: Database) {
  const list = database.many('serve/list_dials', ['now_ms'], dialRow);
  const listOn = database.many('rank/list_dials_on', ['status_key', 'now_ms'], onRow);
  const listUnvoiced = database.many('rank/list_unvoiced', ['now_ms'], { status_key: integer });
  const listSubjects = database.many('serve/list_dial_subjects', ['status_key'], {
    kind: KIND,
    subject: text,
    place: integer,
  });
  const measure = database.one('serve/measure_dial', ['kind', 'subject', 'now_ms'], reachRow);
  return {
    /** People first, then tags, then sites; each by name. */
    list: (nowMs: EpochMs): readonly Dial[] => list({ now_ms: nowMs }),
    /** What holds for one subject; undefined where nothing was said, or it has ended. */
    of({ kind, subject }: DialSubject, nowMs: EpochMs): Dial | undefined {
      return list({ now_ms: nowMs }).find((one) => one.kind === kind && one.subject === subject);
    },
    /** Those that are about one status. */
    on: (statusKey: number, nowMs: EpochMs): readonly DialOn[] =>
      listOn({ status_key: statusKey, now_ms: nowMs }),
    /** Whom and what they can be set on from one status: its author, its tags, its site. */
    subjectsOf: (statusKey: number): readonly DialSubject[] =>
      listSubjects({ status_key: statusKey }).map(({ kind, subject }) => ({ kind, subject })),
    /** Candidates a boost of which is no voice, because the owner wants none of that booster. */
    unvoiced: (nowMs: EpochMs): readonly number[] =>
      listUnvoiced({ now_ms: nowMs }).map(({ status_key }) => status_key),
    /** How many unseen posts a dial on this subject reaches. */
    reach: ({ kind, subject }: DialSubject, nowMs: EpochMs): DialReach =>
      measure({ kind, subject, now_ms: nowMs }) as DialReach,
  };
}

export type Dials = ReturnType<typeof openDials>;
export type Dial = RowOf<typeof dialRow>;
export type DialOn = RowOf<typeof onRow>;
export type DialReach = RowOf<typeof reachRow>;
