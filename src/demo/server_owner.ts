import { type Context, Hono } from 'hono';
import { isoOf } from '../core/clock.ts';
import { type DemoEnv, guardToken, jsonText, type Parts } from './server_guard.ts';
import { limitOf, linkHeader } from './server_paging.ts';
import type { RefusalKind } from './server_relations.ts';

const USUAL_PEOPLE_PAGE = 40;
const USUAL_NAMES_PAGE = 100;

/** What the owner set: filters, mutes, blocks, blocked servers, followed tags. */
export function ownerSettings(parts: Parts): Hono<DemoEnv> {
  const { archive, origin, render, tokens } = parts;
  const { relations } = archive;
  const app = new Hono<DemoEnv>();

  app.get('/api/v2/filters', guardToken(tokens, 'read:filters'), (c) =>
    c.json(relations.filters()),
  );
  app.get('/api/v1/filters', guardToken(tokens, 'read:filters'), (c) =>
    c.json(relations.filters().flatMap(olderFilters)),
  );

  const people = (path: string, scope: string, kind: RefusalKind) =>
    app.get(path, guardToken(tokens, scope), (c) => {
      const { page, next } = pageOf(c, relations.refused(kind), USUAL_PEOPLE_PAGE);
      link(c, parts, next);
      const written = page.map(({ person, untilMs }) => {
        const ends = untilMs === null ? 'null' : `"${isoOf(untilMs)}"`;
        const account = render.account(person);
        return kind === 'block' ? account : `${account.slice(0, -1)},"mute_expires_at":${ends}}`;
      });
      return jsonText(c, `[${written.join(',')}]`);
    });
  people('/api/v1/mutes', 'read:mutes', 'mute');
  people('/api/v1/blocks', 'read:blocks', 'block');

  app.get('/api/v1/domain_blocks', guardToken(tokens, 'read:blocks'), (c) => {
    const { page, next } = pageOf(c, [...relations.domains].reverse(), USUAL_NAMES_PAGE);
    link(c, parts, next);
    return c.json(page);
  });

  app.get('/api/v1/followed_tags', guardToken(tokens, 'read:follows'), (c) => {
    const { page, next } = pageOf(c, [...relations.tags], USUAL_NAMES_PAGE);
    link(c, parts, next);
    return c.json(
      page.map((name) => ({
        id: name,
        name,
        url: `${origin}/tags/${name}`,
        history: [],
        following: true,
      })),
    );
  });
  return app;
}

/** One row of the older kind for each keyword of the newer. */
function olderFilters(filter: object): object[] {
  const { id, context, expires_at, filter_action, keywords } = filter as Record<string, unknown>;
  return (keywords as { keyword: string; whole_word: boolean }[]).map((word, nth) => ({
    id: `${id}${nth}`,
    phrase: word.keyword,
    context,
    expires_at,
    irreversible: filter_action === 'hide',
    whole_word: word.whole_word,
  }));
}

/** Such lists turn by ids of their own, which no body tells: here, the place in the list. */
function pageOf<T>(c: Context, list: readonly T[], usual: number) {
  const limit = limitOf(c.req.query('limit'), usual);
  const from = list.length - Number(c.req.query('max_id') ?? list.length);
  const end = from + limit;
  const next = end < list.length ? String(list.length - end) : undefined;
  return { page: list.slice(from, end), next };
}

function link(c: Context, { origin }: Parts, next: string | undefined): void {
  const { pathname, search } = new URL(c.req.url);
  const header = linkHeader(`${origin}${pathname}${search}`, { next, prevBy: 'since_id' });
  if (header !== undefined) c.header('Link', header);
}
