import type { Hono } from 'hono';
import type { ApiDesk } from './api_desk.ts';
import type { ApiEnv } from './bearer.ts';

const SCHEMA = 'http://nodeinfo.diaspora.software/ns/schema/2.0';

/**
 * Where things are. All of it names this server: a client that is told of the home server's own
 * addresses leaves us, and logs in there.
 */
export function wellKnownRoutes(app: Hono<ApiEnv>, { answers }: ApiDesk): void {
  app.get('/.well-known/host-meta', (c) => {
    const template = `${c.get('origin')}/.well-known/webfinger?resource={uri}`;
    const link = `<Link rel="lrdd" template="${template}"/>`;
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">${link}</XRD>
`;
    return c.body(xml, 200, { 'content-type': 'application/xrd+xml; charset=utf-8' });
  });

  app.get('/.well-known/oauth-authorization-server', (c) => {
    const origin = c.get('origin');
    return c.json({
      issuer: `${origin}/`,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      revocation_endpoint: `${origin}/oauth/revoke`,
      userinfo_endpoint: `${origin}/oauth/userinfo`,
      app_registration_endpoint: `${origin}/api/v1/apps`,
      scopes_supported: ['read', 'write', 'follow', 'push', 'profile'],
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      code_challenge_methods_supported: ['S256'],
      service_documentation: `${origin}/`,
    });
  });

  app.get('/.well-known/nodeinfo', (c) =>
    c.json({ links: [{ rel: SCHEMA, href: `${c.get('origin')}/nodeinfo/2.0` }] }),
  );

  app.get('/nodeinfo/2.0', (c) => {
    const told = answers.find('/api/v2/instance') ?? answers.find('/api/v1/instance');
    const { version } = told === undefined ? { version: undefined } : JSON.parse(told);
    return c.json({
      version: '2.0',
      software: softwareOf(typeof version === 'string' ? version : ''),
      protocols: ['activitypub'],
      services: { outbound: [], inbound: [] },
      usage: { users: { total: 1, activeMonth: 1, activeHalfyear: 1 }, localPosts: 0 },
      openRegistrations: false,
      metadata: {},
    });
  });
}

/** "2.7.2 (compatible; Akkoma 3.13.2)" is an Akkoma; a number alone is a Mastodon. */
function softwareOf(version: string): { readonly name: string; readonly version: string } {
  const [, name, own] = /\(compatible; ([A-Za-z]+) ([^)\s]+)/.exec(version) ?? [];
  if (name !== undefined && own !== undefined) return { name: name.toLowerCase(), version: own };
  return { name: 'mastodon', version: version === '' ? '4.3.0' : version };
}
