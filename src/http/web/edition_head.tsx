import type { EpochMs } from '../../core/clock.ts';
import { DAY_MS } from '../../core/clock.ts';
import { counted, grouped } from '../../core/counted.ts';
import { LANES } from '../../core/edition.ts';
import { failedFeedWords } from '../../core/failed_feed.ts';
import { MORNING } from '../../core/feed.ts';
import { standingWords } from '../../core/hole_words.ts';
import type { ShownHole } from '../../store/hole_rows.ts';
import { MORE_THAN } from '../../store/intake.ts';
import type { EditionHead } from '../../store/reading.ts';
import { BacklogLine } from './backlog_line.tsx';
import type { Desk, Trouble } from './desk.ts';
import { endAddress, pageAddress, standingAddress } from './page_address.ts';
import { laneTitle } from './reason.ts';
import { spanWords } from './time_words.ts';
import { ZoneLine } from './zone_line.tsx';

export interface HeadProps {
  readonly desk: Desk;
  readonly head: EditionHead;
  readonly lane: string | null;
  readonly troubles: readonly Trouble[];
  /** The latest edition's number: more than this one's, and a quiet bar says so. */
  readonly latest: number;
}

/** Whether it is the latest, or the latest goes on from it. */
export function isOfToday({ head, latest }: HeadProps): boolean {
  return latest === head.edition || latest === head.continued_by;
}

export function EditionHeader(props: HeadProps) {
  const { desk, head, troubles, latest } = props;
  const { words } = desk;
  return (
    <section class="edition-head" aria-label="Head">
      <h1>
        <a href={`/e/${head.edition}`}>{editionTitle(head, words)}</a>
      </h1>
      <p class="facts">
        <OfFeed head={head} />
        <span>drawn at {words.hour(head.drawn_at_ms)}</span>
        <span>{counted(head.entries, 'post')}</span>
        <DrawnFrom head={head} />
        {head.continues === null ? null : <GoesOnFrom desk={desk} edition={head.continues} />}
      </p>
      <SeenBar head={head} />
      <div class="since">
        <span id="since" data-edition={head.edition} data-latest={latest}>
          {sinceWords(desk.intake.arrivedSince(head.drawn_at_ms as EpochMs))}
        </span>
        <form method="post" action="/draw">
          {head.came_from === 'draw' ? <input type="hidden" name="feed" value={head.feed} /> : null}
          <button type="submit" class="link">
            draw again
          </button>
        </form>
        <a href={`/as-it-came?edition=${head.edition}`}>as it came</a>
        <a href="/subscribe">subscribe</a>
      </div>
      {isOfToday(props) ? null : (
        <p class="bar" id="newer">
          A newer edition is here. <a href={`/e/${latest}`}>Open it</a>
        </p>
      )}
      <BacklogLine desk={desk} />
      <ZoneLine zone={desk.zone} />
      <Away desk={desk} head={head} />
      {troubles.map((trouble) => (
        <TroubleLine desk={desk} trouble={trouble} />
      ))}
      <DrawnInstead head={head} />
      <OverHoles desk={desk} head={head} />
    </section>
  );
}

/** Back to where one was: at the end of the edition that this one goes on from. */
function GoesOnFrom({ desk, edition }: { readonly desk: Desk; readonly edition: number }) {
  const before = desk.reading.head(edition);
  if (before === undefined) return null;
  return <a href={endAddress(before)}>goes on from {desk.words.day(before.drawn_at_ms)}</a>;
}

/** "Friday, 6 November"; "50 more", where a reader had come to the end of another. */
export function editionTitle(
  { drawn_at_ms, continues, entries }: Pick<EditionHead, 'drawn_at_ms' | 'continues' | 'entries'>,
  words: Desk['words'],
): string {
  return continues === null ? words.day(drawn_at_ms) : `${entries} more`;
}

export function sinceWords(arrivals: number): string {
  if (arrivals === 0) return 'nothing new since this edition';
  if (arrivals > MORE_THAN) return `more than ${grouped(MORE_THAN)} posts since this edition`;
  return `${counted(arrivals, 'post')} since this edition`;
}

/** Which feed it is of, where that is not the usual one. */
export function OfFeed({ head }: { readonly head: EditionHead }) {
  return head.feed === MORNING.name ? null : <span>feed {head.feed}</span>;
}

