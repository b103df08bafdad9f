import { counted, grouped, percent } from '../core/counted.ts';
import { LANE_TITLES } from '../core/edition.ts';
import { isTold, signalTextOf } from '../core/signals.ts';
import { turnWords } from '../core/turn_words.ts';
import { bytesWords } from './byte_words.ts';
import type { StatsDocument } from './stats.ts';
import { costRows, feedRows } from './stats_reading_lines.ts';
import type { Surroundings } from './surroundings.ts';
import { bar, columnsOf, inkFor, sparkline, widthOf, wrap } from './terminal_text.ts';

const BAR_COLUMNS_MAX = 30;
const NUMBER_COLUMNS = 10;
const LABEL_COLUMNS = 22;
const HOLES_SHOWN = 8;

/** The figures for a person, in the order in which one asks for them. */
export function statsLines(stats: StatsDocument, { stdout, env }: Surroundings): readonly string[] {
  const ink = inkFor(stdout, env);
  const columns = widthOf(stdout);
  const row = (label: string, value: string) => rowOf(label, value, columns);
  const figure = (label: string, value: number, most: number) => {
    const barColumns = Math.min(BAR_COLUMNS_MAX, columns - VALUE_AT - NUMBER_COLUMNS - 2);
    const number = grouped(value).padStart(NUMBER_COLUMNS);
    return `${row(label, number)}  ${ink.accent(bar(value, most, Math.max(1, barColumns)))}`;
  };
  return [
    ink.bold('What came in'),
    figure('arrivals', stats.arrivals, stats.arrivals),
    figure('posts', stats.statuses, stats.arrivals),
    figure('people', stats.accounts, stats.arrivals),
    `${row('each of 28 days', '')}${ink.accent(sparkline(stats.arrivals_by_day))}`,
    row('latest', momentWords(stats.last_arrival) ?? 'nothing yet: driftline ingest'),
    '',
    ink.bold('What you had of it'),
    figure('seen', stats.seen, stats.statuses),
    figure('not seen yet', stats.unseen, stats.statuses),
    row('editions', editionsWords(stats)),
    '',
    ink.bold('Who is heard'),
    figure('people you follow', stats.coverage.followed, stats.coverage.followed),
    figure('heard in 14 days', stats.coverage.heard_14_days, stats.coverage.followed),
    figure('with something unseen', stats.coverage.waiting, stats.coverage.followed),
    row('longest unheard', longestWords(stats)),
    ...turnRows(stats).map(([label, value]) => row(label, value)),
    '',
    ink.bold('What was taken up: acted on or opened, of what you saw'),
    ...takenUpRows(stats).map(([label, value]) => row(label, value)),
    ...leaningRows(stats).map(([label, value]) => row(label, value)),
    '',
    ink.bold('What your follows cost and bring, in four weeks'),
    ...costRows(stats.reading).map(([label, value]) => row(label, value)),
    '',
    ink.bold('What becomes of each feed, in four weeks'),
    ...feedRows(stats.reading).map(([label, value]) => row(label, value)),
    '',
    ink.bold('What keeping it costs'),
    ...keepRows(stats).map(([label, value]) => row(label, value)),
    '',
    ink.bold('What is missing'),
    ...holeRows(stats).map(([label, value]) => row(label, value)),
    ...refusedRows(stats).map(([label, value]) => row(label, value)),
  ];
}

const VALUE_AT = 2 + LABEL_COLUMNS;

function rowOf(label: string, value: string, columns: number): string {
  const head = `  ${label.padEnd(LABEL_COLUMNS)}`;
  if (columnsOf(head) + columnsOf(value) <= columns) return `${head}${value}`;
  return `${head}${wrap(value, columns, ' '.repeat(VALUE_AT)).slice(VALUE_AT)}`;
}

type Row = readonly [label: string, value: string];

function editionsWords({ editions, last_edition: last }: StatsDocument): string {
  if (editions === 0) return 'none yet: driftline rank';
  return last === null
    ? `${editions}`
    : `${editions}, the latest at ${momentWords(last.drawn_at)} with ${counted(last.size, 'post')}`;
}

function longestWords({ coverage: { longest_unheard: longest } }: StatsDocument): string {
  return longest === null ? 'nobody waits' : `@${longest.account}, ${counted(longest.days, 'day')}`;
}

