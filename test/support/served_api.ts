import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { serveHttp } from '../../src/http/server.ts';
import { anApiHome } from './api_home.ts';

export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';
/** Half a second an entry and more; and far less. */
export const PACES = [
  ['a reader', 25_000],
  ['a machine', 200],
] as const;

/** A home behind a real port, for clients that know nothing of us. */
export async function aServedApi() {
  const home = await anApiHome();
  const serving = await serveHttp(home.deps, { port: 0 });
  onTestFinished(serving.close);
  const url = serving.url.replace(/\/$/, '');
  const had = (kind: string) =>
    home
      .all(`select position from exposures where kind = '${kind}' and via = 'api'`)
      .map(({ position }) => Number(position))
      .toSorted((a, b) => a - b);
  return {
    ...home,
    url,
    had,
    order: home.edition.entries.map(({ statusId }) => statusId),
    acts: () => home.all('select kind from actions').map(({ kind }) => kind),
    allow: (address: string) => allow(url, address),
  };
}

export type ServedApi = Awaited<ReturnType<typeof aServedApi>>;

/** What the owner does in a browser: opens the page, and presses Allow. Gives the code. */
export async function allow(url: string, address: string): Promise<string> {
  const answer = await pressAllow(url, address);
  const code = /<code>([^<]+)<\/code>/.exec(await answer.text())?.[1];
  if (code === undefined) throw new Error(`no code from ${address}: ${answer.status}`);
  return code;
}

/** The same, where the browser is led back to the client: the address to which it is led. */
export async function ledBack(url: string, address: string): Promise<string> {
  const answer = await pressAllow(url, address);
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`nobody was led back from ${address}: ${answer.status}`);
  return location;
}

async function pressAllow(url: string, address: string): Promise<Response> {
  const page = await (await fetch(address)).text();
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const words = inputs.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]);
  const body = new URLSearchParams([...words, ['counts', 'yes'], ['answer', 'yes']]);
  body.delete('back'); // the form of the theme
  return fetch(`${url}/oauth/authorize`, {
    method: 'POST',
    body,
    headers: { origin: url, 'sec-fetch-site': 'same-origin' },
    redirect: 'manual',
  });
}

async function post(address: string, words: Record<string, string>) {
  const response = await fetch(address, { method: 'POST', body: new URLSearchParams(words) });
  return (await response.json()) as Record<string, string>;
}

/** Registers a client, says yes to it, and gives its token. */
export async function aToken(url: string): Promise<string> {
  const redirect_uri = OUT_OF_BAND;
  const { client_id = '', client_secret = '' } = await post(`${url}/api/v1/apps`, {
    client_name: 'Elk',
    redirect_uris: redirect_uri,
    scopes: 'read write',
  });
  const scope = 'read write';
  const query = new URLSearchParams({ client_id, redirect_uri, response_type: 'code', scope });
  const code = await allow(url, `${url}/oauth/authorize?${query}`);
  const grant_type = 'authorization_code';
  const words = { grant_type, client_id, client_secret, redirect_uri, code };
  return (await post(`${url}/oauth/token`, words)).access_token as string;
}

/** A program that is installed here; undefined where it is not. */
export function installed(...candidates: readonly (readonly [string, ...string[]])[]) {
  return candidates.find(([command, ...args]) => spawnSync(command, args).status === 0)?.[0];
}

/** Talks with a program, line by line. */
export function converse(command: string, args: readonly string[], env: object = {}) {
  const child: ChildProcess = spawn(command, args, { env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill());
  let heard = '';
  const listeners = new Set<() => void>();
  const hear = (bytes: unknown) => {
    heard += String(bytes);
    for (const listener of listeners) listener();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    say: (text: string) => void child.stdin?.write(text),
    heard: () => heard,
    ended,
    /** Resolves with what matches, and forgets what came up to there. */
    until: (pattern: RegExp): Promise<RegExpExecArray> =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(heard);
          if (found === null) return;
          listeners.delete(look);
          heard = heard.slice(found.index + found[0].length);
          resolve(found);
        };
        listeners.add(look);
        ended.then(() => reject(new Error(`ended before ${pattern}, having said: ${heard}`)));
        look();
      }),
  };
}
