import { expect, test } from 'vitest';
import { openApp, serveHttp } from '../../src/http/server.ts';
import { aPageWorld } from '../support/page_world.ts';

const HOST = '127.0.0.1:4040';

function ask(path: string, headers: Record<string, string>, method = 'GET') {
  const app = openApp(aPageWorld(3).deps);
  return app.request(`http://${HOST}${path}`, {
    method,
    headers,
    ...(method === 'GET' ? {} : { body: '{"kind":"seen"}' }),
  });
}

test('only a name of this machine is answered: a rebound name is refused', async () => {
  for (const host of [HOST, 'localhost:4040', '[::1]:4040'])
    expect((await ask('/editions', { host })).status).toBe(200);
  for (const host of ['evil.example', 'evil.example:4040', '127.0.0.1.evil.example', '10.0.0.2'])
    expect((await ask('/editions', { host })).status).toBe(403);
});

test('a request that changes something must come from our own page', async () => {
  const post = async (headers: Record<string, string>) =>
    (await ask('/seen', { host: HOST, ...headers }, 'POST')).status;

  expect(await post({ origin: `http://${HOST}` })).toBe(204);
  expect(await post({ origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' })).toBe(204);
  expect(await post({})).toBe(403);
  expect(await post({ origin: 'null' })).toBe(403);
  expect(await post({ origin: 'https://evil.example' })).toBe(403);
  expect(await post({ origin: 'http://127.0.0.1:9999' })).toBe(403);
  expect(await post({ origin: `http://${HOST}`, 'sec-fetch-site': 'cross-site' })).toBe(403);
});

test('another site may link here but not embed or read', async () => {
  const from = (mode: string) =>
    ask('/editions', { host: HOST, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode });

  expect((await from('navigate')).status).toBe(200);
  expect((await from('no-cors')).status).toBe(403);
  expect((await from('cors')).status).toBe(403);
});

test('the policy lets the browser speak to this server alone and runs nothing inline', async () => {
  const response = await ask('/editions', { host: HOST });
  const policy = response.headers.get('content-security-policy') ?? '';

  for (const said of ["default-src 'none'", "base-uri 'none'", "form-action 'self'"])
    expect(policy).toContain(said);
  expect(response.headers.get('referrer-policy')).toBe('same-origin');
  expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
  expect(await response.text()).not.toMatch(/ style="|<style| on\w+="|<script(?![^>]*\ssrc=)/);
});

test('after a choice of theme the way back leads nowhere else', async () => {
  const app = openApp(aPageWorld(1).deps);
  const choose = async (back: string) => {
    const response = await app.request(`http://${HOST}/theme`, {
      method: 'POST',
      headers: { host: HOST, origin: `http://${HOST}` },
      body: new URLSearchParams({ theme: 'dark', back }),
    });
    return response.headers.get('location');
  };

  expect(await choose('/e/1?from=41')).toBe('/e/1?from=41');
  for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', 'e'])
    expect(await choose(back)).toBe('/');
});

test('a port in use is one clear line with a remedy', async () => {
  const { deps } = aPageWorld(1);
  const first = await serveHttp(deps, { port: 0 });
  const port = Number(new URL(first.url).port);

  await expect(serveHttp(deps, { port })).rejects.toMatchObject({
    code: 'busy',
    message: `port ${port} is in use: stop the program that has it, or take another with --port`,
  });
  await first.close();
});

test('after closing, the port is free at once', async () => {
  const { deps } = aPageWorld(1);
  const first = await serveHttp(deps, { port: 0 });
  const port = Number(new URL(first.url).port);
  await fetch(`${first.url}health`);
  await first.close();

  const second = await serveHttp(deps, { port });

  expect(second.url).toBe(first.url);
  await second.close();
});

test('an address that is not of this machine is refused with a remedy', async () => {
  const { deps } = aPageWorld(1);

  await expect(serveHttp(deps, { port: 0, host: '192.0.2.1' })).rejects.toMatchObject({
    code: 'usage',
    message:
      '192.0.2.1 is no address of this machine: give --host, or host under [serve], one that is; ' +
      '0.0.0.0 stands for all',
  });
});

test('where nobody named a host, only this machine can connect', async () => {
  const { deps } = aPageWorld(1);
  const serving = await serveHttp(deps, { port: 0 });

  expect(serving.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  await serving.close();
});

test('no page of any kind has a policy with holes, or anything inline for one to refuse', async () => {
  const paths = ['/', '/e/1', '/e/1?from=41', '/e/1/1', '/e/1/1/why', '/editions', '/as-it-came'];
  const others = ['/search?q=post', '/feeds', '/words', '/statistics', '/devices', '/subscribe'];
  const odd = [
    '/why-not',
    '/pair?code=x',
    '/posts/1/menu',
    '/oauth/authorize',
    '/nothing',
    '/health',
  ];
  for (const path of [...paths, ...others, ...odd]) {
    const response = await ask(path, { host: HOST });
    const policy = response.headers.get('content-security-policy') ?? '';
    const html = await response.text();

    expect(response.status, path).not.toBe(403);
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/unsafe|\*|data:|https?:/);
    expect(html, path).not.toMatch(/<style|<script(?![^>]* src="\/)|<[^>]+ (?:style|on\w+)=/);
  }
});

test.each([
  ['none', null],
  ['same-origin', null],
  ['same-site', 'same-origin'],
  ['cross-site', 'same-origin'],
  [undefined, 'same-origin'],
])(
  'a page that a browser opens from %s is cut off from what opened it: %s',
  async (site, policy) => {
    const asked = { host: HOST, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

    const answer = await ask('/editions', site ? { ...asked, 'sec-fetch-site': site } : asked);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('cross-origin-opener-policy')).toBe(policy);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  },
);
