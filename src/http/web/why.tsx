import { factorOf } from '../../core/dice.ts';
import { SIGNAL_TEXTS, type SignalText, signalTextOf, signalWords } from '../../core/signals.ts';
import { isWanted } from '../../rank/choose.ts';
import { diceWords, type WhatIf, whatIfWords } from '../../rank/what_if.ts';
import { NEVER_MS } from '../../store/counts.ts';
import type { EntryOnPage } from '../../store/reading.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { laneTitle } from './reason.ts';

export interface WhyProps {
  readonly desk: Desk;
  readonly entry: EntryOnPage;
  readonly status: ShownStatus | undefined;
  /** Undefined where the place does not come from a throw. */
  readonly chances: WhatIf | undefined;
}

/**
 * Every signal that was frozen with an entry, as bars on one scale, and what the reader had of it.
 */
export function Why({ desk, entry, status, chances }: WhyProps) {
  return (
    <section class="why-panel" aria-label={`Why number ${entry.position} is here`}>
      <p>
        Lane: <strong>{laneTitle(entry.lane)}</strong>. All factors together make{' '}
        <strong>{factorWords(entry.scoreMicro)}</strong>; {restWords(entry, chances)}.
      </p>
      <SignalTable signals={entry.signals} />
      {chances === undefined ? null : <p>{whatIfWords(chances)}</p>}
      <Exposures desk={desk} uri={entry.uri} />
      {status === undefined ? null : (
        <p class="muted">
          Written {desk.words.full(status.created_at_ms)}; reached us{' '}
          {desk.words.short(status.first_seen_at_ms)};{' '}
          {status.counts_at_ms === NEVER_MS
            ? 'not counted yet'
            : `counted ${desk.words.short(status.counts_at_ms)}`}
          .
        </p>
      )}
    </section>
  );
}

/** Those that we know in their usual order, then what an older Driftline knew. */
export function SignalTable({ signals }: Pick<EntryOnPage, 'signals'>) {
  const known = Object.keys(SIGNAL_TEXTS).filter((name) => name in signals);
  const others = Object.keys(signals).filter((name) => !(name in SIGNAL_TEXTS));
  if (known.length + others.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Signal</th>
          <th scope="col">
            <span class="hidden">Bar, </span>÷8 … ×8
          </th>
          <th scope="col">Factor</th>
        </tr>
      </thead>
      <tbody>
        {[...known, ...others].map((name) => (
          <SignalRow name={name} text={signalTextOf(name)} signal={signals[name]} />
        ))}
      </tbody>
    </table>
  );
}

/** What brought it here beside its score. */
function restWords({ lane, signals }: EntryOnPage, chances: WhatIf | undefined): string {
  if (isWanted(signals) && signals.snoozed !== undefined)
    return 'its place is your snooze, which is over and asks for no score';
  if (isWanted(signals)) return 'its place is your “always”, which asks for no score';
  if (signals.last_chance !== undefined) return 'its place is its last chance in this store';
  if (signals.turn !== undefined) return 'its place is a turn, which every author is due';
  if (lane === 'wildcard') return 'its place is chance alone, which asks for no score';
  if (lane === 'resurfaced') return 'second chances are spread evenly over the edition';
  if (chances === undefined) return 'dice did the rest';
  return `the dice threw ${diceWords(chances)}`;
}

function SignalRow(props: {
  readonly name: string;
  readonly text: SignalText | undefined;
  readonly signal: EntryOnPage['signals'][string] | undefined;
}) {
  const { name, text, signal } = props;
  if (signal === undefined) return null;
  const { factor_micro } = signal;
  return (
    <tr class={factor_micro === 0 ? 'idle' : undefined}>
      <th scope="row" title={text?.sentence}>
        {text?.title ?? name}
        <span class="value">{signalWords(name, signal)}</span>
      </th>
      <td class="bar-cell">
        <Bar factorMicro={factor_micro} />
      </td>
      <td class="factor">{factorWords(factor_micro)}</td>
    </tr>
  );
}

export function factorWords(factorMicro: number): string {
  const factor = factorOf(factorMicro);
  if (factor >= 100) return `×${Math.round(factor)}`;
  if (factor >= 0.1) return `×${factor.toFixed(factor >= 10 ? 1 : 2)}`;
  return `×${factor.toPrecision(2)}`;
}

/** The bars of all posts share one logarithmic scale, so that they can be compared. */
const SCALE_LN = Math.log(8);
const HALF_WIDTH = 100;

function Bar({ factorMicro }: { readonly factorMicro: number }) {
  const share = Math.max(-1, Math.min(1, factorMicro / 1e6 / SCALE_LN));
  const width = Math.abs(share) * HALF_WIDTH;
  const x = share < 0 ? HALF_WIDTH - width : HALF_WIDTH;
  return (
    <svg class="factor-bar" viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true">
      <line class="axis" x1="100" x2="100" y1="0" y2="16" />
      <rect
        class={share < 0 ? 'down' : 'up'}
        x={x.toFixed(1)}
        y="3"
        width={width.toFixed(1)}
        height="10"
      />
    </svg>
  );
}

const KIND_WORDS = {
  offered: 'offered',
  served: 'on a page',
  seen: 'seen',
  opened: 'opened',
} as const;

export function Exposures({ desk, uri }: { readonly desk: Desk; readonly uri: string }) {
  const exposures = desk.reading.exposuresOf(uri);
  if (exposures.length === 0) return <p>You had nothing of it so far.</p>;
  return (
    <>
      <p>What you had of it so far:</p>
      <ul class="exposures">
        {exposures.map(({ kind, at_ms, edition, via }) => (
          <li>
            {KIND_WORDS[kind]} <time>{desk.words.short(at_ms)}</time>
            {edition === null ? '' : `, edition ${edition}`}
            {via === 'page' || kind === 'offered' ? '' : `, by ${via}`}
          </li>
        ))}
      </ul>
    </>
  );
}
