// BitlBee's plugin (Debian's bitlbee-plugin-mastodon) asks for its token by HTTP 1.0, and for the rest
// by 1.1, as it was seen to.
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { allow, aServedApi, OUT_OF_BAND } from '../../support/served_api.ts';

/** One request as the bytes that they are, and the whole answer to it. */
function askedAs(url: string, lines: readonly string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname);
    socket.setEncoding('utf8').on('error', reject);
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('end', () => resolve(answer));
    socket.write([...lines, `Content-Length: ${body.length}`, '', body].join('\r\n'));
  });
}

test('BitlBee: a token is given to who asks by HTTP 1.0, and nothing else is', async () => {
  const { url, order } = await aServedApi();
  const words = { client_name: 'bitlbee', redirect_uris: OUT_OF_BAND, scopes: 'read write follow' };
  const registered = await fetch(`${url}/api/v1/apps`, {
    method: 'POST',
    body: new URLSearchParams(words),
  });
  const { client_id, client_secret } = (await registered.json()) as Record<string, string>;
  const redirect_uri = OUT_OF_BAND;
  const asked = new URLSearchParams({ client_id: client_id as string, redirect_uri });
  const query = `response_type=code&scope=read+write+follow&${asked}`;
  const code = await allow(url, `${url}/oauth/authorize?${query}`);
  const form = new URLSearchParams({
    ...{ client_id: client_id as string, client_secret: client_secret as string, code },
    ...{ redirect_uri, grant_type: 'authorization_code' },
  });
  const host = `Host: ${new URL(url).host}`;
  const type = 'Content-Type: application/x-www-form-urlencoded';

  const given = await askedAs(url, ['POST /oauth/token HTTP/1.0', host, type], `${form}`);
  const token = /"access_token":"([^"]+)"/.exec(given)?.[1];
  const bearer = `Authorization: Bearer ${token}`;
  const home = await fetch(`${url}/api/v1/timelines/home`, {
    headers: { authorization: `Bearer ${token}` },
  });

  expect(given).toMatch(/^HTTP\/1\.1 200 /);
  expect(((await home.json()) as { id: string }[]).length).toBe(Math.min(20, order.length));
  for (const path of ['/api/v1/timelines/home', '/api/v1/apps/verify_credentials', '/'])
    expect(await askedAs(url, [`GET ${path} HTTP/1.0`, host, bearer]), path).toMatch(
      /^HTTP\/1\.1 403 /,
    );
});
