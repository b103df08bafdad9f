import { openApp } from '../../src/http/server.ts';
import { aPageWorld, type PageWorld } from './page_world.ts';

const HOST = '127.0.0.1:4040';
const OURS = { host: HOST, origin: `http://${HOST}` };

/** The server of a world, asked without a network. */
export function anApp(world: PageWorld = aPageWorld()) {
  const app = openApp(world.deps);
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(`http://${HOST}${path}`, { headers: { host: HOST, ...headers } });
  const send = (path: string, body: string | URLSearchParams, headers: object = OURS) =>
    app.request(`http://${HOST}${path}`, { method: 'POST', body, headers: { ...headers } });
  return { world, get, send };
}

export const bodyOf = async (response: Response | Promise<Response>) => (await response).text();
