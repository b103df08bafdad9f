import type { Hono } from 'hono';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../core/clock.ts';
import { counted, grouped } from '../../core/counted.ts';
import type { ShownHole } from '../../store/hole_rows.ts';
import type { Asked, Statistics } from '../../store/statistics.ts';
import type { Answers } from './answers.ts';
import type { Desk, Trouble } from './desk.ts';
import { TroubleLine } from './edition_head.tsx';
import { Shell, type ShellParts } from './layout.tsx';
import { Chance } from './statistics_chance.tsx';
import { Coverage } from './statistics_coverage.tsx';
import { Follows } from './statistics_follows.tsx';
import { HoleMap } from './statistics_holes.tsx';

const DAYS_SHOWN = 7;
const HOURS_SHOWN = DAYS_SHOWN * 24;
const BAR_WIDTH = 4;
const CHART_HEIGHT = 120;
const FOLLOWS_SHOWN = 40;

export interface StatisticsNeeds extends Answers {
  readonly desk: Desk;
  readonly health: () => readonly Trouble[];
  /** Reads what is long to read, wherever that is done. */
  readonly readStatistics: (asked: Asked) => Promise<Statistics>;
}

/** What came in, who is heard, and whether the ranker earns its keep. */
export function openStatistics(app: Hono, needs: StatisticsNeeds): void {
  const { desk, health, html, shellOf } = needs;
  let underWay: Promise<Statistics> | undefined;
  /** Who asks meanwhile waits for the same: two at once would take twice as long. */
  const read = (asked: Asked) => {
    underWay ??= needs.readStatistics(asked).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  app.get('/statistics', async (c) => {
    const nowMs = desk.now();
    const span = daysUntil(nowMs);
    const asked = { nowMs, sinceMs: span.fromMs, followsMax: FOLLOWS_SHOWN };
    const statistics = await read(asked);
    const shown = { desk, nowMs, span, statistics, troubles: health() };
    return html(c, <StatisticsPage {...shown} shell={shellOf(c)} />);
  });
}

/** The last days in whole hours. */
function daysUntil(nowMs: EpochMs) {
  const toMs = (Math.floor(nowMs / HOUR_MS) * HOUR_MS + HOUR_MS) as EpochMs;
  return { fromMs: (toMs - HOURS_SHOWN * HOUR_MS) as EpochMs, toMs };
}

interface StatisticsProps {
  readonly desk: Desk;
  readonly nowMs: EpochMs;
  readonly span: ReturnType<typeof daysUntil>;
  readonly statistics: Statistics;
  readonly troubles: readonly Trouble[];
  readonly shell: ShellParts;
}

/** Charts, each with the table behind it. */
function StatisticsPage(props: StatisticsProps) {
  const { desk, nowMs: now, span, statistics, troubles, shell } = props;
  const { fromMs, toMs } = span;
  const counts = new Map(desk.intake.byHour(fromMs, toMs).map((row) => [row.hour, row.arrivals]));
  const hours = Array.from({ length: HOURS_SHOWN }, (_, hour) => counts.get(hour) ?? 0);
  const holes = desk.intake.holes(fromMs, toMs);
  const total = hours.reduce((sum, arrivals) => sum + arrivals, 0);
  return (
    <Shell {...shell} title="Statistics · Driftline" section="statistics" isWithTools>
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>Statistics</h1>
          <p class="facts">
            <span>
              {counted(total, 'arrival')} and {counted(holes.length, 'hole')} in {DAYS_SHOWN} days
            </span>
            <span>{counted(statistics.unseen, 'unseen post')} waiting</span>
          </p>
          {troubles.map((trouble) => (
            <TroubleLine desk={desk} trouble={trouble} />
          ))}
        </section>
        <main id="main">
          <h2>Arrivals by hour</h2>
          <Chart {...{ desk, hours, holes, fromMs, toMs }} />
          <DayTable {...{ desk, hours, fromMs }} />
          <h2>Holes</h2>
          <HoleMap {...{ desk, now }} />
          <h2>Who is heard</h2>
          <Coverage people={statistics.people} {...{ desk, now }} />
          <h2>What each follow costs and brings</h2>
          <Follows follows={statistics.follows} days={DAYS_SHOWN} />
          <h2>The ranker against chance</h2>
          <Chance outcomes={statistics.outcomes} />
        </main>
      </div>
    </Shell>
  );
}

interface ChartProps {
  readonly desk: Desk;
  readonly hours: readonly number[];
  readonly holes: readonly ShownHole[];
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

/** A minute without the server would be a fifth of a pixel: it must be seen all the same. */
const HOLE_WIDTH_MIN = 6;

function Chart({ desk, hours, holes, fromMs, toMs }: ChartProps) {
  const most = Math.max(...hours);
  const width = HOURS_SHOWN * BAR_WIDTH;
  const xOf = (ms: number) => ((ms - fromMs) / (toMs - fromMs)) * width;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${width} ${CHART_HEIGHT}`} role="img" aria-labelledby="chart-title">
        <title id="chart-title">
          Arrivals by hour over {DAYS_SHOWN} days, at most {most} in an hour; the table below says
          them
        </title>
        {holes.map(({ from_ms, to_ms, state }) => {
          const from = xOf(Math.max(fromMs, from_ms));
          const end = xOf(Math.min(toMs, to_ms ?? toMs));
          const wide = Math.max(HOLE_WIDTH_MIN, end - from);
          const x = Math.min(from, width - wide);
          const hole = { x: x.toFixed(1), width: wide.toFixed(1) };
          return (
            <>
              <rect class={`hole ${state}`} y="0" height={CHART_HEIGHT} {...hole} />
              <rect class={`hole-mark ${state}`} y="0" height="3" {...hole} />
            </>
          );
        })}
        {hours.map((arrivals, hour) => {
          if (arrivals === 0) return null;
          const height = (arrivals / most) * (CHART_HEIGHT - 4);
          const x = hour * BAR_WIDTH + 0.5;
          const bar = { x, y: (CHART_HEIGHT - height).toFixed(1), height: height.toFixed(1) };
          return <rect class="hour" width={BAR_WIDTH - 1} {...bar} />;
        })}
        <line class="axis" x1="0" x2={width} y1={CHART_HEIGHT - 0.5} y2={CHART_HEIGHT - 0.5} />
      </svg>
      <figcaption class="muted">
        {desk.words.short(fromMs)} to {desk.words.short(toMs)} · at most {grouped(most)} in an hour
        {holes.length === 0 ? null : ' · shaded: holes'}
      </figcaption>
    </figure>
  );
}

/** What the chart draws, for those who cannot see it. */
function DayTable(props: {
  readonly desk: Desk;
  readonly hours: readonly number[];
  readonly fromMs: EpochMs;
}) {
  const { desk, hours, fromMs } = props;
  const days = Array.from({ length: DAYS_SHOWN }, (_, day) => hours.slice(day * 24, day * 24 + 24));
  return (
    <details class="table-behind">
      <summary>The same as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">24 hours from</th>
            <th scope="col" class="number">
              Arrivals
            </th>
            <th scope="col" class="number">
              Most in an hour
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day, at) => (
            <tr>
              <td>{desk.words.short(fromMs + at * DAY_MS)}</td>
              <td class="number">{grouped(day.reduce((sum, arrivals) => sum + arrivals, 0))}</td>
              <td class="number">{grouped(Math.max(...day))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
