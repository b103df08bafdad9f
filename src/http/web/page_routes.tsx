import type { Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { LANES } from '../../core/edition.ts';
import { DriftlineError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { EditionHead } from '../../store/reading.ts';
import type { Exposing } from '../exposing.ts';
import { outwardFailure } from '../failure.ts';
import type { Desk, Notice, Trouble } from './desk.ts';
import { sinceWords } from './edition_head.tsx';
import {
  EditionPage,
  type EditionPageProps,
  PAGE_ENTRIES,
  pageAddress,
  pageStart,
  Rest,
} from './edition_page.tsx';
import { splice, type Theme } from './layout.tsx';
import {
  AsItCamePage,
  asItCame,
  EditionsPage,
  printAsItCame,
  SentencePage,
} from './list_pages.tsx';
import { openPlacePages } from './place_pages.tsx';
import { openPress } from './press.tsx';
import { StatisticsPage } from './statistics_page.tsx';

export interface DrawRequest {
  readonly feed?: string;
  readonly size?: number;
}

interface Deps {
  readonly desk: Desk;
  readonly exposing: Exposing;
  readonly log: Log;
  readonly draw: (request: DrawRequest) => Promise<number>;
  readonly health: () => readonly Trouble[];
  readonly notices: () => readonly Notice[];
}

const HTML = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } as const;
const DRAW_SIZE_MAX = 1_000;
const YEAR_S = 31_536_000;

/** Pages and forms. Without a script everything works by these alone. */
export function pageRoutes(app: Hono, deps: Deps): void {
  const { desk, exposing, log, draw, health, notices } = deps;
  const press = openPress(desk);
  const { reading } = desk;

  const shellOf = (c: Context) => ({
    theme: themeOf(getCookie(c, THEME_COOKIE)),
    notices: notices(),
    path: c.req.path + new URL(c.req.url).search,
  });
  const html = (c: Context, page: unknown, posts: readonly Buffer[] = []) =>
    c.body(splice(page, posts), 200, HTML);
  const headOf = (number: number): EditionHead => {
    const head = Number.isSafeInteger(number) ? reading.head(number) : undefined;
    if (head === undefined)
      throw new DriftlineError('not_found', `There is no edition ${number}: see /editions.`);
    return head;
  };

  const editionProps = (c: Context, head: EditionHead): EditionPageProps => {
    const from = wholeNumber(c.req.query('from')) ?? 1;
    const lane = laneOf(c.req.query('lane'));
    const slots = reading.slots(head.edition, from, lane, PAGE_ENTRIES + 1);
    return {
      desk,
      head,
      lane,
      from,
      slots: slots.slice(0, PAGE_ENTRIES),
      hasMore: slots.length > PAGE_ENTRIES,
      troubles: health(),
      latest: reading.latest() ?? head.edition,
      marked: positionsOf(c.req.query('marked')),
      shell: shellOf(c),
    };
  };
  const showEdition = (c: Context, head: EditionHead) => {
    const props = editionProps(c, head);
    const posts = props.slots.map((slot) => press.post(head, slot));
    // What a browser fetches ahead of a visit nobody has before their eyes.
    if (c.req.header('sec-purpose') === undefined) exposing.served(head.edition, props.slots);
    if (c.req.query('fragment') === undefined) return html(c, <EditionPage {...props} />, posts);
    return c.body(Buffer.concat([...posts, Buffer.from(String(<Rest {...props} />))]), 200, HTML);
  };

  app.get('/', (c) => {
    const latest = reading.latest();
    if (latest === undefined)
      return html(
        c,
        <SentencePage
          desk={desk}
          shell={shellOf(c)}
          title="No edition yet"
          sentences={['An edition is drawn from what has come in. The first one can be drawn now.']}
          troubles={health()}
          offersDraw
        />,
      );
    const head = headOf(latest);
    if (head.position > 1) return c.redirect(standing(head), 302);
    return showEdition(c, head);
  });
  app.get('/e/:edition', (c) => showEdition(c, headOf(Number(c.req.param('edition')))));
  app.get('/editions', (c) => html(c, <EditionsPage desk={desk} shell={shellOf(c)} />));
  app.get('/statistics', (c) => html(c, <StatisticsPage desk={desk} shell={shellOf(c)} />));
  app.get('/as-it-came', (c) => {
    const number = wholeNumber(c.req.query('edition')) ?? reading.latest();
    if (number === undefined) return c.redirect('/', 302);
    const head = headOf(number);
    const came = asItCame(desk, head);
    const page = <AsItCamePage {...{ desk, head, came }} shell={shellOf(c)} />;
    return html(c, page, printAsItCame(desk, came));
  });
  app.get('/since/:edition', (c) => {
    const head = headOf(Number(c.req.param('edition')));
    const words = sinceWords(desk.intake.arrivedSince(head.drawn_at_ms as never));
    return c.json({ words, latest: reading.latest() });
  });
  openPlacePages(app, { desk, exposing, press, shellOf, html, headOf });

  app.post('/seen', async (c) => {
    exposing.report(await c.req.text());
    return c.body(null, 204);
  });
  app.post('/e/:edition/seen', async (c) => {
    const head = headOf(Number(c.req.param('edition')));
    const upTo = wholeNumber(String((await c.req.parseBody()).up_to)) ?? 0;
    const marked = exposing.markUpTo(head.edition, upTo);
    const from = upTo >= head.entries ? pageStart(upTo) : upTo + 1;
    const address = pageAddress(head, from, null);
    const query = marked.length === 0 ? '' : `${from > 1 ? '&' : '?'}marked=${marked.join(',')}`;
    return c.redirect(address + query, 303);
  });
  app.post('/e/:edition/unseen', async (c) => {
    const head = headOf(Number(c.req.param('edition')));
    const positions = positionsOf(String((await c.req.parseBody()).positions));
    exposing.unmark(head.edition, positions);
    return c.redirect(pageAddress(head, pageStart(positions[0] ?? 1), null), 303);
  });
  app.post('/draw', async (c) => {
    const size = wholeNumber(String((await c.req.parseBody()).size));
    const edition = await draw(size === undefined ? {} : { size: Math.min(size, DRAW_SIZE_MAX) });
    return c.redirect(`/e/${edition}`, 303);
  });
  app.post('/theme', async (c) => {
    const { theme, back } = await c.req.parseBody();
    setCookie(c, THEME_COOKIE, themeOf(String(theme)), {
      path: '/',
      maxAge: YEAR_S,
      sameSite: 'Strict',
      httpOnly: true,
    });
    return c.redirect(localPath(String(back)), 303);
  });

  const sentence = (c: Context, title: string, words: string, status: 404) => {
    const page = (
      <SentencePage
        desk={desk}
        shell={shellOf(c)}
        title={title}
        sentences={[words]}
        troubles={[]}
      />
    );
    return c.body(splice(page, []), status, HTML);
  };
  app.notFound((c) => sentence(c, 'Not found', 'Nothing stands at this address.', 404));
  app.onError((error, c) => {
    const { status, sentence: words } = outwardFailure(error);
    if (status >= 500) log.warn('http.failed', { path: c.req.path, reason: String(error) });
    return sentence(c, status === 404 ? 'Not found' : 'That did not work', words, status as 404);
  });
}

/** The page and the place where the reader stood last, here or on another device. */
function standing(head: EditionHead): string {
  return `${pageAddress(head, pageStart(head.position), null)}#p${head.position}`;
}

const THEME_COOKIE = 'driftline_theme';

function themeOf(word: string | undefined): Theme {
  return word === 'light' || word === 'dark' ? word : 'system';
}

function laneOf(word: string | undefined): string | null {
  return word === 'offered' || LANES.some((lane) => lane === word) ? (word as string) : null;
}

function wholeNumber(word: string | undefined): number | undefined {
  return word !== undefined && /^[1-9]\d{0,8}$/.test(word) ? Number(word) : undefined;
}

function positionsOf(words: string | undefined): readonly number[] {
  return (words ?? '')
    .split(',')
    .map(wholeNumber)
    .filter((position): position is number => position !== undefined);
}

/** A path of this server and nothing else: `//elsewhere` and `/\elsewhere` lead away. */
function localPath(path: string): string {
  return /^\/(?![/\\])[\w\-./?=&%,]*$/.test(path) ? path : '/';
}
