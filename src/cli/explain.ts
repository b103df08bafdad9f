import type { Command } from 'commander';
import { isoOf } from '../core/clock.ts';
import { feedNamed } from '../core/config.ts';
import { factorOf } from '../core/dice.ts';
import { LANE_TITLES } from '../core/edition.ts';
import { DriftlineError } from '../core/errors.ts';
import { publicSignals, SIGNAL_TEXTS, type SignalName } from '../core/signals.ts';
import type { Explanation } from '../rank/explain.ts';
import { scoreAndWeight } from './edition_document.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { type Ink, inkFor } from './terminal_text.ts';

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
  const feed = feedNamed(config, options.feed ?? config.rank.feed, '--feed');
  const database = await session.openDatabase('read');
  try {
    const { explainStatus } = await import('../rank/explain.ts');
    const nowMs = surroundings.time.now();
    const explanation = explainStatus({ database, feed, nowMs, status: status.trim() });
    if (session.asJson) session.answer(documentOf(explanation));
    else session.say(...linesOf(explanation, inkFor(surroundings.stdout, surroundings.env)));
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
    left_out: explanation.leftOut,
    lane: explanation.lane,
    ...judged,
    signals: publicSignals(explanation.signals),
    exposures: explanation.exposures.map(({ kind, atMs, via }) => ({ kind, at: isoOf(atMs), via })),
  };
}

function linesOf(explanation: Explanation, ink: Ink): readonly string[] {
  const { account, uri, boostedBy, inEdition, leftOut, lane, scoreMicro, exposures } = explanation;
  const place =
    inEdition === null
      ? `Not in an edition: ${leftOut}.`
      : `Edition ${inEdition.edition}, place ${inEdition.position}.`;
  return [
    ink.bold(`A post by @${account}`),
    ink.dim(uri),
    ...(boostedBy === null ? [] : [`You asked for the boost of it by @${boostedBy}.`]),
    place,
    ...(lane === null ? [] : [`Lane: ${LANE_TITLES[lane]}.`]),
    ...(scoreMicro === null ? [] : ['', ...signalLines(explanation, ink)]),
    ...(scoreMicro === null
      ? []
      : [ink.bold(`${'Score, the product of all'.padEnd(68)}× ${shown(factorOf(scoreMicro))}`)]),
    '',
    ...(exposures.length === 0
      ? ['You have had nothing of it yet.']
      : exposures.map(({ kind, atMs, via }) => `${isoOf(atMs)}  ${kind} (${via})`)),
  ];
}

function signalLines({ signals }: Explanation, ink: Ink): readonly string[] {
  return Object.entries(signals).map(([name, { value, factor_micro }]) => {
    const text = SIGNAL_TEXTS[name as SignalName] as (typeof SIGNAL_TEXTS)[SignalName] | undefined;
    const said = value === null || text === undefined ? 'not known yet' : text.say(value);
    const line = `${(text?.title ?? name).padEnd(32)}${said.padEnd(36)}× ${shown(factorOf(factor_micro))}`;
    return factor_micro === 0 ? ink.dim(line) : line;
  });
}

function shown(factor: number): string {
  return factor.toFixed(2);
}
