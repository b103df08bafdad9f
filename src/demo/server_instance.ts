import { type Context, Hono } from 'hono';
import { isoOf } from '../core/clock.ts';
import { type DemoEnv, guardToken, jsonText, type Parts } from './server_guard.ts';

const VERSION = '4.6.5';
const TITLE = 'Demo: a small invented fediverse';
const DESCRIPTION =
  'Everybody here is invented. This server runs on your own machine and knows no other.';

/** What the server says of itself, and the settings that clients ask for when they start. */
export function instance(parts: Parts): Hono<DemoEnv> {
  const { origin, archive, tokens, time, faults } = parts;
  const { owner, people } = archive.world;
  const app = new Hono<DemoEnv>();
  const thumbnail = `${origin}/avatars/${archive.accountIdOf(owner)}.png`;
  const nowIso = () => isoOf(time.now());
  const streamAt = (name: string) =>
    faults.withoutStream === true ? {} : { [name]: origin.replace('http', 'ws') };

  app.get('/api/v2/instance', (c) =>
    c.json({
      domain: owner.domain,
      title: TITLE,
      version: VERSION,
      source_url: '',
      description: DESCRIPTION,
      usage: { users: { active_month: 1 } },
      thumbnail: { url: thumbnail },
      icon: [],
      languages: ['en'],
      configuration: { ...CONFIGURATION, urls: streamAt('streaming') },
      registrations: { enabled: false, approval_required: false, message: null },
      ...(faults.withoutBatch === true ? {} : { api_versions: { mastodon: 11 } }),
      contact: { email: '', account: null },
      rules: [],
    }),
  );
  app.get('/api/v1/instance', (c) =>
    c.json({
      uri: owner.domain,
      title: TITLE,
      short_description: DESCRIPTION,
      description: DESCRIPTION,
      email: '',
      version: VERSION,
      urls: streamAt('streaming_api'),
      stats: {
        user_count: 1,
        status_count: 0,
        domain_count: new Set(people.map((p) => p.domain)).size,
      },
      thumbnail,
      languages: ['en'],
      registrations: false,
      approval_required: false,
      invites_enabled: false,
      configuration: { ...CONFIGURATION, urls: streamAt('streaming') },
      contact_account: null,
      rules: [],
    }),
  );

  return app
    .route('/', nodeinfo(origin))
    .route('/', startUpReads(parts))
    .route('/', markers(tokens, nowIso));
}

/** What a client may post, were it to post. */
const CONFIGURATION = {
  vapid: { public_key: '' },
  accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
  statuses: {
    max_characters: 500,
    max_media_attachments: 4,
    characters_reserved_per_url: 23,
  },
  media_attachments: { supported_mime_types: ['image/png'], image_size_limit: 16_777_216 },
  polls: { max_options: 4, max_characters_per_option: 50, min_expiration: 300 },
  translation: { enabled: false },
  limited_federation: false,
};

function nodeinfo(origin: string): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();
  app.get('/.well-known/nodeinfo', (c) =>
    c.json({
      links: [
        { rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: `${origin}/nodeinfo/2.0` },
      ],
    }),
  );
  app.get('/nodeinfo/2.0', (c) =>
    c.json({
      version: '2.0',
      software: { name: 'mastodon', version: VERSION },
      protocols: ['activitypub'],
      services: { outbound: [], inbound: [] },
      usage: { users: { total: 1, activeMonth: 1, activeHalfyear: 1 }, localPosts: 0 },
      openRegistrations: false,
      metadata: {},
    }),
  );

  // The streaming process has a pulse of its own.
  app.get('/api/v1/streaming/health', (c) => c.text('OK'));
  return app;
}

/** Settings, and the lists that are empty here; clients ask for them when they start. */
function startUpReads({ archive, render, tokens, time }: Parts): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();
  readsOfNothing(app, tokens);

  app.get('/api/v1/preferences', guardToken(tokens, 'read:accounts'), (c) =>
    c.json({
      'posting:default:visibility': 'public',
      'posting:default:sensitive': false,
      'posting:default:language': null,
      'posting:default:quote_policy': 'public',
      'reading:expand:media': 'default',
      'reading:expand:spoilers': false,
      'reading:autoplay:gifs': true,
    }),
  );
  app.get('/api/v1/notifications/unread_count', guardToken(tokens, 'read:notifications'), (c) =>
    c.json({ count: 0 }),
  );
  app.get('/api/v2/notifications', guardToken(tokens, 'read:notifications'), (c) =>
    c.json({ accounts: [], statuses: [], notification_groups: [] }),
  );
  app.get('/api/v2/search', guardToken(tokens, 'read:search'), (c) => {
    const filed = archive.byUri(c.req.query('q') ?? '');
    const found = filed === undefined ? '' : render.status(filed, time.now());
    return jsonText(c, `{"accounts":[],"statuses":[${found}],"hashtags":[]}`);
  });
  return app.route(
    '/',
    markers(tokens, () => isoOf(time.now())),
  );
}

/** The demo's owner has no filters and no mutes; a client may ask for them. */
function readsOfNothing(app: Hono<DemoEnv>, tokens: Parts['tokens']): void {
  const scopes = {
    'read:follows': ['/api/v1/follow_requests'],
    'read:statuses': ['/api/v1/conversations', '/api/v1/trends/statuses'],
    read: ['/api/v2/suggestions'],
  };
  for (const [scope, paths] of Object.entries(scopes)) {
    for (const path of paths) app.get(path, guardToken(tokens, scope), (c) => c.json([]));
  }
  app.get('/api/v1/announcements', guardToken(tokens), (c) => c.json([]));
  for (const path of ['/api/v1/custom_emojis', '/api/v1/trends/tags', '/api/v1/trends/links']) {
    app.get(path, (c) => c.json([]));
  }
}

interface Marker {
  readonly last_read_id: string;
  readonly version: number;
  readonly updated_at: string;
}

/** Where the owner stopped reading, shared among apps. Without `timeline[]` the answer is empty. */
function markers(tokens: Parts['tokens'], nowIso: () => string): Hono<DemoEnv> {
  const kept = new Map<string, Marker>();
  const app = new Hono<DemoEnv>();
  app.get('/api/v1/markers', guardToken(tokens, 'read:statuses'), (c) => {
    const asked = [...(c.req.queries('timeline[]') ?? []), ...(c.req.queries('timeline') ?? [])];
    return c.json(Object.fromEntries([...kept].filter(([name]) => asked.includes(name))));
  });
  app.post('/api/v1/markers', guardToken(tokens, 'write:statuses'), async (c) => {
    const body = await bodyOf(c);
    const moved: Record<string, Marker> = {};
    for (const name of ['home', 'notifications']) {
      const nested = body[name] as { last_read_id?: unknown } | undefined;
      const id = body[`${name}[last_read_id]`] ?? nested?.last_read_id;
      if (typeof id !== 'string') continue;
      const version = (kept.get(name)?.version ?? -1) + 1;
      moved[name] = { last_read_id: id, version, updated_at: nowIso() };
      kept.set(name, moved[name]);
    }
    return c.json(moved);
  });
  return app;
}

/** A form or JSON, whichever the client sent; anything else counts as empty. */
export async function bodyOf(c: Context): Promise<Record<string, unknown>> {
  const isJson = c.req.header('content-type')?.startsWith('application/json') === true;
  if (!isJson) return c.req.parseBody({ all: true });
  const body: unknown = await c.req.json();
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
