import { counted, grouped } from '../../core/counted.ts';
import { countedLane } from '../../core/edition.ts';
import type { EditionHead, Slot } from '../../store/reading.ts';
import type { Desk } from './desk.ts';
import { EditionHeader, editionTitle, type HeadProps, isOfToday, Lanes } from './edition_head.tsx';
import { HeardLine } from './heard_line.tsx';
import { Posts, Shell, type ShellParts } from './layout.tsx';
import { END, PAGE_ENTRIES, pageAddress } from './page_address.ts';

export interface EditionPageProps extends HeadProps {
  readonly shell: ShellParts;
  readonly from: number;
  readonly slots: readonly Slot[];
  readonly hasMore: boolean;
  /** Positions that were just marked as seen, to be taken back. */
  readonly marked: readonly number[];
}

export function EditionPage(props: EditionPageProps) {
  const { desk, head, lane, shell, from, marked } = props;
  const first = props.slots[0]?.position ?? 1;
  const isAbove = marked.length > 0 && !isEnd(props);
  return (
    <Shell
      {...shell}
      title={`${editionTitle(head, desk.words)} · Driftline`}
      section={isOfToday(props) ? 'edition' : 'editions'}
      subscriptions={[head.feed]}
    >
      <div class="page">
        <EditionHeader {...props} />
        <Lanes {...{ desk, head, lane }} />
        <main
          id="main"
          data-edition={head.edition}
          data-position={lane === null ? head.position : undefined}
        >
          {isAbove ? <Marked {...{ head, marked, lane }} /> : null}
          {first > 1 && from > 1 ? <Earlier {...{ head, lane, first }} /> : null}
          <div id="posts">
            <Posts />
            <Rest {...props} />
          </div>
          {first > 1 || props.hasMore ? <OnPaper head={head} /> : null}
        </main>
      </div>
    </Shell>
  );
}

/** Seen on paper alone: a browser prints what it has loaded, and nobody would miss the rest. */
function OnPaper({ head }: { readonly head: EditionHead }) {
  return (
    <p class="on-paper">
      Printed is what was loaded. The whole edition on paper:{' '}
      <code>driftline edition {head.edition} --html FILE</code>
    </p>
  );
}

function Marked(props: {
  readonly head: EditionHead;
  readonly marked: readonly number[];
  readonly lane: string | null;
  readonly isAtEnd?: boolean;
}) {
  const { head, marked, lane, isAtEnd = false } = props;
  return (
    <form class="bar" method="post" action={`/e/${head.edition}/unseen`}>
      <input type="hidden" name="positions" value={marked.join(',')} />
      <InLane lane={lane} />
      {isAtEnd ? <input type="hidden" name="at" value="end" /> : null}
      {counted(marked.length, 'post')} marked as seen ·{' '}
      <button type="submit" class="link">
        undo
      </button>
    </form>
  );
}

function Earlier(props: {
  readonly head: EditionHead;
  readonly lane: string | null;
  readonly first: number;
}) {
  const from = Math.max(1, props.first - PAGE_ENTRIES);
  return (
    <p class="earlier">
      <a href={pageAddress(props.head, from, props.lane)}>
        {props.lane === null ? `${from} to ${props.first - 1}` : 'earlier ones'}
      </a>
    </p>
  );
}

/** Where a feed let nothing in, it is said how to see what it asks for. */
function Nothing({ head }: { readonly head: EditionPageProps['head'] }) {
  if (head.is_choosy === 0 || head.entries > 0) return <p class="rest">Nothing stands here.</p>;
  return (
    <p class="rest">
      Nothing that is unseen is what feed {head.feed} asks for. What that is:{' '}
      <code>driftline feeds show {head.feed}</code>
    </p>
  );
}

/**
 * After each page: how far, how long, and that it is all right to stop. At the end, the end card.
 */
