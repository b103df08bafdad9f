import { DAY_MS } from '../../core/clock.ts';
import { counted, grouped } from '../../core/counted.ts';
import type { Desk } from './desk.ts';

/**
 * After the first login, until it is answered: what stood in the home before may have been read
 * elsewhere, and would come again. Plain forms, so that it needs no script.
 */
export function BacklogLine({ desk }: { readonly desk: Desk }) {
  const backlog = desk.backlog.now(desk.now());
  if (backlog === undefined) return null;
  if (backlog.kind === 'answered') return <Answered posts={backlog.posts} />;
  const { all, older, begunMs } = backlog;
  const isSplit = older > 0 && older < all;
  return (
    <form class="backlog" method="post" action="/backlog">
      <p>
        {counted(all, 'post')} came before Driftline began on {desk.words.short(begunMs)}. Did you
        read any elsewhere already? Count as seen:
      </p>
      <p class="choices">
        <Choice answer="all" words={all === 1 ? 'it' : `all ${grouped(all)}`} />
        {isSplit ? (
          <Choice
            answer="older"
            words={`${grouped(older)} from before ${desk.words.short(begunMs - DAY_MS)}`}
          />
        ) : null}
        <Choice answer="none" words="none of them" />
      </p>
    </form>
  );
}

function Choice({ answer, words }: { readonly answer: string; readonly words: string }) {
  return (
    <button type="submit" class="link" name="answer" value={answer}>
      {words}
    </button>
  );
}

function Answered({ posts }: { readonly posts: number }) {
  const verb = posts === 1 ? 'counts' : 'count';
  return (
    <form class="backlog" method="post" action="/backlog">
      <p class="choices">
        <span>
          {posts === 0
            ? 'What came before Driftline began waits for its turn.'
            : `${counted(posts, 'post')} from before Driftline began ${verb} as seen.`}
        </span>
        <Choice answer="undo" words="take it back" />
      </p>
    </form>
  );
}