function turnRows({ last_edition: last }: StatsDocument): readonly Row[] {
  if (last?.turns == null) return [];
  const { needed, given, room, load } = last.turns;
  const words = turnWords({
    turnsNeeded: needed,
    turnsTaken: given,
    ...(room === null ? {} : { turnsRoom: room }),
    load,
  });
  return [['last edition', `${words} (load ${load.toFixed(2)})`]];
}

/** Lane by lane, chance the last; then whether the ranker beats it. */
function takenUpRows({ by_chance: { lanes, merit, chance, verdict } }: StatsDocument) {
  if (merit.seen + chance.seen === 0) return [['', 'nothing seen in an edition yet'] as const];
  const rows: Row[] = lanes.map((one) => [LANE_TITLES[one.lane], takenUpWords(one)]);
  const sentence =
    `by chance ${grouped(chance.taken_up)} of ${grouped(chance.seen)} seen, by merit ` +
    `${grouped(merit.taken_up)} of ${grouped(merit.seen)}: `;
  return [...rows, ['chance and merit', `${sentence}${VERDICTS[verdict]}`] as const];
}

/** Told where it is a tenth or more, what counts most first. */
function leaningRows({ leanings }: StatsDocument): readonly Row[] {
  const told = Object.entries(leanings)
    .filter(([, times]) => isTold(times))
    .sort(([, one], [, other]) => other - one)
    .map(([name, times]) => `“${signalTextOf(name)?.title ?? name}” × ${times.toFixed(2)}`);
  return told.length === 0 ? [] : [['what counts for you', told.join(', ')]];
}

const VERDICTS = {
  'beats chance': 'the ranker beats chance',
  'worse than chance': 'the ranker does worse than chance',
  'too little to tell': 'too little to tell yet',
} as const satisfies Record<StatsDocument['by_chance']['verdict'], string>;

function takenUpWords(one: StatsDocument['by_chance']['lanes'][number]): string {
  const { taken_up, seen, interval } = one;
  const number = `${grouped(taken_up)} of ${grouped(seen)}`.padStart(NUMBER_COLUMNS);
  if (interval === null) return number;
  return `${number}  ${percent(interval.from)} to ${percent(interval.to)} %`;
}

function keepRows({ keep }: StatsDocument): readonly Row[] {
  const { bytes_a_day: day, bytes_a_year: year, bodies, packed, pruned } = keep;
  const rate =
    day === null || year === null
      ? 'nothing came yet'
      : `${bytesWords(day)} a day, ${bytesWords(year)} a year at this rate`;
  const free = keep.free_bytes < 1e6 ? '' : `, ${bytesWords(keep.free_bytes)} of it free`;
  return [
    ['the file', `${bytesWords(keep.file_bytes)}${free}`],
    ['what comes', rate],
    ['texts kept', `${grouped(bodies)}, ${grouped(packed)} of them packed`],
    ...(keep.kept_here_alone === 0
      ? []
      : [
          [
            'here alone',
            `${counted(keep.kept_here_alone, 'post')} that your server let go`,
          ] as const,
        ]),
    ...(pruned === 0
      ? []
      : [
          [
            'let go',
            `${counted(pruned, 'post')}: ${grouped(keep.pruned_never_seen)} never seen, ` +
              `${grouped(keep.last_chances)} had a last chance`,
          ] as const,
        ]),
  ];
}

function holeRows({ holes }: StatsDocument): readonly Row[] {
  if (holes.length === 0) return [['holes', 'none']];
  const latest = holes.slice(-HOLES_SHOWN);
  const earlier = holes.length - latest.length;
  return [
    ...latest.flatMap(({ from, to, state, standing }): Row[] => [
      [`hole, ${state}`, `${momentWords(from)} – ${momentWords(to) ?? 'now'}`],
      ['', standing],
    ]),
    ...(earlier > 0 ? [['', `and ${earlier} earlier`] as const] : []),
  ];
}

function refusedRows({ refused }: StatsDocument): readonly Row[] {
  const reasons = Object.entries(refused);
  if (reasons.length === 0) return [['refused', 'nothing']];
  return reasons.map(([reason, times]) => ['refused', `${times} × ${reason}`]);
}

/** "2026-11-26 21:08 UTC": nobody reads milliseconds. */
function momentWords(iso: string | null): string | undefined {
  return iso === null ? undefined : `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}
