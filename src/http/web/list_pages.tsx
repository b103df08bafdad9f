import type { EpochMs } from '../../core/clock.ts';
import { counted } from '../../core/counted.ts';
import { reachOf } from '../../store/intake.ts';
import type { EditionHead } from '../../store/reading.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import { BacklogLine } from './backlog_line.tsx';
import type { Desk, Trouble } from './desk.ts';
import { minutesWords, TroubleLine } from './edition_head.tsx';
import { Posts, Shell, type ShellParts } from './layout.tsx';
import { standingAddress } from './page_address.ts';
import { plainName } from './plain_name.ts';
import { Post } from './post.tsx';
import { spanWords } from './time_words.ts';

const EDITIONS_MAX = 100;

interface EditionsProps {
  readonly desk: Desk;
  readonly shell: ShellParts;
  /** How many of the latest stand on the pages before. */
  readonly after: number;
}

export function EditionsPage({ desk, shell, after }: EditionsProps) {
  const found = desk.reading.list(EDITIONS_MAX + 1, after);
  const editions = found.slice(0, EDITIONS_MAX);
  return (
    <Shell {...shell} title="Earlier editions · Driftline" section="editions">
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>Earlier editions</h1>
          <p class="facts">
            <span>nothing in them is lost: the unseen comes back</span>
          </p>
        </section>
        <main id="main">
          {editions.length === 0 ? <p>No edition was drawn yet.</p> : null}
          <ol class="editions">
            {editions.map((edition) => (
              <li>
                <a href={standingAddress(edition)}>
                  <span class="name">
                    {desk.words.day(edition.drawn_at_ms)}
                    {edition.continues === null ? '' : `, ${edition.entries} more`}
                  </span>
                  <span class="muted">
                    {desk.words.hour(edition.drawn_at_ms)} · {counted(edition.entries, 'post')}
                    {edition.reading_minutes > 0
                      ? ` · ${minutesWords(edition.reading_minutes)}`
                      : ''}
                    {edition.feed === 'morning' ? '' : ` · ${edition.feed}`}
                  </span>
                  <progress
                    max={edition.entries}
                    value={edition.seen}
                    aria-label={`${edition.seen} of ${edition.entries} seen`}
                  />
                  <span class="muted count">
                    {edition.seen} of {edition.entries} seen
                  </span>
                </a>
              </li>
            ))}
          </ol>
          {found.length === editions.length ? null : (
            <a class="go-on" href={`/editions?after=${after + EDITIONS_MAX}`}>
              those before
            </a>
          )}
        </main>
      </div>
    </Shell>
  );
}

export interface AsItCame {
  readonly posts: readonly { readonly status: ShownStatus; readonly booster: string | undefined }[];
  readonly people: number;
  readonly spanMs: number;
}

/** The home as every other client shows it: the newest arrivals at the moment of a draw. */
export function asItCame(desk: Desk, head: EditionHead): AsItCame {
  const rows = desk.intake.newest(head.drawn_at_ms as EpochMs);
  const posts = rows.flatMap((row) => {
    const status = desk.statuses.status(row.status_key);
    if (status === undefined) return [];
    const { booster_name, booster_handle } = row;
    const booster =
      booster_handle === null ? undefined : plainName(booster_name ?? '', booster_handle);
    return [{ status, booster }];
  });
  return { posts, ...reachOf(rows, head.drawn_at_ms) };
}

export function printAsItCame(desk: Desk, { posts }: AsItCame): readonly Buffer[] {
  return posts.map(({ status, booster }, at) =>
    Buffer.from(
      String(
        <Post
          desk={desk}
          status={status}
          place={{ id: `a${at + 1}`, isSeen: false }}
          reason={{ lane: 'as it came', because: booster ? [`boosted by ${booster}`] : [] }}
          named={[]}
        />,
      ),
    ),
  );
}

export function AsItCamePage(props: {
  readonly desk: Desk;
  readonly head: EditionHead;
  readonly came: AsItCame;
  readonly shell: ShellParts;
}) {
  const { desk, head, came, shell } = props;
  return (
    <Shell {...shell} title="As it came · Driftline">
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>As it came</h1>
          <p class="facts">
            <span>the newest {came.posts.length}</span>
            <span>at {desk.words.short(head.drawn_at_ms)}</span>
            <span>the last {spanWords(came.spanMs)}</span>
            <span>{counted(came.people, 'person', 'people')}</span>
          </p>
          <p class="since">
            <span>Newest first, as any other client would show it</span>
            <a href={standingAddress(head)}>The edition of that moment</a>
          </p>
        </section>
        <main id="main" data-list="as-it-came">
          <div id="posts">
            <Posts />
            <p class="rest">That was all: {counted(came.posts.length, 'post')}.</p>
          </div>
        </main>
      </div>
    </Shell>
  );
}

/** A page with a sentence or two: nothing drawn yet, nothing found, something failed. */
export function SentencePage(props: {
  readonly desk: Desk;
  readonly shell: ShellParts;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly troubles: readonly Trouble[];
  readonly offersDraw?: boolean;
}) {
  return (
    <Shell {...props.shell} title={`${props.title} · Driftline`}>
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>{props.title}</h1>
          {props.troubles.map((trouble) => (
            <TroubleLine desk={props.desk} trouble={trouble} />
          ))}
          {props.offersDraw ? <BacklogLine desk={props.desk} /> : null}
        </section>
        <main id="main">
          {props.sentences.map((sentence) => (
            <p>{sentence}</p>
          ))}
          {props.offersDraw ? (
            <form method="post" action="/draw">
              <button type="submit">draw an edition</button>
            </form>
          ) : null}
        </main>
      </div>
    </Shell>
  );
}
