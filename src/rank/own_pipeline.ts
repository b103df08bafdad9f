import assert from 'node:assert/strict';
import type { Feed } from '../core/feed.ts';
import { SIGNAL_TEXTS } from '../core/signals.ts';
import { readSql } from '../store/statements.ts';

/** Tables of the ranker's own, by the documented views that show the same of them. */
const VIEWS: readonly (readonly [RegExp, string])[] = [
  [/\bauthor_signals\b/g, 'authors'],
  [/\baccounts\b/g, 'people'],
  [/\bpool\b/g, 'candidate_signals'],
];

/** What leaves the store comes beside what a feed chooses, so its own SQL need not speak of it. */
const LAST_CHANCES =
  /\n *or status_key in \(select status_key from last_chances\)|or arrived_ms < @since_ms /g;

/** A line of sql/rank/draw_front.sql: what stands above it is the same for a feed's own SQL. */
const END = '-- So far the scores';

/**
 * The ranker's pipeline as a feed's own SQL: from the candidates to the score of each, with its
 * comments, over documented views. Drawn with the settings of `feed`, it draws what that draws.
 */
export function pipelineSql(feed: Feed, copy: { readonly name: string; readonly file: string }) {
  const ranker = readSql('rank/draw_front');
  const from = ranker.search(/^with$/m);
  const to = ranker.indexOf(END);
  assert(from >= 0 && to > from, 'sql/rank/draw_front says where its scores end');
  const scores = VIEWS.reduce(
    (text, [table, view]) => text.replace(table, view),
    ranker.slice(from, to).trimEnd().replace(/,$/, '').replace(LAST_CHANCES, ''),
  );
  return `${headerOf(feed, copy)}\n${scores}\n\n${RESULT}\n`;
}

const RESULT = `\
-- What the ranker takes over. A score is × usual, above 0; where it is null or left out, the
-- ranker's own counts. Two more columns may be returned:
--   lane    'fresh', 'missed', 'quiet', 'boosted' or 'resurfaced'; null: the ranker's
--   reason  text, printed on the post in your words; null: none
select status_id, factor(score_micro) as score
  from scored
  join candidate_signals using (author_key, status_key)`;

function headerOf(feed: Feed, { name, file }: { readonly name: string; readonly file: string }) {
  const exponents = Object.entries(feed.exponents).map(([signal, value]) =>
    parameter(signal, `[feeds.${name}.exponents]: ${value}. ${titleOf(signal)}`),
  );
  return [
    `-- Feed ${name}, copied from ${feed.name}: which posts it chooses, and the score of each.`,
    '--',
    '-- One select, which only reads. The draw does the rest with what it returns: dice, turns, quotas,',
    `-- caps and spacing, with the settings of [feeds.${name}]. A post that is not returned gets no`,
    '-- place. "driftline feeds views" prints every view, column and function;',
    `-- "driftline feeds try ${file}" shows what a change does, and keeps nothing.`,
    '--',
    '-- A factor is an integer, the millionths of its natural logarithm (0 is × 1): ln_micro(x) makes',
    '-- one and factor(micro) reads it, with the same bits on every machine. So the score is a sum.',
    '--',
    '-- What may be asked for by name, where it is set, and what it was when this was copied:',
    parameter('now_ms', 'the moment of the draw, unix ms'),
    parameter('since_ms', `reach_days = ${feed.reachDays} before that, unix ms`),
    parameter('opened', 'how many editions you have opened'),
    parameter('last_drawn_at_ms', 'what came since then is new to you, unix ms'),
    parameter('size', `most entries: ${feed.size}`),
    ...exponents,
  ].join('\n');
}

const NAME_COLUMNS = 18;

function parameter(name: string, words: string): string {
  return `--   ${`@${name}`.padEnd(NAME_COLUMNS)} ${words}`;
}

function titleOf(signal: string): string {
  const texts: Readonly<Record<string, { readonly title: string }>> = SIGNAL_TEXTS;
  return texts[signal]?.title ?? '';
}
