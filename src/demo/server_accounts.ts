import { Hono } from 'hono';
import { DAY_MS } from '../core/clock.ts';
import { type DemoEnv, guardToken, jsonText, notFound, type Parts } from './server_guard.ts';
import { limitOf, linkHeader, placeOf } from './server_paging.ts';
import type { Person } from './world.ts';

const BATCH_LIMIT = 40;
const USUAL_PEOPLE_PAGE = 40;

/** Accounts, whom the owner follows, and what holds between the two. */
export function accounts(parts: Parts): Hono<DemoEnv> {
  const { archive, render, tokens, time } = parts;
  const { owner } = archive.world;
  const app = new Hono<DemoEnv>();
  const reading = guardToken(tokens, 'read:accounts');
  const readingFollows = guardToken(tokens, 'read:follows');

  app.get('/api/v1/accounts/verify_credentials', reading, (c) =>
    jsonText(c, `${render.account(owner).slice(0, -1)},${CREDENTIALS}}`),
  );

  app.get('/api/v1/accounts/lookup', reading, (c) => {
    const person = archive.personByAcct((c.req.query('acct') ?? '').replace(/^@/, ''));
    return person === undefined ? notFound(c) : jsonText(c, render.account(person));
  });

  app.get('/api/v1/accounts/relationships', readingFollows, (c) => {
    const ids = [...(c.req.queries('id[]') ?? []), ...(c.req.queries('id') ?? [])];
    const known = ids.map(archive.personById).filter((person) => person !== undefined);
    return c.json(known.map((one) => relationshipTo(archive.accountIdOf(one), one)));
  });

  app.get('/api/v1/accounts', reading, (c) => {
    const ids = [...new Set([...(c.req.queries('id[]') ?? []), ...(c.req.queries('id') ?? [])])];
    if (ids.length > BATCH_LIMIT) return c.json({ error: 'Mastodon::ValidationError' }, 422);
    const known = ids.map(archive.personById).filter((person) => person !== undefined);
    return jsonText(c, `[${known.map(render.account).join(',')}]`);
  });

  app.get('/api/v1/accounts/:id', reading, (c) => {
    const person = archive.personById(c.req.param('id'));
    return person === undefined ? notFound(c) : jsonText(c, render.account(person));
  });

  const openedDay = Math.floor(time.now() / DAY_MS);
  const follows = followsOf(archive.world.people, openedDay);
  app.get('/api/v1/accounts/:id/following', reading, (c) => {
    const person = archive.personById(c.req.param('id'));
    if (person === undefined) return notFound(c);
    const limit = limitOf(c.req.query('limit'), USUAL_PEOPLE_PAGE);
    const maxId = c.req.query('max_id');
    const kept = person.id === owner.id ? follows : []; // others keep theirs to themselves
    const end = maxId === undefined ? kept.length : placeOf(kept, maxId);
    const sinceId = c.req.query('since_id');
    const start = sinceId === undefined ? 0 : placeOf(kept, String(BigInt(sinceId) + 1n));
    const page = kept.slice(Math.max(start, end - limit), end).reverse();
    const url = new URL(c.req.url);
    const header = linkHeader(`${parts.origin}${url.pathname}${url.search}`, {
      next: page.length === limit ? page[page.length - 1]?.id : undefined,
      ...(page[0] === undefined ? {} : { prev: page[0].id }),
      prevBy: 'since_id',
    });
    if (header !== undefined) c.header('Link', header);
    return jsonText(c, `[${page.map((follow) => render.account(follow.person)).join(',')}]`);
  });

  for (const list of ['followers', 'lists', 'featured_tags']) {
    app.get(`/api/v1/accounts/:id/${list}`, reading, (c) => c.json([]));
  }
  return app;
}

/**
 * The owner's follows by the id of the follow itself, which is what their pages turn by: it is not
 * the account's id and no body tells it. Ascending.
 */
function followsOf(people: readonly Person[], firstId: number) {
  return people
    .filter((person) => person.isFollowed)
    .map((person, at) => ({ id: String(firstId + 3 * at), person }));
}

function relationshipTo(id: string, person: Person): object {
  return {
    id,
    following: person.isFollowed,
    showing_reblogs: person.isFollowed,
    notifying: false,
    languages: null,
    followed_by: false,
    blocking: false,
    blocked_by: false,
    muting: false,
    muting_notifications: false,
    requested: false,
    requested_by: false,
    domain_blocking: false,
    endorsed: false,
    note: '',
  };
}

const CREDENTIALS = JSON.stringify({
  source: {
    privacy: 'public',
    sensitive: false,
    language: 'en',
    note: '',
    fields: [],
    follow_requests_count: 0,
    hide_collections: null,
    discoverable: true,
    indexable: true,
    attribution_domains: [],
    quote_policy: 'public',
  },
  role: { id: '-99', name: '', permissions: '65536', color: '', highlighted: false },
}).slice(1, -1);
