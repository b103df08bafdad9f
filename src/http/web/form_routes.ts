import type { Hono } from 'hono';
import { FEED_NAME } from '../../core/feed.ts';
import { BACKLOG_ANSWERS } from '../../store/backlog.ts';
import type { EditionHead } from '../../store/reading.ts';
import type { Exposing } from '../exposing.ts';
import { formIn } from '../form_body.ts';
import type { Answers } from './answers.ts';
import type { Desk } from './desk.ts';
import { END, endAddress, PAGE_ENTRIES, pageAddress, pageStart } from './page_address.ts';
import { laneOf, localPath, positionsOf, wholeNumber } from './request_words.ts';
import { keepTheme } from './theme_cookie.ts';

export interface DrawRequest {
  readonly feed?: string;
  readonly size?: number;
  /** The edition that it goes on from. */
  readonly continues?: number;
}

export interface FormNeeds extends Answers {
  readonly desk: Desk;
  readonly exposing: Exposing;
  readonly draw: (request: DrawRequest) => Promise<number>;
}

const DRAW_SIZE_MAX = 1_000;

/** What the reader sends: by a form, which leads on to a page, or by the script. */
export function openForms(app: Hono, { desk, exposing, draw, headOf }: FormNeeds): void {
  app.post('/seen', async (c) => {
    exposing.report(await c.req.text());
    return c.body(null, 204);
  });
  app.post('/e/:edition/seen', async (c) => {
    const head = headOf(Number(c.req.param('edition')));
    const body = await formIn(c);
    const upTo = wholeNumber(String(body.up_to)) ?? 0;
    const lane = laneOf(String(body.lane));
    const marked = exposing.markUpTo(head.edition, upTo, lane);
    const address = pageAddress(head, goesOnFrom(head, upTo, lane), lane);
    const mark = address.includes('?') ? '&' : '?';
    const query = marked.length === 0 ? '' : `${mark}marked=${marked.join(',')}`;
    // Who is at the end stays there.
    const place = lane === null && upTo >= head.entries ? `#${END}` : '';
    return c.redirect(address + query + place, 303);
  });
  app.post('/e/:edition/unseen', async (c) => {
    const head = headOf(Number(c.req.param('edition')));
    const body = await formIn(c);
    const positions = positionsOf(String(body.positions));
    const lane = laneOf(String(body.lane));
    exposing.unmark(head.edition, positions);
    if (body.at === 'end') return c.redirect(endAddress(head), 303);
    // Back to where it was said, which is below the last of them.
    const last = positions.at(-1) ?? 1;
    const from = lane === null ? pageStart(last) : (positions.slice(-PAGE_ENTRIES)[0] ?? 1);
    return c.redirect(`${pageAddress(head, from, lane)}#p${last}`, 303);
  });
  app.post('/backlog', async (c) => {
    const { answer } = await formIn(c);
    const said = BACKLOG_ANSWERS.find((one) => one === answer);
    if (said !== undefined) desk.backlog.answer(said, desk.now());
    else if (answer === 'undo') desk.backlog.takeBack(desk.now());
    return c.redirect('/', 303);
  });
  app.post('/draw', async (c) => {
    const body = await formIn(c);
    const size = wholeNumber(String(body.size));
    const after = wholeNumber(String(body.after));
    const drawnAfter = after === undefined ? null : headOf(after).continued_by;
    if (drawnAfter !== null) return c.redirect(`/e/${drawnAfter}`, 303); // a second tap on it
    const edition = await draw({
      ...(size === undefined ? {} : { size: Math.min(size, DRAW_SIZE_MAX) }),
      ...(typeof body.feed === 'string' && FEED_NAME.test(body.feed) ? { feed: body.feed } : {}),
      ...goingOnFrom(after),
    });
    return c.redirect(`/e/${edition}`, 303);
  });
  app.post('/theme', async (c) => {
    const { theme, back } = await formIn(c);
    keepTheme(c, String(theme));
    return c.redirect(localPath(String(back)), 303);
  });

  /** The page behind a place; at the end, the one that holds it. */
  function goesOnFrom({ edition, entries }: EditionHead, upTo: number, lane: string | null) {
    if (lane === null) return upTo >= entries ? pageStart(upTo) : upTo + 1;
    if (desk.reading.slots(edition, upTo + 1, lane, 1).length > 0) return upTo + 1;
    return desk.reading.slots(edition, 1, lane, entries).at(-PAGE_ENTRIES)?.position ?? 1;
  }

  /** More of the same: by the feed that drew what was read to its end. */
  function goingOnFrom(after: number | undefined): DrawRequest {
    if (after === undefined) return {};
    const { edition, feed, came_from } = headOf(after);
    return { continues: edition, ...(came_from === 'draw' ? { feed } : {}) };
  }
}
