import { anApiHome, HOST, ORIGIN } from './api_home.ts';

export const OOB = 'urn:ietf:wg:oauth:2.0:oob';
/** As the page's own form sends it. */
export const OURS = { origin: ORIGIN, 'sec-fetch-site': 'same-origin' };
/** A home, and what asks at its door without a token. */
export async function aDoor(more: Parameters<typeof anApiHome>[0] = {}) {
  const home = await anApiHome(more);
  const send = (path: string, init: RequestInit = {}) =>
    home.app.request(`${ORIGIN}${path}`, { ...init, headers: { host: HOST, ...init.headers } });
  const post = (path: string, words: Record<string, string>, headers: object = {}) =>
    send(path, { method: 'POST', body: new URLSearchParams(words), headers: { ...headers } });
  const register = async (more: Record<string, string> = {}) => {
    const words = { client_name: 'Elk', redirect_uris: OOB, scopes: 'read write', ...more };
    return (await post('/api/v1/apps', words)).json() as Promise<Record<string, string>>;
  };
  const allow = (words: Record<string, string>, headers: object = OURS) =>
    post('/oauth/authorize', { response_type: 'code', answer: 'yes', ...words }, headers);
  return { ...home, send, post, register, allow };
}

/** The code that a page shows. */
export const codeIn = async (response: Response) =>
  /<code>([^<]+)<\/code>/.exec(await response.text())?.[1] ?? '';
