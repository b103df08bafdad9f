import { DAY_MS } from '../../core/clock.ts';
import { counted, grouped } from '../../core/counted.ts';
import type { Backlog } from '../../store/backlog.ts';
import type { Desk } from './desk.ts';

/**
 * After the first login, until it is answered: what stood in the home before may have been read
 * elsewhere, and would come again. Plain forms, so that it needs no script.
 */
export function BacklogLine({ desk }: { readonly desk: Desk }) {
  const backlog = desk.backlog.now(desk.now());
  if (backlog === undefined) return null;
  if (backlog.kind === 'answered') return <Answered {...backlog} />;
  if (backlog.kind === 'more') return <More desk={desk} more={backlog} />;
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

interface MoreProps {
  readonly desk: Desk;
  readonly more: Extract<Backlog, { readonly kind: 'more' }>;
}

function More({ desk, more: { posts, untilMs, said } }: MoreProps) {
  const verb = posts === 1 ? 'was' : 'were';
  return (
    <form class="backlog" method="post" action="/backlog">
      <p>
        {counted(posts, 'more post')} from before {desk.words.short(untilMs)} {verb} found since you
        said that those count as seen. Count as seen:
      </p>
      <p class="choices">
        <Choice answer={said} words={posts === 1 ? 'it too' : `these ${grouped(posts)} too`} />
        <Choice answer="none" words="none of them" />
      </p>
    </form>
  );
}

function Answered({ posts, isFilling }: Extract<Backlog, { readonly kind: 'answered' }>) {
  const verb = posts === 1 ? 'counts' : 'count';
  return (
    <form class="backlog" method="post" action="/backlog">
      <p class="choices">
        <span>
          {posts === 0
            ? 'What you did not read elsewhere waits for its turn.'
            : `${counted(posts, 'post')} from before Driftline began ${verb} as seen.`}
          {isFilling ? ' That time is being read still: you are asked about what is found.' : ''}
        </span>
        <Choice answer="undo" words="take it back" />
      </p>
    </form>
  );
}
