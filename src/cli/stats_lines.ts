import { counted, grouped } from '../core/counted.ts';
import type { StatsDocument } from './stats.ts';
import type { Surroundings } from './surroundings.ts';
import { bar, type Ink, inkFor, sparkline } from './terminal_text.ts';

const BAR_COLUMNS = 30;
const LABEL_COLUMNS = 22;
const HOLES_SHOWN = 8;

/** The figures for a person, in the order in which one asks for them. */
export function statsLines(stats: StatsDocument, { stdout, env }: Surroundings): readonly string[] {
  const ink = inkFor(stdout, env);
  return [
    ink.bold('What came in'),
    figure('arrivals', stats.arrivals, stats.arrivals, ink),
    figure('posts', stats.statuses, stats.arrivals, ink),
    figure('people', stats.accounts, stats.arrivals, ink),
    row('each of 28 days', ink.accent(sparkline(stats.arrivals_by_day))),
    row('latest', stats.last_arrival ?? 'nothing yet: driftline ingest'),
    '',
    ink.bold('What you had of it'),
    figure('seen', stats.seen, stats.statuses, ink),
    figure('not seen yet', stats.unseen, stats.statuses, ink),
    row('editions', editionsWords(stats)),
    '',
    ink.bold('Who is heard'),
    figure('people you follow', stats.coverage.followed, stats.coverage.followed, ink),
    figure('heard in 14 days', stats.coverage.heard_14_days, stats.coverage.followed, ink),
    figure('waiting for a turn', stats.coverage.waiting, stats.coverage.followed, ink),
    row('longest unheard', longestWords(stats)),
    '',
    ink.bold('What is missing'),
    ...holeLines(stats),
    ...refusedLines(stats),
  ];
}

function row(label: string, value: string): string {
  return `  ${label.padEnd(LABEL_COLUMNS)}${value}`;
}

function figure(label: string, value: number, most: number, ink: Ink): string {
  return row(label, `${grouped(value).padStart(10)}  ${ink.accent(bar(value, most, BAR_COLUMNS))}`);
}

function editionsWords({ editions, last_edition: last }: StatsDocument): string {
  if (editions === 0) return 'none yet: driftline rank';
  return last === null
    ? `${editions}`
    : `${editions}, the latest at ${last.drawn_at} with ${counted(last.size, 'post')}`;
}

function longestWords({ coverage: { longest_unheard: longest } }: StatsDocument): string {
  return longest === null ? 'nobody waits' : `@${longest.account}, ${counted(longest.days, 'day')}`;
}

function holeLines({ holes }: StatsDocument): readonly string[] {
  if (holes.length === 0) return [row('holes', 'none')];
  const latest = holes.slice(-HOLES_SHOWN);
  const earlier = holes.length - latest.length;
  return [
    ...latest.flatMap(({ from, to, state, standing }) => [
      row(`hole, ${state}`, `${from} – ${to ?? 'now'}`),
      row('', standing),
    ]),
    ...(earlier > 0 ? [row('', `and ${earlier} earlier`)] : []),
  ];
}

function refusedLines({ refused }: StatsDocument): readonly string[] {
  const reasons = Object.entries(refused);
  if (reasons.length === 0) return [row('refused', 'nothing')];
  return reasons.map(([reason, times]) => row('refused', `${times} × ${reason}`));
}
