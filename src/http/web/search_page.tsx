import type { Context, Hono } from 'hono';
import { counted } from '../../core/counted.ts';
import { type Search, searchOf } from '../../core/search_words.ts';
import type { Searching } from '../../store/searching.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Answers } from './answers.ts';
import { isHidden } from './cover_words.ts';
import type { Desk } from './desk.ts';
import { Posts, Shell, type ShellParts } from './layout.tsx';
import { Post } from './post.tsx';
import { laneTitle, type Reason } from './reason.ts';
import { wholeNumber } from './request_words.ts';

export interface SearchNeeds extends Answers {
  readonly desk: Desk;
  readonly searching: Searching;
}

const PAGE_POSTS = 30;

/** Posts that are stored, found by their words. */
export function openSearchPage(app: Hono, needs: SearchNeeds): void {
  const { desk, searching, html, printed, shellOf } = needs;
  app.get('/search', (c: Context) => {
    const typed = (c.req.query('q') ?? '').trim();
    const search = typed === '' ? undefined : searchOf(typed, desk.words.beginning);
    const before = wholeNumber(c.req.query('before')) ?? null;
    const keys = search === undefined ? [] : searching.find(search, before, PAGE_POSTS + 1);
    const stored = keys
      .slice(0, PAGE_POSTS)
      .map((key) => desk.statuses.status(key))
      .filter((status): status is ShownStatus => status !== undefined);
    const shown = stored.filter((status) => !isHidden(desk, status));
    const posts = shown.map((status) => print(needs, status));
    const hidden = <Hidden count={stored.length - shown.length} />;
    const next = keys.length > PAGE_POSTS ? keys[PAGE_POSTS - 1] : undefined;
    const more = next === undefined ? null : <More typed={typed} before={next} />;
    if (c.req.query('fragment') !== undefined)
      return printed(c, Buffer.concat([...posts, Buffer.from(`${hidden}${more ?? ''}`)]));
    const found = { typed, search, before, hidden, more, count: stored.length };
    return html(c, <SearchPage {...found} shell={shellOf(c)} />, { posts });
  });
}

function print({ desk, searching }: SearchNeeds, status: ShownStatus): Buffer {
  const place = searching.lastPlace(status.uri);
  const at = place && { edition: place.edition, position: place.position, of: place.entries };
  const isSeen = searching.isSeen(status.uri);
  const id = `s${status.status_key}`;
  const reason: Reason =
    place === undefined
      ? {
          lane: 'not in an edition yet',
          because: [],
          link: { href: `/why-not?address=${encodeURIComponent(status.uri)}`, words: 'why not?' },
        }
      : {
          lane: laneTitle(place.lane),
          because: [],
          link: {
            href: `/e/${place.edition}/${place.position}`,
            words: `edition ${place.edition}, place ${place.position}`,
          },
        };
  const post = <Post {...{ desk, status, reason }} place={{ id, isSeen, ...at }} named={[]} />;
  return Buffer.from(String(post));
}

/** What was found and is not shown, so that it is not called missing. */
function Hidden({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <p class="rest muted">
      {counted(count, 'post')} found here {count === 1 ? 'is' : 'are'} not shown: you muted or
      blocked who wrote {count === 1 ? 'it' : 'them'}, or a filter of yours hides{' '}
      {count === 1 ? 'it' : 'them'}.
    </p>
  );
}

function More({ typed, before }: { readonly typed: string; readonly before: number }) {
  const address = `/search?${new URLSearchParams({ q: typed, before: String(before) })}`;
  return (
    <section class="rest" aria-label="More">
      <a class="next" rel="next" href={address}>
        earlier ones
      </a>
    </section>
  );
}

interface SearchPageProps {
  readonly shell: ShellParts;
  readonly typed: string;
  readonly search: Search | undefined;
  readonly before: number | null;
  readonly hidden: unknown;
  readonly more: unknown;
  /** Posts of this page that were found, also those that are not shown. */
  readonly count: number;
}

