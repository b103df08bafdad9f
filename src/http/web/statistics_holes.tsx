import { DAY_MS, type EpochMs, HOUR_MS } from '../../core/clock.ts';
import { counted } from '../../core/counted.ts';
import { standingWords } from '../../core/hole_words.ts';
import type { ShownHole } from '../../store/hole_rows.ts';
import type { Desk } from './desk.ts';
import { holeWords } from './edition_head.tsx';
import { spanWords } from './time_words.ts';

const WEEKS = 12;
const WEEK_MS = 7 * DAY_MS;
const ROW_HEIGHT = 12;
const ROW_GAP = 4;
const WIDTH = 672; // four to an hour
const MARK_MIN = 3;
const LISTED_MAX = 12;

interface MapProps {
  readonly desk: Desk;
  readonly now: EpochMs;
}

/** Twelve weeks, one below the other, the holes drawn in; and the holes as a table. */
export function HoleMap({ desk, now }: MapProps) {
  const fromMs = (now - WEEKS * WEEK_MS) as EpochMs;
  const holes = desk.intake.holes(fromMs, now);
  const unknown = unknownWords(desk, now);
  if (holes.length === 0)
    return (
      <p>{unknown ?? `None ${spanOf(desk, fromMs)}: everything that the server gave is here.`}</p>
    );
  return (
    <>
      {unknown === undefined ? null : <p>{unknown}</p>}
      <Weeks {...{ desk, holes, fromMs, now }} />
      <HoleTable {...{ desk, holes, now }} />
    </>
  );
}

/** No longer than something came: of what was before, nobody knows what is missing. */
function spanOf(desk: Desk, fromMs: EpochMs): string {
  const firstMs = desk.intake.firstArrivedMs() ?? fromMs;
  if (firstMs <= fromMs) return `in ${WEEKS} weeks`;
  return `since ${desk.words.short(firstMs)}, when the first post came in`;
}

/** Cron comes twice a day, and what runs hears each minute. */
const QUIET_MS = 13 * HOUR_MS;

/** What was not asked for is no hole yet, and is not here either. */
function unknownWords(desk: Desk, now: EpochMs): string | undefined {
  const untilMs = desk.intake.knownUntilMs();
  if (untilMs === null) return 'Nothing was collected yet.';
  if (now - untilMs < QUIET_MS) return undefined;
  return `Your server was last heard ${desk.words.short(untilMs)}: what is missing since then shows when Driftline collects again.`;
}

interface WeeksProps extends MapProps {
  readonly holes: readonly ShownHole[];
  readonly fromMs: EpochMs;
}

function Weeks({ desk, holes, fromMs, now }: WeeksProps) {
  const weeks = Array.from({ length: WEEKS }, (_, week) => fromMs + week * WEEK_MS);
  const height = WEEKS * (ROW_HEIGHT + ROW_GAP) - ROW_GAP;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-labelledby="holes-title">
        <title id="holes-title">
          {counted(holes.length, 'hole')} in {WEEKS} weeks, a row for each week; the table below
          says them
        </title>
        {weeks.map((startMs, week) => {
          const y = week * (ROW_HEIGHT + ROW_GAP);
          return (
            <>
              <rect class="ground" x="0" y={y} width={WIDTH} height={ROW_HEIGHT} />
              {holes.flatMap((hole) => {
                const x = xOf(hole.from_ms, startMs);
                const end = xOf(hole.to_ms ?? now, startMs);
                if (end < 0 || x > WIDTH) return [];
                const from = Math.max(0, Math.min(x, WIDTH - MARK_MIN));
                const width = Math.max(MARK_MIN, Math.min(end, WIDTH) - from);
                const at = { x: from.toFixed(1), y, width: width.toFixed(1) };
                return [<rect class={`hole-mark ${hole.state}`} height={ROW_HEIGHT} {...at} />];
              })}
            </>
          );
        })}
      </svg>
      <figcaption class="muted">
        a week in each row, from {desk.words.short(fromMs)} on · full: open · pale: filled
      </figcaption>
    </figure>
  );
}

function xOf(ms: number, startMs: number): number {
  return ((ms - startMs) / WEEK_MS) * WIDTH;
}

function HoleTable({ desk, holes, now }: Omit<WeeksProps, 'fromMs'>) {
  const latest = holes.slice(-LISTED_MAX).reverse();
  const earlier = holes.length - latest.length;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">From, to</th>
            <th scope="col">Length</th>
            <th scope="col">How it stands</th>
          </tr>
        </thead>
        <tbody>
          {latest.map((hole) => (
            <tr>
              <td>{holeWords(desk, hole)}</td>
              <td>{spanWords((hole.to_ms ?? now) - hole.from_ms)}</td>
              <td>{standingWords(hole)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {earlier > 0 ? <p class="muted">and {counted(earlier, 'earlier one')}</p> : null}
      {holes.some(({ state }) => state === 'open') ? (
        <p class="muted">Leave Driftline running and it fills in what can be had.</p>
      ) : null}
    </>
  );
}
