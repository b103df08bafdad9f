import { counted } from '../../core/counted.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { OUTWARD } from './outward.ts';
import { Post } from './post.tsx';
import { homeOf } from './post_frame.tsx';
import { type Answer, type Thread, threadOf } from './thread_order.ts';
import type { ToldAround } from './thread_there.ts';

interface ThreadPostProps {
  readonly desk: Desk;
  readonly status: ShownStatus;
  readonly id: string;
  readonly isBelowParent: boolean;
}

function ThreadPost({ desk, status, id, isBelowParent }: ThreadPostProps) {
  const shown = isBelowParent ? { ...status, reply_to_id: null } : status;
  const place = { id, isSeen: false };
  return <Post {...{ desk, place }} status={shown} reason={undefined} named={[]} />;
}

const INDENT_MAX = 4;
/** What stands there at once; the others unfold below it. */
const ON_AT_ONCE = 40;
const ANSWERS_AT_ONCE = 60;

interface AroundProps {
  readonly desk: Desk;
  readonly thread: Thread;
  /** Whether the home server told what it knows of it. */
  readonly isWhole: boolean;
  /** It was asked, and told nothing. */
  readonly isUntold?: boolean | undefined;
  readonly status: ShownStatus | undefined;
  readonly idOf: (status: ShownStatus) => string;
}

/** What stands above it in the thread. */
export function Above({ desk, thread: { above }, idOf }: AroundProps) {
  return (
    <>
      {above.map((status, at) => (
        <ThreadPost
          {...{ desk, status }}
          id={idOf(status)}
          isBelowParent={at > 0 && desk.statuses.parentOf(status) !== undefined}
        />
      ))}
    </>
  );
}

/** How it goes on, what answers it, and where the rest of it is. */
export function Below({ desk, thread, isWhole, isUntold, status, idOf }: AroundProps) {
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
      <Answers {...{ desk, idOf }} answers={below.slice(0, ANSWERS_AT_ONCE)} />
      {below.length <= ANSWERS_AT_ONCE ? null : (
        <details class="more-thread">
          <summary>{counted(below.length - ANSWERS_AT_ONCE, 'more answer')}</summary>
          <Answers {...{ desk, idOf }} answers={below.slice(ANSWERS_AT_ONCE)} />
        </details>
      )}
      <Elsewhere
        {...{ desk, status, isWhole, isUntold, isCut }}
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

function Answers(props: Pick<AroundProps, 'desk' | 'idOf'> & { answers: readonly Answer[] }) {
  const { desk, idOf, answers } = props;
  return (
    <>
      {answers.map(({ status: one, depth, isBelowParent }) => (
        <div class={`answer d${Math.min(depth, INDENT_MAX)}`}>
          <ThreadPost {...{ desk, isBelowParent }} status={one} id={idOf(one)} />
        </div>
      ))}
    </>
  );
}

/** The thread as it is opened below its post, where nothing above it moves. */
export function ThreadPanel(
  props: Omit<AroundProps, 'idOf' | 'thread'> & {
    readonly position: number;
    readonly told?: ToldAround | undefined;
  },
) {
  const { desk, isWhole, isUntold, status, position, told } = props;
  const thread = threadOf(desk, status, told);
  const idOf = ({ status_key }: ShownStatus) => `t${position}-${status_key}`;
  const around = { desk, thread, isWhole, isUntold, status, idOf };
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
  readonly isUntold?: boolean | undefined;
  readonly isCut: boolean;
  readonly above: number;
  readonly told: number;
}) {
  const { desk, status, isWhole, isUntold = false, isCut, above, told } = props;
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
      {isUntold && hasMore
        ? 'Your server tells nothing of it now; open the thread again to ask once more. '
        : ''}
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
