import type { Command } from 'commander';
import { isoOf } from '../core/clock.ts';
import { ownersWord } from '../core/dial.ts';
import { factorOf } from '../core/dice.ts';
import { LANE_TITLES } from '../core/edition.ts';
import { DriftlineError } from '../core/errors.ts';
import { publicSignals, signalTextOf, signalWords } from '../core/signals.ts';
import type { Explanation } from '../rank/explain.ts';
import { givenWords } from '../rank/given_words.ts';
import { diceWords, whatIfWords } from '../rank/what_if.ts';
import { missedWords, slidWords } from '../rank/would_change.ts';
import { timeOfDraws } from './clock_ahead.ts';
import { scoreAndWeight } from './edition_document.ts';
import { feedToDraw } from './feed_to_draw.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { columnsOf, type Ink, inkFor, printable, widthOf, wrap } from './terminal_text.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command
    .argument('<status>', 'the id or an address of a post, or of a boost of it')
    .option('--feed <name>', 'judge it by this feed (default: the one your settings name)')
    .action((status: string, options: { readonly feed?: string }) =>
      explain(command, surroundings, status, options),
    );
}

async function explain(
  command: Command,
  surroundings: Surroundings,
  status: string,
  options: { readonly feed?: string },
): Promise<void> {
  if (status.trim() === '') {
    throw new DriftlineError('usage', 'explain needs the id or the address of a post, not ""');
  }
  const session = openSession(command, surroundings);
  const config = await session.config();
  const asked = [options.feed ?? config.rank.feed, '--feed'] as const;
  const feed = feedToDraw(config, asked, session, surroundings);
  const database = await session.openDatabase('read');
  try {
    const { explainAnyhow } = await import('../rank/explain_anyhow.ts');
    const { runOwnSql } = surroundings;
    const nowMs = timeOfDraws(database, surroundings.time).now();
    const asking = { database, feed, nowMs, status: status.trim(), runOwnSql };
    const { explanation, failed } = await explainAnyhow(asking);
    if (failed !== undefined)
      session.log.warn('feed.failed', {
        feed: feed.name,
        why: failed,
        judged_by: 'its settings alone',
      });
    const slid = config.slid[feed.name] ?? [];
    if (session.asJson) session.answer(documentOf(explanation));
    else session.say(...linesOf(explanation, slid, surroundings));
  } finally {
    database.close();
  }
}

function documentOf(explanation: Explanation) {
  const { scoreMicro, temperature } = explanation;
  const judged =
    scoreMicro === null ? { score: null, weight: null } : scoreAndWeight(scoreMicro, temperature);
  return {
    status_id: explanation.statusId,
    uri: explanation.uri,
    account: explanation.account,
    boosted_by: explanation.boostedBy,
    in_edition: explanation.inEdition,
    reason: explanation.reason,
    left_out: explanation.leftOut,
    gone_since: explanation.goneSince,
    ...missedDocument(explanation),
    lane: explanation.lane,
    ...judged,
    signals: publicSignals(explanation.signals),
    what_if: whatIfDocument(explanation),
    dials: explanation.dials,
    snoozed_until: isoOrNull(explanation.snoozedUntilMs),
    exposures: explanation.exposures.map(({ kind, atMs, via }) => ({ kind, at: isoOf(atMs), via })),
  };
}

function isoOrNull(ms: Explanation['snoozedUntilMs']): string | null {
  return ms === null ? null : isoOf(ms);
}

/** What would have changed that it was left out. */
function missedDocument({ missed }: Explanation) {
  if (missed === null) return { place_by_score: null, would_change: [] };
  const { byScore, entries, changes } = missed;
  return {
    place_by_score: byScore === null ? null : { place: byScore, of: entries },
    would_change: changes.map(({ words, factorMicro, setting }) => ({
      words,
      factor: factorMicro === undefined ? null : Number(factorOf(factorMicro).toPrecision(6)),
      setting: setting === undefined ? null : { [setting.name]: setting.value },
    })),
  };
}

function whatIfDocument({ whatIf }: Explanation) {
  if (whatIf === null) return null;
  const { dice, entries, byScore, without } = whatIf;
  return {
    dice: Number(dice.toPrecision(6)),
    entries,
    place_by_score: byScore,
    without: without.map(({ signal, place }) => ({ signal, place: place ?? null })),
  };
}

