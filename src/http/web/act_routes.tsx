import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { DriftlineError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { isUrl } from '../../core/url_check.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import { openActTurns } from '../act_turns.ts';
import { actSubject, type Deed, type Deeds } from '../deeds.ts';
import { outwardFailure } from '../failure.ts';
import { formIn } from '../form_body.ts';
import type { Answers } from './answers.ts';
import type { Desk } from './desk.ts';
import { PostParts } from './post_frame.tsx';
import { PostMenu, PostMenuPage } from './post_menu.tsx';
import { localPath, wholeNumber } from './request_words.ts';
import { type ListedWords, spotOf, WordsPage, wordsNow } from './words_page.tsx';

export interface ActNeeds extends Answers {
  readonly desk: Desk;
  readonly deeds: Deeds;
  readonly listed: ListedWords;
  readonly log: Log;
}

const PAGE_LETTERS_MAX = 40;

/** What has no answer yet when a page is left, in the order in which it was pressed. */
const leaving = v.object({
  page: v.pipe(v.string(), v.maxLength(PAGE_LETTERS_MAX)),
  acts: v.array(v.object({ key: v.number(), do: v.string(), nth: v.number() })),
});

/** What the owner does with posts: by a form, which leads back, or by the script, in place. */
export function openActPages(app: Hono, needs: ActNeeds): void {
  const { desk, deeds, shellOf, html } = needs;
  openActing(app, needs);
  app.get('/waiting', (c) => {
    const keys = (c.req.query('keys') ?? '').split(',').slice(0, WAITING_MAX).map(wholeNumber);
    const found = keys.flatMap((key) => {
      const status = key === undefined ? undefined : desk.statuses.status(key);
      return status === undefined || isWaiting(desk, status) ? [] : [status];
    });
    return c.json(
      found.map((status) => ({
        key: status.status_key,
        words: refusalOf(desk, status) ?? '',
        html: partsOf(desk, status, idOf(c.req.query('at'))),
      })),
    );
  });
  app.get('/posts/:key/menu', (c) => {
    const status = statusOf(c, desk);
    const id = idOf(c.req.query('at'));
    const back = localPath(c.req.query('back') ?? `${cameFrom(c)}#${id}`);
    const isPart = c.req.query('fragment') !== undefined;
    const menu = <PostMenu {...{ desk, status, id }} back={isPart ? undefined : back} />;
    if (isPart) return c.html(menu as never);
    return html(c, <PostMenuPage {...{ desk, status, back, menu }} shell={shellOf(c)} />);
  });
  app.get('/words', (c) => {
    const last = deeds.last();
    const now = wordsNow(needs.listed, desk);
    const spot = spotOf(c.req.query('at'));
    return html(c, <WordsPage {...{ desk, now, last, spot }} shell={shellOf(c)} />);
  });
  app.post('/words', async (c) => {
    const form = await formIn(c);
    const uri = form.uri === undefined ? undefined : String(form.uri);
    const status = uri === undefined ? undefined : desk.statuses.ofUri(uri);
    await deeds.do(String(form.do), status?.status_key);
    const isAt = spotOf(form.at) !== undefined;
    return c.redirect(isAt ? `/words?at=${String(form.at)}#last` : '/words', 303);
  });
}

/** One act, whose answer somebody waits for, and those of a page that is left. */
function openActing(app: Hono, { desk, deeds, log }: ActNeeds): void {
  const turns = openActTurns();
  app.post('/posts/:key/act', async (c) => {
    const status = statusOf(c, desk);
    const form = await formIn(c);
    const word = String(form.do);
    const id = idOf(form.at);
    if (form.fragment === undefined) {
      await deeds.do(word, status.status_key);
      const back = form.back === undefined ? cameFrom(c) : localPath(String(form.back));
      return c.redirect(form.menu === undefined ? `${back}#${id}` : menuAddress(status, back), 303);
    }
    const turn = { page: String(form.page).slice(0, PAGE_LETTERS_MAX), nth: Number(form.nth) };
    try {
      const key = status.status_key;
      const done = await turns.take(turn, actSubject(word, key), () => deeds.do(word, key));
      const deed = done ?? deeds.last();
      const words = deed?.uri === status.uri ? spoken(desk, status, deed) : '';
      return c.json({ words, html: partsOf(desk, status, id) });
    } catch (error) {
      const { status: code, sentence } = outwardFailure(error);
      return c.json({ words: sentence }, code);
    }
  });
  app.post('/acts', async (c) => {
    const { page, acts } = parse(await c.req.text());
    // Each is written before the next begins; they wait for the owner's server together.
    const done = await Promise.allSettled(
      acts.map(({ key, do: word, nth }) =>
        turns.take({ page, nth }, actSubject(word, key), () => deeds.do(word, key)),
      ),
    );
    for (const { reason } of done.filter((one) => one.status === 'rejected'))
      log.warn('http.act_refused', { reason: String(reason) }); // Nobody is there to be told.
    return c.body(null, 204);
  });
}

function statusOf(c: Context, { statuses }: Desk): ShownStatus {
  const key = wholeNumber(c.req.param('key'));
  const status = key === undefined ? undefined : statuses.status(key);
  if (status !== undefined) return status;
  throw new DriftlineError('not_found', 'There is no such post here.');
}

const WAITING_MAX = 100;

function parse(json: string): v.InferOutput<typeof leaving> {
  try {
    return v.parse(leaving, JSON.parse(json));
  } catch (cause) {
    throw new DriftlineError('invalid', 'not a list of acts', { cause });
  }
}

/** The post's id on its page, `p7`, or `t7-10813` in a thread; what is no such word is none. */
function idOf(word: unknown): string {
  return typeof word === 'string' && /^[a-z][\w-]{0,30}$/.test(word) ? word : 'post';
}

function menuAddress({ status_key }: ShownStatus, back: string): string {
  return `/posts/${status_key}/menu?back=${encodeURIComponent(back)}`;
}

/** Our own page, which named itself; its policy lets it do so to us alone. */
function cameFrom(c: Context): string {
  const referer = c.req.header('referer');
  if (referer === undefined || !isUrl(referer)) return '/';
  const { pathname, search, host } = new URL(referer);
  return host === c.req.header('host') ? localPath(pathname + search) : '/';
}

function partsOf(desk: Desk, status: ShownStatus, id: string): string {
  return String(<PostParts {...{ desk, status, id }} />);
}

function isWaiting(desk: Desk, { uri }: ShownStatus): boolean {
  const acts = desk.acts.on(uri, desk.now());
  return (['favourite', 'reblog', 'bookmark'] as const).some((kind) => acts.of(kind).isWaiting);
}

function refusalOf(desk: Desk, { uri }: ShownStatus): string | undefined {
  const acts = desk.acts.on(uri, desk.now());
  return (['favourite', 'reblog', 'bookmark'] as const)
    .map((kind) => acts.of(kind).refusal)
    .find((refusal) => refusal !== undefined);
}

/** For the live region: what came of it. */
function spoken(desk: Desk, status: ShownStatus, { words }: Deed): string {
  const refusal = refusalOf(desk, status);
  if (refusal !== undefined) return `Refused: ${refusal}`;
  if (!isWaiting(desk, status)) return words;
  const host = status.server === null ? 'your server' : new URL(status.server).host;
  return `${words}; waiting for ${host}`;
}
