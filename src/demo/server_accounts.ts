import { Hono } from 'hono';
import { DAY_MS } from '../core/clock.ts';
import type { Archive } from './server_archive.ts';
import { type DemoEnv, guardToken, jsonText, notFound, type Parts } from './server_guard.ts';
import { limitOf, linkHeader, placeOf } from './server_paging.ts';
import type { RefusalKind } from './server_relations.ts';
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

  // They may have followed somebody since they joined.
  const ownAccount = () =>
    render
      .account(owner)
      .replace(/"following_count":\d+/, `"following_count":${followsOf(archive, 0).length}`);

  app.get('/api/v1/accounts/verify_credentials', reading, (c) =>
    jsonText(c, `${ownAccount().slice(0, -1)},${CREDENTIALS}}`),
  );

  app.get('/api/v1/accounts/lookup', reading, (c) => {
    const person = archive.personByAcct((c.req.query('acct') ?? '').replace(/^@/, ''));
    return person === undefined ? notFound(c) : jsonText(c, render.account(person));
  });

  app.get('/api/v1/accounts/relationships', readingFollows, (c) => {
    const ids = [...(c.req.queries('id[]') ?? []), ...(c.req.queries('id') ?? [])];
    const known = ids.map(archive.personById).filter((person) => person !== undefined);
    return c.json(known.map((one) => relationshipTo(one, archive)));
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
  app.get('/api/v1/accounts/:id/following', reading, (c) => {
    const person = archive.personById(c.req.param('id'));
    if (person === undefined) return notFound(c);
    const limit = limitOf(c.req.query('limit'), USUAL_PEOPLE_PAGE);
    const maxId = c.req.query('max_id');
    // Others keep theirs to themselves.
    const kept = person.id === owner.id ? followsOf(archive, openedDay) : [];
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
function followsOf({ world, relations }: Archive, firstId: number) {
  return world.people
    .map((person, at) => ({ id: String(firstId + 3 * at), person }))
    .filter(({ person }) => relations.isFollowed(person));
}

/** What `GET /api/v1/accounts/relationships` says of somebody. */
export function relationshipTo(person: Person, { accountIdOf, relations, world }: Archive): object {
  const following = person.id !== world.owner.id && relations.isFollowed(person);
  const isAmong = (kind: RefusalKind) =>
    relations.refused(kind).some((refused) => refused.person.id === person.id);
  return {
    id: accountIdOf(person),
    following,
    showing_reblogs: following && relations.showsBoosts(person),
    notifying: false,
    languages: relations.languagesOf(person),
    followed_by: false,
    blocking: isAmong('block'),
    blocked_by: false,
    muting: isAmong('mute'),
    muting_notifications: false,
    requested: false,
    requested_by: false,
    domain_blocking: relations.domains.has(person.domain),
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