function linesOf(
  explanation: Explanation,
  slid: readonly string[],
  { stdout, env }: Surroundings,
): readonly string[] {
  const ink = inkFor(stdout, env);
  const columns = widthOf(stdout);
  const { account, uri, boostedBy, lane, scoreMicro, whatIf, exposures } = explanation;
  const wrapped = (text: string) => wrap(text, columns, '');
  return [
    ink.bold(`A post by @${account}`),
    ink.dim(printable(uri)),
    ...(boostedBy === null
      ? []
      : [wrap(`You asked for the boost of it by @${boostedBy}.`, columns, '')]),
    ...[...placeLines(explanation), ...slidWords(explanation.missed, slid)].map(wrapped),
    ...(explanation.reason === null ? [] : [wrapped(`Your SQL says: ${explanation.reason}`)]),
    ...(lane === null ? [] : [`${laneWords(explanation)}: ${LANE_TITLES[lane]}.`]),
    ...turnLines(explanation).map(wrapped),
    ...(scoreMicro === null ? [] : ['', ...signalLines(explanation, ink, columns)]),
    ...(scoreMicro === null
      ? []
      : [ink.bold(lineOf('Score, the product of all', '', scoreMicro, columns))]),
    ...(whatIf === null
      ? []
      : ['', ...[`The dice threw ${diceWords(whatIf)}.`, whatIfWords(whatIf)].map(wrapped)]),
    '',
    ...(exposures.length === 0
      ? ['You have had nothing of it yet.']
      : exposures.map(({ kind, atMs, via }) => `${isoOf(atMs)}  ${kind} (${via})`)),
  ];
}

/** Where it stands; where not, why not, and what would have changed that. */
function placeLines({
  inEdition,
  feed,
  leftOut,
  missed,
  goneSince,
  snoozedUntilMs,
}: Explanation): readonly string[] {
  const isOther = inEdition !== null && inEdition.feed !== feed;
  const of = isOther ? ` of ${inEdition.feed}` : '';
  const place =
    inEdition === null ? [] : [`Edition ${inEdition.edition}${of}, place ${inEdition.position}.`];
  if (goneSince !== null) return [...place, `It is not shown there any more: ${goneSince}.`];
  if (leftOut === null && snoozedUntilMs === null) return place;
  if (leftOut === null) return [...place, `You snoozed it until ${isoOrNull(snoozedUntilMs)}.`];
  const where =
    inEdition === null
      ? 'Not in an edition'
      : `Not in ${isOther ? `an edition of ${feed}` : 'the last edition'}`;
  const change = missed === null ? undefined : missedWords(missed);
  return [...place, `${where}: ${leftOut}.`, ...(change === undefined ? [] : [change])];
}

/** Of what was left out since, the figures are those of the place that it had. */
function laneWords({ inEdition, leftOut }: Explanation): string {
  return inEdition === null || leftOut === null
    ? 'Lane'
    : `Its lane in edition ${inEdition.edition}, of which the rest tells`;
}

/** That its place is a turn; and what the owner said since it was judged. */
function turnLines({ inEdition, leftOut, signals, dials }: Explanation): readonly string[] {
  const acted = signals.dial?.said ?? [];
  const since = dials.filter((dial) => !acted.includes(dial) && !leftOut?.includes(dial));
  const given = inEdition === null ? undefined : givenWords(signals);
  return [
    ...(given === undefined ? [] : [given]),
    ...(since.length === 0 ? [] : [`From the next draw on: ${ownersWord(since)}.`]),
  ];
}

function signalLines({ signals }: Explanation, ink: Ink, columns: number): readonly string[] {
  return Object.entries(signals).map(([name, signal]) => {
    const title = signalTextOf(name)?.title ?? name;
    const line = lineOf(title, signalWords(name, signal), signal.factor_micro, columns);
    return signal.factor_micro === 0 ? ink.dim(line) : line;
  });
}

const TITLE_COLUMNS = 32;
const SAID_COLUMNS = 36;
const FACTOR_COLUMNS = 8; // × 100.00

/** One line where there is room for it; else what was measured stands below its name. */
function lineOf(title: string, said: string, factorMicro: number, columns: number): string {
  const factor = `× ${shown(factorOf(factorMicro))}`;
  const most = TITLE_COLUMNS + SAID_COLUMNS + FACTOR_COLUMNS;
  if (columnsOf(said) < SAID_COLUMNS && columns >= most)
    return `${title.padEnd(TITLE_COLUMNS)}${said.padEnd(SAID_COLUMNS)}${factor}`;
  const first = `${title.padEnd(Math.min(columns, most) - FACTOR_COLUMNS)}${factor}`;
  return said === '' ? first : `${first}\n${wrap(said, columns, '  ')}`;
}

function shown(factor: number): string {
  return factor.toFixed(2);
}
