import { counted } from '../../core/counted.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import { isHidden } from './cover_words.ts';
import type { Desk } from './desk.ts';
import { OUTWARD } from './outward.ts';
import { Post } from './post.tsx';
import { homeOf } from './post_frame.tsx';

/** What is stored around a post: what it answers, and what answers it. */
export interface Thread {
  /** The oldest first. */
  readonly above: readonly ShownStatus[];
  /** How its author goes on, one behind the other. */
  readonly on: readonly ShownStatus[];
  /** Each answer behind what it answers. */
  readonly below: readonly Answer[];
  /** Whether there is more of it than these. */
  readonly isCut: boolean;
}

export interface Answer {
  readonly status: ShownStatus;
  /** 1 answers the post itself, or how it goes on. */
  readonly depth: number;
  /** What it answers stands right above it: that need not be said again. */
  readonly isBelowParent: boolean;
}

const ABOVE_MAX = 40;
/** Of how its author goes on: what stands there at once, and with what unfolds below it. */
const ON_AT_ONCE = 40;
const ON_MAX = 400;
const BELOW_MAX = 60;
const REPLIES_MAX = BELOW_MAX + 1; // to one post: one more says that there are more

export function threadOf(desk: Desk, status: ShownStatus | undefined): Thread {
  if (status === undefined) return { above: [], on: [], below: [], isCut: false };
  const above = ancestors(desk, status);
  const { on, next } = goingOn(desk, status);
  const { below, isFull } = answers(desk, [status, ...on], next);
  const [highest] = above;
  const isTaller =
    above.length === ABOVE_MAX &&
    highest !== undefined &&
    desk.statuses.parentOf(highest) !== undefined;
  return { above, on, below, isCut: isFull || isTaller || next !== undefined };
}

function ancestors(desk: Desk, status: ShownStatus): readonly ShownStatus[] {
  const found: ShownStatus[] = [];
  let at = desk.statuses.parentOf(status);
  while (at !== undefined && found.length < ABOVE_MAX) {
    if (found.some((known) => known.status_key === at?.status_key)) break;
    found.unshift(at);
    at = desk.statuses.parentOf(at);
  }
  return found;
}

/** The author's own next one, and the next of that; `next` is the first for which no room is left. */
function goingOn(desk: Desk, status: ShownStatus) {
  const found = new Map<number, ShownStatus>();
  const nextOf = (at: ShownStatus) =>
    desk.statuses.repliesTo(at, REPLIES_MAX).find(({ handle, status_key }) => {
      const isKnown = status_key === status.status_key || found.has(status_key);
      return handle === status.handle && !isKnown;
    });
  let next = nextOf(status);
  while (next !== undefined && found.size < ON_MAX) {
    found.set(next.status_key, next);
    next = nextOf(next);
  }
  return { on: [...found.values()].filter((one) => !isHidden(desk, one)), next };
}

/** `next` is no answer, but how it goes on. */
function answers(desk: Desk, own: readonly ShownStatus[], next: ShownStatus | undefined) {
  const below: Answer[] = [];
  const known = new Set([...own, next].map((one) => one?.status_key));
  const before = known.size;
  let isFull = false;
  const add = (parent: ShownStatus, depth: number) => {
    for (const reply of desk.statuses.repliesTo(parent, REPLIES_MAX)) {
      if (known.has(reply.status_key)) continue;
      isFull ||= known.size - before >= BELOW_MAX;
      if (isFull) return;
      known.add(reply.status_key);
      const above = below.at(-1)?.status ?? (own.length === 1 ? own[0] : undefined);
      const isBelowParent = above === parent || (depth === 1 && own.length === 1);
      if (!isHidden(desk, reply)) below.push({ status: reply, depth, isBelowParent });
      add(reply, depth + 1);
    }
  };
  for (const one of own) add(one, 1);
  return { below, isFull };
}

interface ThreadPostProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly id: string;
  readonly isBelowParent: boolean;
}

export function ThreadPost({ desk, status, id, isBelowParent }: ThreadPostProps) {
  const shown = isBelowParent ? { ...status, reply_to_id: null } : status;
  const place = { id, isSeen: false };
  return <Post {...{ desk, place }} status={shown} reason={undefined} named={[]} />;
}

const INDENT_MAX = 4;

