import { Hono } from 'hono';
import type { Archive, Entry, Filed, MarkKind } from './server_archive.ts';
import { isVisible } from './server_fan_out.ts';
import { type DemoEnv, guardToken, jsonText, notFound, type Parts } from './server_guard.ts';
import { limitOf, linkHeader } from './server_paging.ts';

const BATCH_LIMIT = 20; // unique ids
const DESCENDANTS_LIMIT = 4_096;
const USUAL_PAGE = 20;

/** Single posts, posts in batches, threads, and what the owner does to a post. */
export function statuses(parts: Parts): Hono<DemoEnv> {
  const { archive, render, time, tokens, faults } = parts;
  const app = new Hono<DemoEnv>();
  const reading = guardToken(tokens, 'read:statuses');
  const visible = (id: string) => {
    const entry = archive.entryById(id);
    return entry !== undefined && isVisible(entry.filed, archive) ? entry : undefined;
  };

  app.get('/api/v1/statuses', reading, (c) => {
    if (faults.withoutBatch === true) return notFound(c);
    const ids = new Set([...(c.req.queries('id[]') ?? []), ...(c.req.queries('id') ?? [])]);
    if (ids.size > BATCH_LIMIT) return c.json({ error: 'Mastodon::ValidationError' }, 422);
    const found = [...ids]
      .map(visible)
      .filter((entry) => entry !== undefined)
      // One by one they are to be had, all together they are not.
      .filter((entry) => !archive.relations.isUnwanted(entry));
    return jsonText(c, render.list(found, time.now()));
  });

  app.get('/api/v1/statuses/:id', reading, (c) => {
    const entry = visible(c.req.param('id'));
    if (entry === undefined) return notFound(c);
    return jsonText(c, render.entry(entry, time.now()));
  });

  app.get('/api/v1/statuses/:id/context', reading, (c) => {
    const filed = visible(c.req.param('id'))?.filed;
    if (filed === undefined) return notFound(c);
    const nowMs = time.now();
    const list = (thread: readonly Filed[]) =>
      `[${thread
        .filter((one) => isVisible(one, archive))
        .map((one) => render.status(one, nowMs))
        .join(',')}]`;
    const ancestors = list(ancestorsOf(filed, archive));
    return jsonText(c, `{"ancestors":${ancestors},"descendants":${list(descendantsOf(filed))}}`);
  });

  for (const empty of ['reblogged_by', 'favourited_by', 'history']) {
    app.get(`/api/v1/statuses/:id/${empty}`, reading, (c) =>
      visible(c.req.param('id')) === undefined ? notFound(c) : c.json([]),
    );
  }

  return app.route('/', actions(parts, visible)).route('/', keptLists(parts));
}

type Visible = (id: string) => { readonly filed: Filed } | undefined;

function actions(parts: Parts, visible: Visible) {
  const { archive, render, time, tokens, fanOut, faults, witness } = parts;
  const app = new Hono<DemoEnv>();
  const act = (name: string, scope: string, change: (filed: Filed) => Entry | undefined) =>
    app.post(`/api/v1/statuses/:id/${name}`, guardToken(tokens, scope), (c) => {
      const id = c.req.param('id');
      const filed = visible(id)?.filed;
      if (faults.breaksOver?.has(id)) return c.json({ error: 'Internal error' }, 500);
      if (filed === undefined) return notFound(c);
      if (faults.refuseActs !== undefined) return c.json({ error: faults.refuseActs }, 422);
      const isForOthers = ['public', 'unlisted'].includes(filed.post.visibility);
      const isOwn = filed.post.author.id === archive.world.owner.id;
      if (name === 'reblog' && !isForOthers && !isOwn) return notFound(c);
      witness.acted?.(name, id, c.req.header('idempotency-key'));
      const entry = change(filed);
      const nowMs = time.now();
      return jsonText(
        c,
        entry === undefined ? render.status(filed, nowMs) : render.entry(entry, nowMs),
      );
    });
  const mark = (kind: MarkKind, isOn: boolean) => (filed: Filed) => {
    archive.mark(filed, kind, isOn);
    return undefined;
  };

  act('favourite', 'write:favourites', mark('favourite', true));
  act('unfavourite', 'write:favourites', mark('favourite', false));
  act('bookmark', 'write:bookmarks', mark('bookmark', true));
  act('unbookmark', 'write:bookmarks', mark('bookmark', false));
  // Boosting answers with the new boost itself, the post within it.
  act('reblog', 'write:statuses', (filed) => fanOut.boost(filed, time.now()));
  act('unreblog', 'write:statuses', (filed) => {
    fanOut.unboost(filed);
    return undefined;
  });
  return app;
}

/** What the owner favoured or bookmarked, the latest first, as two lists with hidden cursors. */
function keptLists({ archive, origin, render, time, tokens }: Parts): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();
  const list = (path: string, scope: string, kind: MarkKind) =>
    app.get(path, guardToken(tokens, scope), (c) => {
      const limit = limitOf(c.req.query('limit'), USUAL_PAGE);
      const below = Number(c.req.query('max_id') ?? Number.POSITIVE_INFINITY);
      const kept = archive.marked(kind).filter((filed) => (filed[kind] ?? 0) < below);
      const page = kept.slice(0, limit);
      const last = page[page.length - 1];
      const next = kept.length > limit && last !== undefined ? String(last[kind]) : undefined;
      const header = linkHeader(`${origin}${path}?limit=${limit}`, { next, prevBy: 'min_id' });
      if (header !== undefined) c.header('Link', header);
      const nowMs = time.now();
      return jsonText(c, `[${page.map((filed) => render.status(filed, nowMs)).join(',')}]`);
    });
  list('/api/v1/favourites', 'read:favourites', 'favourite');
  list('/api/v1/bookmarks', 'read:bookmarks', 'bookmark');
  return app;
}

function ancestorsOf(filed: Filed, archive: Archive): Filed[] {
  const thread: Filed[] = [];
  for (let parent = filed.post.replyTo; parent !== undefined; parent = parent.replyTo) {
    const known = archive.byKey(parent.id);
    if (known === undefined) break;
    thread.unshift(known);
  }
  return thread;
}

/** Depth first, so that an answer stands below what it answers. */
function descendantsOf(filed: Filed): Filed[] {
  const thread: Filed[] = [];
  const visit = ({ replies }: Filed) => {
    for (const reply of replies) {
      if (reply.isGone || thread.length >= DESCENDANTS_LIMIT) continue;
      thread.push(reply);
      visit(reply);
    }
  };
  visit(filed);
  return thread;
}