/** How long it reads and out of how many it was drawn; nobody knows that of an imported one. */
export function DrawnFrom({ head }: { readonly head: EditionHead }) {
  if (head.came_from === 'import') return null;
  return (
    <>
      {head.entries === 0 ? null : <span>{minutesWords(head.reading_minutes)}</span>}
      <span>
        out of {grouped(head.candidates)} unseen{head.is_choosy === 1 ? ' that it lets in' : ''}
      </span>
    </>
  );
}

export function minutesWords(minutes: number): string {
  return `about ${counted(Math.max(1, Math.round(minutes)), 'minute')}`;
}

/** The script moves the bar on as posts are seen. */
function SeenBar({ head }: { readonly head: EditionHead }) {
  return (
    <p class="seen-bar">
      <progress id="seen-bar" max={head.entries} value={head.seen} aria-labelledby="seen-words" />
      <span id="seen-words">
        <span id="seen-count">{head.seen}</span> of {head.entries} seen
      </span>
    </p>
  );
}

const AWAY_MIN_MS = 2 * DAY_MS;

/** "While you were away: 7 days, 21,400 posts." */
function Away({ desk, head }: { readonly desk: Desk; readonly head: EditionHead }) {
  const drawnAtMs = head.drawn_at_ms as EpochMs;
  const lastMs = desk.reading.lastSeenBefore(drawnAtMs);
  if (lastMs === undefined || drawnAtMs - lastMs < AWAY_MIN_MS) return null;
  const posts = desk.intake.arrivedBetween(lastMs, drawnAtMs);
  return (
    <p class="muted">
      While you were away: {spanWords(drawnAtMs - lastMs)}, {counted(posts, 'post')}.
    </p>
  );
}

export function TroubleLine({ desk, trouble }: { readonly desk: Desk; readonly trouble: Trouble }) {
  const since = trouble.sinceMs === undefined ? '' : ` since ${desk.words.short(trouble.sinceMs)}`;
  return (
    <p class="trouble" role="status">
      {trouble.what}
      {since}. {trouble.remedy}
    </p>
  );
}

function DrawnInstead({ head }: { readonly head: EditionHead }) {
  const words = failedFeedWords(head);
  if (words === undefined) return null;
  return (
    <p class="trouble" role="status">
      {words}
    </p>
  );
}

/** An edition that was drawn over a hole says so: something may be missing from it. */
function OverHoles({ desk, head }: { readonly desk: Desk; readonly head: EditionHead }) {
  const drawnAtMs = head.drawn_at_ms as EpochMs;
  const holes = desk.intake
    .holes((drawnAtMs - DAY_MS) as EpochMs, drawnAtMs)
    .filter(({ state }) => state === 'open');
  if (holes.length === 0) return null;
  const said = holes.map((hole) => `${holeWords(desk, hole)} (${standingWords(hole)})`).join('; ');
  return (
    <p class="muted">
      Drawn over a hole: {said}. Leave Driftline running and it fills in what can be had.{' '}
      <a href="/statistics">See the holes</a>
    </p>
  );
}

/** "2 November, 04:50 to 06:30". */
export function holeWords({ words }: Desk, { from_ms, to_ms }: ShownHole): string {
  const isOneDay = to_ms !== null && words.day(from_ms) === words.day(to_ms);
  const end = isOneDay && to_ms - from_ms < DAY_MS ? words.hour(to_ms) : undefined;
  return `${words.short(from_ms)} to ${to_ms === null ? 'now' : (end ?? words.short(to_ms))}`;
}

/** Lanes as filters, with their counts, under their page names. */
export function Lanes({ desk, head, lane }: Pick<HeadProps, 'desk' | 'head' | 'lane'>) {
  const counts = new Map(desk.reading.lanes(head.edition).map((row) => [row.lane, row.entries]));
  const shown = [...LANES, 'offered' as const].filter((name) => counts.has(name));
  // From a lane back to all of it: where one stood before.
  const all = lane === null ? pageAddress(head, 1, null) : standingAddress(head);
  const link = (name: string | null, words: string, count: number) => (
    <li>
      <a
        href={name === null ? all : pageAddress(head, 1, name)}
        aria-current={name === lane ? 'true' : undefined}
      >
        <span>{words}</span> <span class="count">{count}</span>
      </a>
    </li>
  );
  return (
    <nav class="lanes" aria-label="Lanes">
      <ul>
        {link(null, 'all', head.entries)}
        {shown.map((name) => link(name, laneTitle(name), counts.get(name) ?? 0))}
      </ul>
    </nav>
  );
}