interface AroundProps {
  readonly desk: Desk;
  readonly thread: Thread;
  /** Whether the home server told what it knows of it. */
  readonly isWhole: boolean;
  readonly status: ShownStatus | undefined;
  readonly idOf: (status: ShownStatus) => string;
}

/** What stands above it in the thread. */
export function Above({ desk, thread: { above }, idOf }: AroundProps) {
  return (
    <>
      {above.map((status, at) => (
        <ThreadPost {...{ desk, status }} id={idOf(status)} isBelowParent={at > 0} />
      ))}
    </>
  );
}

/** How it goes on, what answers it, and where the rest of it is. */
export function Below({ desk, thread, isWhole, status, idOf }: AroundProps) {
  const { above, on, below, isCut } = thread;
  return (
    <>
      {on.length === 0 ? null : <h3 class="thread-part">It goes on</h3>}
      <OwnPosts {...{ desk, idOf }} posts={on.slice(0, ON_AT_ONCE)} />
      {on.length <= ON_AT_ONCE ? null : (
        <details class="more-thread">
          <summary>{counted(on.length - ON_AT_ONCE, 'more post')} of this thread</summary>
          <OwnPosts {...{ desk, idOf }} posts={on.slice(ON_AT_ONCE)} />
        </details>
      )}
      {below.length === 0 ? null : (
        <h3 class="thread-part">{isWhole ? 'Answers' : 'Answers that reached you'}</h3>
      )}
      {below.map(({ status: one, depth, isBelowParent }) => (
        <div class={`answer d${Math.min(depth, INDENT_MAX)}`}>
          <ThreadPost {...{ desk, isBelowParent }} status={one} id={idOf(one)} />
        </div>
      ))}
      <Elsewhere
        {...{ desk, status, isWhole, isCut }}
        above={above.length}
        told={on.length + below.length}
      />
    </>
  );
}

function OwnPosts(props: Pick<AroundProps, 'desk' | 'idOf'> & { posts: readonly ShownStatus[] }) {
  const { desk, idOf, posts } = props;
  return (
    <>
      {posts.map((one) => (
        <div class="answer">
          <ThreadPost desk={desk} status={one} id={idOf(one)} isBelowParent />
        </div>
      ))}
    </>
  );
}

/** The thread as it is opened below its post, where nothing above it moves. */
export function ThreadPanel(props: Omit<AroundProps, 'idOf' | 'thread'> & { position: number }) {
  const { desk, isWhole, status, position } = props;
  const thread = threadOf(desk, status);
  const idOf = ({ status_key }: ShownStatus) => `t${position}-${status_key}`;
  const around = { desk, thread, isWhole, status, idOf };
  return (
    <section class="thread-panel" aria-label={`The thread of number ${position}`}>
      {thread.above.length === 0 ? null : <h3 class="thread-part">What it answers</h3>}
      <Above {...around} />
      <Below {...around} />
    </section>
  );
}

/** A home brings the answers of others by chance alone: where the rest is, is said. */
function Elsewhere(props: {
  readonly desk: Desk;
  readonly status: ShownStatus | undefined;
  readonly isWhole: boolean;
  readonly isCut: boolean;
  readonly above: number;
  readonly told: number;
}) {
  const { desk, status, isWhole, isCut, above, told } = props;
  if (status === undefined || (isWhole && !isCut && above + told > 0)) return null;
  const rest = Math.max(0, status.replies - told);
  const lacksParent = status.reply_to_id !== null && above === 0;
  const hasMore = isCut || rest > 0 || lacksParent;
  if (!hasMore && above + told > 0) return null;
  return (
    <p class="muted elsewhere">
      {isCut
        ? 'There is more of this thread than stands here. '
        : elsewhereWords({ rest, lacksParent, isWhole, told })}
      {!hasMore ? null : (
        <a href={homeOf(desk, status)} {...OUTWARD}>
          The whole thread on your server
        </a>
      )}
    </p>
  );
}

function elsewhereWords(parts: {
  readonly rest: number;
  readonly lacksParent: boolean;
  readonly isWhole: boolean;
  readonly told: number;
}): string {
  const { rest, lacksParent, isWhole, told } = parts;
  if (rest > 0 && isWhole)
    return `Your server has not got ${told === 0 ? 'its' : 'more'} answers. `;
  if (rest > 0)
    return `${counted(rest, told === 0 ? 'answer' : 'more answer')} did not come to your home. `;
  if (lacksParent) return 'What it answers did not come to your home. ';
  return 'Nobody has answered it so far.';
}
