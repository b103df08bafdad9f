import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Feed, OwnSql } from '../core/feed.ts';
import {
  distinctRows,
  type OwnRow,
  type OwnSqlAnswer,
  type OwnSqlProblem,
  problemSentence,
  type RunOwnSql,
} from '../core/own_sql.ts';
import { ofColumn } from '../core/own_sql_rules.ts';
import type { Database } from '../store/database.ts';
import { integer } from '../store/shape.ts';
import { withFile } from '../store/shared_file.ts';
import { countCandidates, countEditions, editionsReadADay } from './draw_counts.ts';
import { exponentsOf } from './exponents.ts';
import { refuseFiltered } from './feed_refusals.ts';
import { leaningsAt } from './leanings.ts';
import { placesOf } from './places.ts';
import { keepUp } from './upkeep.ts';

export interface OwnFeedNeeds {
  readonly database: Database;
  readonly feed: Feed;
  readonly nowMs: EpochMs;
  readonly runOwnSql: RunOwnSql;
}

/**
 * What the owner's own SQL chooses at a moment; undefined where the feed has none. Throws
 * DriftlineError('invalid') that names the file, the line and the word.
 */
export async function askOwnSql(needs: OwnFeedNeeds): Promise<readonly OwnRow[] | undefined> {
  const { sql } = needs.feed;
  if (sql === undefined) return undefined;
  const answer = await answerOfOwnSql(needs, sql);
  if ('problem' in answer)
    throw new DriftlineError('invalid', problemSentence(sql.file, answer.problem));
  return distinctRows(answer.rows);
}

/** The same, with the mistake in its parts and the rows as they came. */
export async function answerOfOwnSql(
  { database, feed, nowMs, runOwnSql }: OwnFeedNeeds,
  { text, limitSeconds }: OwnSql,
): Promise<OwnSqlAnswer> {
  if (text === undefined) return { problem: NO_SUCH_FILE };
  // Another process reads it: what the ranker knows must be written.
  const params = keepUp(database, nowMs, () => paramsOf(database, feed, nowMs));
  const answer = await withFile(database, (file) =>
    runOwnSql({ file, sql: text, params, limitSeconds }),
  );
  const stranger = 'rows' in answer ? noPost(database, answer.rows, text) : undefined;
  return stranger === undefined ? answer : { problem: stranger };
}

const LOOKED_AT = 1_000;

/** Ids that no post has, a uri say, would draw an edition of nothing. */
function noPost(
  database: Database,
  rows: readonly OwnRow[],
  sql: string,
): OwnSqlProblem | undefined {
  if (rows.length === 0) return undefined;
  const hasAny = database.one('rank/has_known_id', ['ids'], { has_any: integer });
  const ids = JSON.stringify(rows.slice(0, LOOKED_AT).map(({ statusId }) => statusId));
  if (hasAny({ ids })?.has_any === 1) return undefined;
  const example = rows[0]?.statusId ?? '';
  const remedy = 'take status_id from candidate_statuses or candidate_signals';
  return ofColumn(`returns as status_id what is the id of no post ("${example}"): ${remedy}`, sql);
}

const NO_SUCH_FILE: OwnSqlProblem = {
  line: null,
  token: null,
  problem: 'there is no such file: put it there, or name another as "sql" in your settings',
};

/** What a statement may ask for by @name. Those of the ranker's own pipeline are among them. */
function paramsOf(
  database: Database,
  feed: Feed,
  nowMs: EpochMs,
): Readonly<Record<string, number>> {
  const past = countEditions(database, { nowMs, feed });
  refuseFiltered(database, feed, past.last_drawn_at_ms);
  // Of all that it may choose from: so it is of the feed that it may be a copy of.
  const { sql: _, ...whole } = feed;
  const { turns_a_day } = countCandidates(database, whole, nowMs);
  const load = turns_a_day / (placesOf(database, whole, nowMs) * editionsReadADay(past));
  return {
    now_ms: nowMs,
    since_ms: nowMs - feed.reachDays * DAY_MS,
    opened: past.opened,
    last_drawn_at_ms: past.last_drawn_at_ms,
    size: feed.size,
    ...exponentsOf(feed, leaningsAt(database, feed, nowMs), load),
  };
}
