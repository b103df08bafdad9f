import type { Context, Hono } from 'hono';
import type { EditionHead } from '../../store/reading.ts';
import type { Exposing } from '../exposing.ts';
import type { Answers } from './answers.ts';
import { changedPlaces } from './changed_places.tsx';
import type { Desk, Trouble } from './desk.ts';
import { sinceWords } from './edition_head.tsx';
import { EditionPage, type EditionPageProps, Rest } from './edition_page.tsx';
import type { KeptPages } from './kept_pages.ts';
import { splice } from './layout.tsx';
import {
  AsItCamePage,
  asItCame,
  EditionsPage,
  printAsItCame,
  SentencePage,
} from './list_pages.tsx';
import { PAGE_ENTRIES, standingAddress } from './page_address.ts';
import type { Press } from './press.tsx';
import { isLookedAt, laneOf, positionsOf, wholeNumber } from './request_words.ts';

export interface EditionNeeds extends Answers {
  readonly desk: Desk;
  readonly exposing: Exposing;
  readonly press: Press;
  readonly kept: KeptPages;
  readonly health: () => readonly Trouble[];
}

/** Editions, page by page, and the lists around them. */
export function openEditionPages(app: Hono, needs: EditionNeeds): void {
  const { desk, shellOf, html, headOf } = needs;
  const { reading } = desk;
  const headIn = (c: Context) => headOf(Number(c.req.param('edition')));

  app.get('/', (c) => {
    const stamp = needs.kept.stamp();
    const kept = needs.kept.find(c, stamp);
    if (kept !== undefined) return needs.printed(c, kept);
    const latest = reading.latest();
    if (latest === undefined) return showNothingYet(c, needs);
    const head = headOf(latest);
    if (head.position > 1) return c.redirect(standingAddress(head), 302);
    return showEdition(c, head, stamp, needs);
  });
  app.get('/e/:edition', (c) => {
    const stamp = needs.kept.stamp();
    const kept = needs.kept.find(c, stamp);
    return kept === undefined ? showEdition(c, headIn(c), stamp, needs) : needs.printed(c, kept);
  });
  app.get('/editions', (c) => {
    const after = wholeNumber(c.req.query('after')) ?? 0;
    return html(c, <EditionsPage {...{ desk, after }} shell={shellOf(c)} />);
  });
  app.get('/as-it-came', (c) => {
    const number = wholeNumber(c.req.query('edition')) ?? reading.latest();
    if (number === undefined) return c.redirect('/', 302);
    const head = headOf(number);
    const came = asItCame(desk, head);
    const page = <AsItCamePage {...{ desk, head, came }} shell={shellOf(c)} />;
    return html(c, page, { posts: printAsItCame(desk, came) });
  });
  app.get('/since/:edition', (c) => {
    const head = headIn(c);
    const words = sinceWords(desk.intake.arrivedSince(head.drawn_at_ms as never));
    const changed = changedPlaces(desk, needs.press, head, c.req.query('places'));
    return c.json({ words, latest: reading.latest(), changed });
  });
}

const DRAWN_FROM = 'An edition is drawn from what has come in, and one can be drawn now.';
const NOTHING_CAME = 'An edition is drawn from what has come in, and nothing has yet.';
const DRAWN_BY_ITSELF =
  'The first comes by itself, where “driftline run” goes on and you are logged in: your home and ' +
  'your favourites are read for it within a minute. Of an empty home it waits for the first post.';

function showNothingYet(c: Context, { desk, shellOf, html, health }: EditionNeeds) {
  const hasAny = desk.intake.lastArrivedMs() !== null;
  return html(
    c,
    <SentencePage
      desk={desk}
      shell={shellOf(c)}
      title="No edition yet"
      sentences={[hasAny ? DRAWN_FROM : NOTHING_CAME, DRAWN_BY_ITSELF]}
      troubles={health()}
      offersDraw={hasAny}
    />,
  );
}

/** A page of an edition; or, for the script, what follows on the page before it. */
function showEdition(c: Context, head: EditionHead, stamp: string, needs: EditionNeeds) {
  const { exposing, press, kept, printed } = needs;
  const props = editionProps(c, head, needs);
  const posts = press.posts(head, props.slots);
  if (isLookedAt(c)) exposing.served(head.edition, props.slots);
  const bytes =
    c.req.query('fragment') === undefined
      ? splice(<EditionPage {...props} />, posts)
      : Buffer.concat([...posts, Buffer.from(String(<Rest {...props} />))]);
  // A page that nobody had before their eyes so far must be noted as served when somebody does.
  if (props.slots.every(({ is_served }) => is_served === 1)) kept.keep(c, stamp, bytes);
  return printed(c, bytes);
}

function editionProps(
  c: Context,
  head: EditionHead,
  { desk, health, shellOf }: EditionNeeds,
): EditionPageProps {
  const from = wholeNumber(c.req.query('from')) ?? 1;
  const lane = laneOf(c.req.query('lane'));
  const slots = desk.reading.slots(head.edition, from, lane, PAGE_ENTRIES + 1);
  return {
    desk,
    head,
    lane,
    from,
    slots: slots.slice(0, PAGE_ENTRIES),
    hasMore: slots.length > PAGE_ENTRIES,
    troubles: health(),
    latest: desk.reading.latest() ?? head.edition,
    marked: positionsOf(c.req.query('marked')),
    shell: shellOf(c),
  };
}
