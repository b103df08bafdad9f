import { createOAuthAPIClient, createRestAPIClient } from 'masto';
import { DriftlineError } from '../core/errors.ts';
import { configOf, guarded, refusalIn, upstream } from './asking_masto.ts';
import { scopesFor } from './login_scopes.ts';

/** What a person reads a code from, where no browser can call back. */
export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

const NAME = 'Driftline';

/** What this program is called at a server. Made once for each server, and kept. */
export interface App {
  readonly server: string; // origin
  readonly may_act: boolean;
  readonly scopes: string;
  readonly redirect_uris: readonly string[];
  readonly client_id: string;
  readonly client_secret: string;
}

/** Where apps are kept between logins. */
export interface AppMemory {
  readonly find: (server: string, mayAct: boolean) => App | undefined;
  /** In the place of one with the same server and the same rights. */
  readonly keep: (app: App) => void;
  readonly forget: (app: App) => void;
}

export interface RegistrationWish {
  readonly server: string; // origin
  readonly mayAct: boolean;
  readonly redirectUris: readonly string[];
  readonly userAgent: string;
  /** The server did not take the narrow scopes when asked with them. */
  readonly isCoarse?: boolean | undefined;
}

/** The app that is kept, where the server still knows it; else a new one, which is kept. */
export async function registered(wish: RegistrationWish, apps: AppMemory): Promise<App> {
  const known = apps.find(wish.server, wish.mayAct);
  const fits =
    known !== undefined &&
    wish.redirectUris.some((uri) => known.redirect_uris.includes(uri)) &&
    scopesFor(wish.mayAct).includes(known.scopes) && // an older Driftline asked for fewer
    (wish.isCoarse !== true || known.scopes === scopesFor(wish.mayAct)[1]);
  if (fits && (await isKnown(known, wish.userAgent))) return known;
  const app = await register(wish);
  apps.keep(app);
  return app;
}

async function register(wish: RegistrationWish): Promise<App> {
  const [narrow, coarse] = scopesFor(wish.mayAct);
  if (wish.isCoarse === true) return create(wish, coarse);
  try {
    return await create(wish, narrow);
  } catch (error) {
    if (!(error instanceof DriftlineError) || error.code !== 'unauthorized') throw error;
    return create(wish, coarse);
  }
}

async function create(wish: RegistrationWish, scopes: string): Promise<App> {
  const { server, mayAct, redirectUris, userAgent } = wish;
  const what = 'did not register Driftline';
  const app = await guarded(server, what, () =>
    createRestAPIClient(configOf(server, userAgent)).v1.apps.create({
      clientName: NAME,
      redirectUris: redirectUris.join('\n'),
      scopes,
    }),
  );
  // A page where JSON was due comes out of masto as undefined.
  const { clientId, clientSecret } = (app ?? {}) as { clientId?: string; clientSecret?: string };
  if (!clientId || !clientSecret) throw upstream(server, what);
  return {
    server,
    may_act: mayAct,
    scopes,
    redirect_uris: redirectUris,
    client_id: clientId,
    client_secret: clientSecret,
  };
}

/**
 * Whether a server still knows an app: before Mastodon 4.3 unused ones were swept away, and whoever
 * asks with such a one sees an error page that never comes back here. A code that is none is
 * refused only after the app was recognised, and no token is made.
 */
async function isKnown(app: App, userAgent: string): Promise<boolean> {
  try {
    await createOAuthAPIClient(configOf(app.server, userAgent)).token.create({
      grantType: 'authorization_code',
      clientId: app.client_id,
      clientSecret: app.client_secret,
      redirectUri: app.redirect_uris[0] as string,
      code: 'is-this-app-known',
    });
    return true;
  } catch (error) {
    return !/invalid_client/.test(refusalIn(error)?.words ?? '');
  }
}