function SearchPage(props: SearchPageProps) {
  const { shell, typed, search, before, hidden, more, count } = props;
  const title = typed === '' ? 'Search' : `${typed} · Search`;
  return (
    <Shell {...shell} title={`${title} · Driftline`} section="search" isWithTools>
      <div class="page">
        <section class="edition-head" aria-label="Head">
          <h1>Search</h1>
          <Field typed={typed} />
          {(search?.problems ?? []).map((problem) => (
            <p class="trouble" role="status">
              {problem}
            </p>
          ))}
        </section>
        <main id="main" data-list="search">
          {search === undefined ? <Ways /> : <h2 class="hidden">Found</h2>}
          <div id="posts">
            <Posts />
            {hidden as never}
            {more as never}
            {search === undefined || more !== null ? null : (
              <End {...{ typed, search, count, isFirst: before === null }} />
            )}
          </div>
        </main>
      </div>
    </Shell>
  );
}

function Field({ typed }: { readonly typed: string }) {
  return (
    <search>
      <form class="asking" method="get" action="/search">
        <label for="q" class="hidden">
          Words, a "phrase", from:somebody
        </label>
        <input
          id="q"
          name="q"
          type="search"
          value={typed}
          placeholder="words, or from:ada"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxlength={300}
          dir="auto"
        />
        <button type="submit">Search</button>
      </form>
    </search>
  );
}

const WAYS: readonly (readonly [string, string])[] = [
  ['reed bunting', 'both words, wherever they stand'],
  ['"reed bunting"', 'one beside the other'],
  ['bunt*', 'what begins so'],
  ['harbour -ferry', 'the one without the other'],
  ['from:ada', 'everything of hers; with more words, those of hers'],
  ['lane:quiet harbour', 'what an edition offered you in that lane'],
  ['harbour has:media', 'with pictures, film or sound; has:link with a link'],
  ['harbour before:2026-03-01', 'written before that day; after: and during: go as well'],
];

function Ways() {
  return (
    <>
      <p>Everything that reached you and is stored can be found by its words, also long after.</p>
      <dl class="ways">
        {WAYS.map(([example, means]) => (
          <>
            <dt>
              <a href={`/search?${new URLSearchParams({ q: example })}`}>{example}</a>
            </dt>
            <dd>{means}</dd>
          </>
        ))}
      </dl>
      <p class="muted">{NOT_IN_IT}</p>
      <p>
        Was something in no edition? <a href="/why-not">Ask why not.</a>
      </p>
    </>
  );
}

const NOT_IN_IT =
  'Not in it: posts that are not public, and those of people who ask not to be found.';

interface EndProps {
  readonly typed: string;
  readonly search: Search;
  readonly count: number;
  readonly isFirst: boolean;
}

function End({ typed, search, count, isFirst }: EndProps) {
  if (count > 0)
    return <p class="rest">That was all{isFirst ? `: ${counted(count, 'post')}` : ''}.</p>;
  if (search.match === null && search.from === null) return <Ways />;
  return (
    <section class="rest" aria-label="Nothing found">
      <p>{isFirst ? 'Nothing stored has all of that.' : 'No earlier ones.'}</p>
      {isAddress(typed) ? (
        <p>
          A post is not found by its address:{' '}
          <a href={`/why-not?${new URLSearchParams({ address: typed })}`}>
            ask why it is in no edition
          </a>
          .
        </p>
      ) : null}
      <p class="muted">
        Fewer words find more, and so does the beginning of one: bunt*. {NOT_IN_IT}
      </p>
    </section>
  );
}

/** Whether one address and nothing else was pasted, as browsers show it too, without a scheme. */
function isAddress(typed: string): boolean {
  return /^(https?:\/\/|[\w-]+(\.[\w-]+)+\/)\S*$/i.test(typed);
}
