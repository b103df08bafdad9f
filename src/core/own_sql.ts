import { LANES, type Lane } from './edition.ts';

/** A statement of the owner's own, as it is run in a process of its own. */
export interface OwnSqlTask {
  /** The database, which is only read. */
  readonly file: string;
  readonly sql: string;
  /** What its @parameters stand for. */
  readonly params: Readonly<Record<string, number>>;
  /** It is ended after this. */
  readonly limitSeconds: number;
}

/** A post that the owner's SQL chose; null: what the ranker says. */
export interface OwnRow {
  readonly statusId: string; // the server's
  readonly score: number | null; // > 0
  readonly lane: Lane | null;
  /** In the owner's words, to be printed on the post. */
  readonly reason: string | null;
}

/** What is wrong with a statement, and where in its text. */
export interface OwnSqlProblem {
  /** From 1; null where it concerns the whole. */
  readonly line: number | null;
  readonly token: string | null;
  /** A sentence, with a remedy. */
  readonly problem: string;
}

export type OwnSqlAnswer =
  | { readonly rows: readonly OwnRow[] }
  | { readonly problem: OwnSqlProblem };

export type RunOwnSql = (task: OwnSqlTask) => Promise<OwnSqlAnswer>;

/** `feeds/mine.sql, line 12, near "form": …`. */
export function problemSentence(file: string, { line, token, problem }: OwnSqlProblem): string {
  const where = [
    ...(line === null ? [] : [`line ${line}`]),
    ...(token === null ? [] : [`near "${token.split('\n', 1)}"`]),
  ];
  return `${[file, ...where].join(', ')}: ${problem}`;
}

/** The columns that a feed's SQL may return. The first it must. */
export const OWN_COLUMNS = ['status_id', 'score', 'lane', 'reason'] as const;

/** Chance measures whether the ranker beats it: nothing else may go by its name. */
const OWN_LANES = LANES.filter((lane) => lane !== 'wildcard');

const REASON_LETTERS = 300;

/** One row as the statement returned it, checked; or what is wrong with it. */
export function readOwnRow(row: Readonly<Record<string, unknown>>): OwnRow | string {
  const { status_id: statusId, score = null, lane = null, reason = null } = row;
  if (typeof statusId !== 'string') {
    const what = statusId === null ? 'null' : `the ${typeof statusId} ${String(statusId)}`;
    return `returns ${what} as status_id, which must be text: take status_id from a view`;
  }
  if (score !== null && !(typeof score === 'number' && score > 0 && Number.isFinite(score)))
    return `gives ${statusId} the score ${shown(score)}: a score is a number above 0, or null`;
  if (lane !== null && !OWN_LANES.includes(lane as (typeof OWN_LANES)[number]))
    return `puts ${statusId} into the lane ${String(lane)}; there are: ${OWN_LANES.join(', ')}`;
  if (reason !== null && typeof reason !== 'string')
    return `gives ${statusId} the reason ${String(reason)}: a reason is text, or null`;
  return { statusId, score, lane: lane as Lane | null, reason: reason && shortened(reason) };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}', a text` : String(value);
}

/** On one line; without what could steer a terminal. Nothing said is no reason. */
function shortened(reason: string): string | null {
  const line = reason.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ').trim();
  const letters = [...line];
  if (letters.length <= REASON_LETTERS) return line === '' ? null : line;
  return `${letters.slice(0, REASON_LETTERS - 1).join('')}…`;
}

/**
 * Each post once: of several rows the one with the greatest score, so that a join that doubles rows
 * changes nothing, in whatever order they come.
 */
export function distinctRows(rows: readonly OwnRow[]): readonly OwnRow[] {
  const best = new Map<string, OwnRow>();
  for (const row of rows) {
    const known = best.get(row.statusId);
    if (known === undefined || rankOf(row) > rankOf(known)) best.set(row.statusId, row);
  }
  return [...best.values()];
}

/** A text whose order is that of the scores, ties broken by the words. */
function rankOf({ score, lane, reason }: OwnRow): string {
  const [mantissa, exponent] = (score ?? 0).toExponential(17).split('e') as [string, string];
  const place = String(Number(exponent) + 1_000).padStart(4, '0');
  return JSON.stringify([score === null ? '' : place, mantissa, lane ?? '', reason ?? '']);
}
