import { type Context, Hono } from 'hono';
import type { Entry } from './server_archive.ts';
import { isVisible } from './server_fan_out.ts';
import {
  type DemoEnv,
  guardToken,
  JSON_TYPE,
  jsonText,
  notFound,
  type Parts,
} from './server_guard.ts';
import { cursorOf, limitOf, linkHeader, pageOf } from './server_paging.ts';

const USUAL_PAGE = 20;

/** The home timeline, an account's posts, and the owner's two lists of posts. */
export function timelines(parts: Parts): Hono<DemoEnv> {
  const { archive, home, render, time, tokens, faults } = parts;
  const app = new Hono<DemoEnv>();
  const reading = guardToken(tokens, 'read:statuses');

  app.get('/api/v1/timelines/home', reading, (c) => {
    const limit = limitOf(c.req.query('limit'), USUAL_PAGE);
    // A row that vanished while its id was still in the feed leaves the page shorter than asked.
    const page = home
      .page(
        cursorOf((name) => c.req.query(name)),
        limit,
      )
      .filter((entry) => !entry.filed.isGone);
    link(c, parts, { page, hasNext: page.length > 0 });
    if (faults.rebuilding === true || faults.rebuildingAll === true) {
      c.header('Mastodon-Async-Refresh', 'id="home", retry=5');
      const part = faults.rebuildingAll === true ? [] : page.slice(0, page.length >> 1);
      return c.body(render.list(part, time.now()), 206, JSON_TYPE);
    }
    return jsonText(c, render.list(page, time.now()));
  });

  app.get('/api/v1/timelines/public', reading, (c) => c.json([]));

  app.get('/api/v1/accounts/:id/statuses', reading, (c) => {
    const person = archive.personById(c.req.param('id'));
    if (person === undefined) return notFound(c);
    if (c.req.query('pinned') === 'true') return c.json([]);
    const limit = limitOf(c.req.query('limit'), USUAL_PAGE);
    const wanted = wantedBy((name) => c.req.query(name));
    const shown = archive
      .entriesOf(person)
      .filter((entry) => isVisible(entry.filed, archive) && wanted(entry));
    const page = pageOf(
      shown,
      cursorOf((name) => c.req.query(name)),
      limit,
    );
    link(c, parts, { page, hasNext: page.length === limit });
    return jsonText(c, render.list(page, time.now()));
  });

  return app;
}

function wantedBy(query: (name: string) => string | undefined): (entry: Entry) => boolean {
  const isOn = (name: string) => ['true', '1'].includes(query(name) ?? '');
  const tag = query('tagged')?.toLowerCase();
  return ({ booster, filed: { post } }) => {
    if (isOn('exclude_reblogs') && booster !== undefined) return false;
    const isReply = post.replyTo !== undefined && post.replyTo.author.id !== post.author.id;
    if (isOn('exclude_replies') && booster === undefined && isReply) return false;
    if (isOn('only_media') && (booster !== undefined || post.pictures.length === 0)) return false;
    return tag === undefined || post.tags.some((name) => name.toLowerCase() === tag);
  };
}

/** Home links onward from every page that is not empty, other timelines only from a full one. */
export function link(
  c: Context,
  { origin }: Parts,
  { page, hasNext }: { page: readonly Entry[]; hasNext: boolean },
): void {
  const first = page[0];
  if (first === undefined) return;
  const url = new URL(c.req.url);
  const header = linkHeader(`${origin}${url.pathname}${url.search}`, {
    prev: first.id,
    prevBy: 'min_id',
    next: hasNext ? page[page.length - 1]?.id : undefined,
  });
  if (header !== undefined) c.header('Link', header);
}