export function Rest(props: EditionPageProps) {
  const { head, lane, slots, hasMore } = props;
  const last = slots.at(-1)?.position;
  if (last === undefined) return <Nothing head={head} />;
  if (isEnd(props)) return <EndCard {...props} last={last} />;
  if (!hasMore) return <MarkAbove {...{ head, lane, last }} />;
  const minutes = Math.max(
    1,
    Math.round((head.reading_minutes * last) / Math.max(1, head.entries)),
  );
  return (
    <section class="rest" aria-label="Resting place">
      <p>
        {last} of {head.entries}
        {head.came_from === 'import' ? '' : ` · ${counted(minutes, 'minute')}`} · you can stop here:
        what you do not reach comes back.
      </p>
      <div class="rest-links">
        <a class="next" rel="next" href={pageAddress(head, last + 1, lane)}>
          {lane === null ? `next ${Math.min(PAGE_ENTRIES, head.entries - last)}` : 'more of these'}
        </a>
        <MarkAbove {...{ head, lane, last }} />
      </div>
    </section>
  );
}

/** Whether the end card closes the page: a look at one lane has none. */
function isEnd({ lane, slots, hasMore }: EditionPageProps): boolean {
  return lane === null && slots.length > 0 && !hasMore;
}

function MarkAbove(props: {
  readonly head: EditionHead;
  readonly lane: string | null;
  readonly last: number;
}) {
  const { head, lane, last } = props;
  return (
    <form class="mark-above" method="post" action={`/e/${head.edition}/seen`}>
      <input type="hidden" name="up_to" value={last} />
      <InLane lane={lane} />
      <button type="submit" class="link">
        mark all above as seen
      </button>
    </form>
  );
}

/** Of a page that shows one lane, so that what it did not show is left alone. */
function InLane({ lane }: { readonly lane: string | null }) {
  return lane === null ? null : <input type="hidden" name="lane" value={lane} />;
}

/** "1,204 unseen posts wait for their turn: 1,020 missed, 184 strangers." */
function waitingWords({ intake }: Desk): string {
  const { posts, lanes } = intake.waiting();
  const wait =
    posts === 1
      ? '1 unseen post waits for its turn'
      : `${grouped(posts)} unseen posts wait for their turn`;
  const each = WAITING_LANES.flatMap((lane) => {
    const some = lanes.get(lane);
    return some === undefined ? [] : [countedLane(some, lane)];
  });
  return each.length === 0 ? `${wait}.` : `${wait}: ${each.join(', ')}.`;
}

const WAITING_LANES = ['fresh', 'missed', 'quiet', 'boosted', 'resurfaced'] as const;

/** More of the same edition: once drawn, it is there to go on with. */
function GoOn({ head }: { readonly head: EditionHead }) {
  if (head.continued_by !== null)
    return (
      <a class="go-on" href={`/e/${head.continued_by}`}>
        go on with those drawn after it
      </a>
    );
  return (
    <form method="post" action="/draw">
      <input type="hidden" name="size" value="50" />
      <input type="hidden" name="after" value={head.edition} />
      <button type="submit" class="link">
        draw 50 more
      </button>
    </form>
  );
}

interface EndProps extends Pick<EditionPageProps, 'desk' | 'head' | 'marked'> {
  readonly last: number;
}

function EndCard({ desk, head, last, marked }: EndProps) {
  const readMinutes = Math.max(1, Math.round(head.reading_minutes));
  return (
    <section class="end" aria-labelledby={END}>
      <h2 id={END}>That was it.</h2>
      {marked.length === 0 ? null : <Marked {...{ head, marked }} lane={null} isAtEnd />}
      <p>
        <span id="end-count">{head.seen}</span> of {head.entries} seen
        {head.came_from === 'import' ? '' : ` · ${counted(readMinutes, 'minute')} of reading`}.
      </p>
      <HeardLine {...{ desk, head }} />
      <p>{waitingWords(desk)}</p>
      <div class="rest-links">
        <GoOn head={head} />
        <MarkAbove head={head} lane={null} last={last} />
        <a href="/why-not">why was something not in it?</a>
        <a href="/editions">earlier editions</a>
      </div>
      <p class="muted">Nothing in them is lost: the unseen comes back.</p>
    </section>
  );
}
