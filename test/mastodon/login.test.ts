import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import {
  beginLogin,
  credentialsOf,
  type LoginWish,
  refreshed,
  revoke,
} from '../../src/mastodon/login.ts';
import { scopesFor } from '../../src/mastodon/login_scopes.ts';
import { openLoopback } from '../../src/mastodon/loopback.ts';
import { originOf } from '../../src/mastodon/origin.ts';
import { type App, OUT_OF_BAND } from '../../src/mastodon/registration.ts';
import { aServer } from '../support/demo_server.ts';
import { aPerson, smallWorld } from '../support/small_world.ts';

const AGENT = 'Driftline/test';
const NOW_MS = Date.UTC(2026, 10, 2);
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function aHome() {
  const server = await aServer(smallWorld([aPerson('ada')], []));
  open.push(server);
  return server;
}

function texts() {
  let nth = 0;
  return () => {
    nth += 1;
    return `not-to-be-guessed-${nth}-${'x'.repeat(30)}`;
  };
}

/** Apps as a program keeps them between two logins. */
function someApps() {
  let kept: readonly App[] = [];
  const without = (app: App) =>
    kept.filter((one) => one.server !== app.server || one.may_act !== app.may_act);
  return {
    all: () => kept,
    find: (server: string, mayAct: boolean) =>
      kept.find((one) => one.server === server && one.may_act === mayAct),
    keep(app: App) {
      kept = [...without(app), app];
    },
    forget(app: App) {
      kept = without(app);
    },
  };
}

/** The owner's wish, by a pasted code where nothing else is said. */
function aWish(server: string, more: Partial<LoginWish> = {}): LoginWish {
  const redirectUri = more.redirectUri ?? OUT_OF_BAND;
  return {
    server,
    mayAct: false,
    redirectUri,
    redirectUris: [...new Set([redirectUri, OUT_OF_BAND])],
    userAgent: AGENT,
    randomText: texts(),
    now: () => NOW_MS,
    apps: someApps(),
    ...more,
  };
}

/** The owner says yes: the form is sent back with everything that the address asked for. */
async function allow(address: string): Promise<Response> {
  const asked = new URL(address);
  return fetch(new URL('/oauth/authorize', asked.origin), {
    method: 'POST',
    body: asked.searchParams,
    redirect: 'manual',
  });
}

