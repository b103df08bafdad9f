import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Gate } from '../gate.ts';
import { packed } from '../packed.ts';
import { accountRoutes } from './accounts.ts';
import type { ApiDesk } from './api_desk.ts';
import { failed, refuse } from './api_error.ts';
import { appRoutes } from './apps.ts';
import { type ApiEnv, ownersAlone } from './bearer.ts';
import { crossOrigin } from './cross_origin.ts';
import { askHome, passOn } from './forwarding.ts';
import { instanceRoutes } from './instance.ts';
import { keptListRoutes } from './kept_lists.ts';
import { listRoutes } from './lists.ts';
import { markerRoutes } from './markers.ts';
import { ownerRoutes, userInfo } from './owner.ts';
import { homeRoute } from './ranked_timelines.ts';
import { relationRoutes } from './relations.ts';
import { searchRoutes } from './search.ts';
import { startUpRoutes } from './start_up_answers.ts';
import { statusRoutes } from './statuses.ts';
import { eventRoutes } from './streaming.ts';
import { tokenRoutes } from './token_routes.ts';
import { wellKnownRoutes } from './well_known.ts';
import { performWrite, writeRoutes } from './writes.ts';

/** A video that somebody posts. */
const BODY_BYTES_MAX = 100 * 2 ** 20;
/** Words alone, from whoever asks: any web page may, and what it registers is kept. */
const WORDS_BYTES_MAX = 2 ** 16;
const ASKED_WITHOUT_TOKEN = ['/api/v1/apps', '/oauth/token', '/oauth/revoke'];
const PATHS = /^\/(api|\.well-known|nodeinfo)(\/|$)|^\/oauth\/(token|revoke|userinfo)\/?$/;

/** Whether an address belongs to the API for clients, and not to the page. */
export function isOfApi(path: string): boolean {
  return PATHS.test(path);
}

/** The API for clients: what we answer ourselves, and the way to the home server for the rest. */
export function openApi(desk: ApiDesk, gate: Gate): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false }); // with or without a slash at the end
  app.use(crossOrigin);
  app.use(gate.clients);
  app.use(packed(desk.access));
  const limitedTo = (maxSize: number) =>
    bodyLimit({ maxSize, onError: (c) => refuse(c, 413, 'Too large') });
  app.on('POST', ASKED_WITHOUT_TOKEN, limitedTo(WORDS_BYTES_MAX));

  wellKnownRoutes(app, desk);
  appRoutes(app, desk);
  tokenRoutes(app, desk);
  instanceRoutes(app, desk);

  app.use('/oauth/userinfo', ownersAlone(desk));
  app.on(['GET', 'POST'], '/oauth/userinfo', (c) => userInfo(desk, c));
  eventRoutes(app, desk);

  app.use('/api/*', ownersAlone(desk));
  // Behind the token: a body that does not say its length is held while it is measured. To look for
  // one makes a whole Request of each, so that is left away where there is none.
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], '/api/*', limitedTo(BODY_BYTES_MAX));
  pushRoutes(app);
  homeRoute(app, desk);
  listRoutes(app, desk);
  markerRoutes(app, desk);
  ownerRoutes(app, desk);
  startUpRoutes(app, desk);
  accountRoutes(app, desk);
  statusRoutes(app, desk);
  searchRoutes(app, desk);
  keptListRoutes(app, desk);
  writeRoutes(app, desk);
  relationRoutes(app, desk);

  app.get('/api/*', async (c) => passOn(desk, c, await askHome(desk, c)));
  app.all('/api/*', async (c) => passOn(desk, c, await performWrite(desk, c)));
  app.notFound((c) => refuse(c, 404, 'Not found'));
  app.onError((error, c) => {
    desk.log.warn('api.failed', { path: c.req.path, reason: String(error) });
    return failed(c, error);
  });
  return app;
}

/**
 * A server writes the token of a subscription into each push: the owner's own would leave by that.
 */
function pushRoutes(app: Hono<ApiEnv>): void {
  app.get('/api/v1/push/subscription', (c) => refuse(c, 404, 'Record not found'));
  app.all('/api/v1/push/*', (c) =>
    refuse(c, 422, 'Driftline passes no push on: your server would hand out its token by that'),
  );
}
