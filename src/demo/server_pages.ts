import { type Context, Hono } from 'hono';
import { html, raw } from 'hono/html';
import { type EpochMs, isoOf } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import type { DemoEnv, Parts } from './server_guard.ts';
import { PREVIEW_WIDTH } from './server_json_parts.ts';

const AVATAR_WIDTH = 128; // pixels
const HEADER_WIDTH = 600; // pixels
const WIDEST = 1_200; // pixels; pictures are drawn when asked for, and nobody needs them wider
const KEPT_PICTURES = 200;
const FOREVER = 'public, max-age=604800, immutable';

/** Pictures, and what a person sees who follows a link to a post or a profile. */
export function pages({ archive, time, render }: Parts): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();
  const draw = keeping((id: string, width: number) => archive.world.pictureOf(id, width));
  const picture = (c: Context, id: string | undefined, atMost: number) => {
    const known = id === undefined ? undefined : archive.picture(id);
    if (known === undefined) return c.notFound();
    return png(c, draw(known.id, Math.min(known.width, atMost)));
  };
  const ofPerson = (c: Context, kind: 'avatar' | 'header', file: string, width: number) => {
    const person = archive.personById(nameOf(file) ?? '');
    return person === undefined ? c.notFound() : png(c, draw(`${kind}:${person.id}`, width));
  };

  app.get('/media/:file', (c) => picture(c, nameOf(c.req.param('file')), WIDEST));
  app.get('/media/small/:file', (c) => picture(c, nameOf(c.req.param('file')), PREVIEW_WIDTH));
  app.get('/avatars/:file', (c) => ofPerson(c, 'avatar', c.req.param('file'), AVATAR_WIDTH));
  app.get('/headers/:file', (c) => ofPerson(c, 'header', c.req.param('file'), HEADER_WIDTH));

  app.get('/tags/:name', (c) => c.html(page(`#${c.req.param('name')}`, html`<p>${INVENTED}</p>`)));

  app.get('/:handle{@[^/]+}', (c) => {
    const person = archive.personByAcct(c.req.param('handle').slice(1));
    if (person === undefined) return c.notFound();
    return c.html(page(person.displayName, html`<div>${raw(person.note)}</div>`));
  });

  app.get('/:handle{@[^/]+}/:id', (c) => {
    const filed = archive.byId(c.req.param('id'));
    // Only what everybody may read: whoever comes here has shown no token.
    if (filed === undefined || !['public', 'unlisted'].includes(filed.post.visibility)) {
      return c.notFound();
    }
    const { post } = filed;
    const { replies, boosts, favourites } = archive.world.countsAt(post, time.now());
    const figures = [
      counted(replies, 'reply', 'replies'),
      counted(boosts, 'boost'),
      counted(favourites, 'favourite'),
    ].join(', ');
    return c.html(
      page(
        post.author.displayName,
        html`<p><a href="${render.accountUrl(post.author)}">${post.author.displayName}</a>,
            <time>${isoOf(post.createdMs as EpochMs)}</time></p>
          <article lang="${post.language ?? ''}" dir="auto">${raw(post.html)}</article>
          ${post.pictures.map(
            (one) =>
              html`<img src="/media/small/${encodeURIComponent(one.id)}.png" alt="${one.alt}" />`,
          )}
          <p>${figures}</p>`,
      ),
    );
  });

  app.get('/', (c) => c.html(page('A small invented fediverse', html`<p>${INVENTED}</p>`)));
  return app;
}

const INVENTED = 'The server of the demo. Everybody here, and everything they say, is invented.';

/** A plain page that says where you are. */
export function page(title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          body {
            font: 1.1rem/1.5 system-ui, sans-serif;
            max-width: 36rem;
            margin: 2rem auto;
            padding: 0 1rem;
          }
          img { max-width: 100% }
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${body}
        <p><small>An invented person of the demo, on a server on your own machine.</small></p>
      </body>
    </html>`;
}

function nameOf(file: string): string | undefined {
  return file.endsWith('.png') ? file.slice(0, -'.png'.length) : undefined;
}

function png(c: Context, bytes: Uint8Array): Response {
  // Copied into a buffer of its own, because the typings of Response refuse shared memory.
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': 'image/png',
    'Cache-Control': FOREVER,
    'X-Content-Type-Options': 'nosniff',
  });
}

/** Keeps the pictures drawn last: a page shows the same avatars again and again. */
function keeping(
  draw: (id: string, width: number) => Uint8Array,
): (id: string, width: number) => Uint8Array {
  const kept = new Map<string, Uint8Array>();
  return (id, width) => {
    const key = `${id} ${width}`;
    const bytes = kept.get(key) ?? draw(id, width);
    kept.delete(key);
    kept.set(key, bytes);
    if (kept.size > KEPT_PICTURES) {
      for (const oldest of kept.keys()) {
        kept.delete(oldest);
        break;
      }
    }
    return bytes;
  };
}