test('a login on a loopback redirect ends with a token that reads the home and nothing more', async () => {
  const server = await aHome();
  const loopback = await openLoopback();
  open.push(loopback);
  const underWay = await beginLogin(aWish(server.url, { redirectUri: loopback.redirectUri }));
  const coming = loopback.code(underWay.state);

  const said = await allow(underWay.address);
  const page = await fetch(said.headers.get('location') ?? '');
  const credentials = await underWay.finish(await coming);

  expect(await page.text()).toContain('You can close this page');
  expect(credentials).toMatchObject({ server: server.url, scopes: scopesFor(false)[0] });
  expect(credentials.acct).toMatch(/^owner@/);
  const home = await fetch(`${server.url}/api/v1/timelines/home`, {
    headers: { authorization: `Bearer ${credentials.token}` },
  });
  const favourite = await fetch(`${server.url}/api/v1/statuses/1/favourite`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credentials.token}` },
  });
  expect([home.status, favourite.status]).toEqual([200, 403]);
});

test('a redirect with another state is shown the door, and the login goes on', async () => {
  const loopback = await openLoopback();
  open.push(loopback);
  const coming = loopback.code('ours');

  const { port } = new URL(loopback.redirectUri);
  const nonsense = await new Promise((resolve) =>
    request({ port, host: '127.0.0.1', path: '//' }, (answer) => resolve(answer.statusCode)).end(),
  );
  const stranger = await fetch(`${loopback.redirectUri}?state=theirs&code=stolen`);
  await fetch(`${loopback.redirectUri}?state=ours&code=good`);

  expect([nonsense, stranger.status]).toEqual([404, 404]);
  expect(await coming).toBe('good');
});

test('an owner who says no is told so', async () => {
  const loopback = await openLoopback();
  open.push(loopback);
  const coming = loopback.code('ours');
  coming.catch(() => {});

  await fetch(`${loopback.redirectUri}?state=ours&error=access_denied`);

  await expect(coming).rejects.toMatchObject({ code: 'unauthorized' });
});

test('with a pasted code and write scopes it may act', async () => {
  const server = await aHome();
  const underWay = await beginLogin(aWish(server.url, { mayAct: true }));

  const code = /<code>([^<]+)<\/code>/.exec(await (await allow(underWay.address)).text())?.[1];
  const credentials = await underWay.finish(` ${code}\n`);

  expect(credentials.scopes).toMatch(
    /^read:accounts .+ read:search write:favourites write:bookmarks write:statuses$/,
  );
});

test('a code is worth nothing without the verifier that asked for it', async () => {
  const server = await aHome();
  const wish = aWish(server.url);
  const ours = await beginLogin(wish);
  const code = /<code>([^<]+)<\/code>/.exec(await (await allow(ours.address)).text())?.[1] ?? '';
  const theirs = await beginLogin({ ...wish, randomText: () => 'another'.repeat(6) });

  await expect(theirs.finish(code)).rejects.toMatchObject({ code: 'unauthorized' });
});

test('logging out ends the token at the server', async () => {
  const server = await aHome();
  const underWay = await beginLogin(aWish(server.url));
  const code =
    /<code>([^<]+)<\/code>/.exec(await (await allow(underWay.address)).text())?.[1] ?? '';
  const credentials = await underWay.finish(code);

  const isRevoked = await revoke(credentials, AGENT);

  expect(isRevoked).toBe(true);
  await expect(credentialsOf(server.url, credentials.token, AGENT)).rejects.toMatchObject({
    code: 'unauthorized',
  });
});

test('a ready token is checked, and its owner is known', async () => {
  const server = await aHome();

  const credentials = await credentialsOf(server.url, `${server.token}\n`, AGENT);

  expect(credentials).toMatchObject({ token: server.token, client_id: '' });
  expect(await revoke(credentials, AGENT)).toBe(false);
});

test('a server registers Driftline once for each of its rights, and once more when it forgot', async () => {
  const server = await aHome();
  const apps = someApps();
  const idOf = async (more: Partial<LoginWish> = {}) => {
    const { address } = await beginLogin(aWish(server.url, { apps, ...more }));
    return new URL(address).searchParams.get('client_id');
  };

  const first = await idOf();
  const again = await idOf();
  const acting = await idOf({ mayAct: true });
  apps.keep({ ...(apps.find(server.url, true) as App), scopes: 'read:accounts' });
  const ofAnOlderDriftline = await idOf({ mayAct: true });
  server.forgetApps();
  const afterwards = await idOf();

  expect(again).toBe(first);
  expect(new Set([first, acting, ofAnOlderDriftline, afterwards]).size).toBe(4);
  expect(apps.all()).toHaveLength(2);
});

test('a server that knows only the scopes of old is asked for these', async () => {
  const server = await aHome();
  server.faults.coarseScopes = true;

  const reading = await beginLogin(aWish(server.url));
  const acting = await beginLogin(aWish(server.url, { mayAct: true }));

  const scopes = [reading, acting].map(({ address }) => new URL(address).searchParams.get('scope'));
  expect(scopes).toEqual(['read', 'read write']);
});

test('a token that ends is refreshed, once, and the one before is void', async () => {
  const server = await aServer(smallWorld([aPerson('ada')], []), { tokensLiveMs: 600_000 });
  open.push(server);
  const underWay = await beginLogin(aWish(server.url));
  const code = /<code>([^<]+)<\/code>/.exec(await (await allow(underWay.address)).text())?.[1];
  const given = await underWay.finish(code ?? '');

  const next = await refreshed(given, { userAgent: AGENT, now: () => NOW_MS + 500_000 });
  const third = refreshed(given, { userAgent: AGENT, now: () => NOW_MS });

  expect(given).toMatchObject({ expires_at_ms: NOW_MS + 600_000, renew_at_ms: NOW_MS + 480_000 });
  expect(next).toMatchObject({ acct: given.acct, expires_at_ms: NOW_MS + 1_100_000 });
  await expect(third).rejects.toMatchObject({ code: 'unauthorized' });
  await expect(credentialsOf(server.url, given.token, AGENT)).rejects.toThrow(/revoked/);
  await credentialsOf(server.url, next.token, AGENT);
});

test('a server behind a broken proxy is named, and no token is in the error', async () => {
  const server = await aHome();
  server.faults.status502 = true;

  const failed = credentialsOf(server.url, 'secret-token', AGENT);

  const error = await failed.catch((caught: unknown) => caught as Error);
  expect(error).toMatchObject({ code: 'upstream' });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret-token');
});

test('a server may be named in many ways, and a token never goes out in the clear', () => {
  const names = ['example.social', '@ada@example.social', 'https://example.social/@ada'];
  names.push('Example.Social.', 'ada@example.social.');

  expect(names.map(originOf)).toEqual(names.map(() => 'https://example.social'));
  expect(() => originOf('http://example.social')).toThrow(/https/);
  expect(() => originOf('ftp://example.social')).toThrow(/is no server/);
  expect(() => originOf('  ')).toThrow(/driftline login example.social/);
  expect(originOf('http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000');
});
