// A page of the API for clients, 40 entries, against a bare node:http server of the same bytes.
import { join } from 'node:path';
import { BENCH_FILE } from './bench_draw.mjs';
import { BARE, MAIN, requestsASecond, start } from './bench_page.mjs';
import { inTurns } from './bench_rounds.mjs';

const ROUNDS = 3;
const PATH = '/api/v1/timelines/home?limit=40';
const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

export async function measureApi(scratch) {
  const database = join(scratch, BENCH_FILE);
  const server = await start([MAIN, 'serve', '--port', '0', '--db', database], scratch);
  try {
    const headers = { authorization: `Bearer ${await logIn(server.url)}` };
    const address = new URL(PATH, server.url);
    const answer = await fetch(address, { headers });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const entries = JSON.parse(bytes.toString()).length;
    if (entries !== 40) throw new Error(`the API page has ${entries} entries`);
    const bare = await start([BARE], scratch, bytes);
    try {
      const [ours, ceiling] = await inTurns(
        ROUNDS,
        () => requestsASecond(address, headers),
        () => requestsASecond(bare.url),
      );
      return [
        {
          what: 'requests/s, an API page of 40 ÷ bare node:http sending the same bytes',
          measured: ours / ceiling,
          target: 0.42,
          isAtLeast: true,
          detail: `${ours.toFixed(0)} and ${ceiling.toFixed(0)} a second, ${bytes.length} bytes`,
        },
      ];
    } finally {
      bare.stop();
    }
  } finally {
    server.stop();
  }
}

/** As a client does that no browser calls back. */
export async function logIn(url) {
  const post = (path, words, headers = {}) =>
    fetch(new URL(path, url), { method: 'POST', body: new URLSearchParams(words), headers });
  const app = { client_name: 'bench', redirect_uris: OUT_OF_BAND, scopes: 'read' };
  const { client_id, client_secret } = await (await post('/api/v1/apps', app)).json();
  const wish = { client_id, redirect_uri: OUT_OF_BAND, response_type: 'code', answer: 'yes' };
  const allowed = await post('/oauth/authorize', wish, { origin: new URL(url).origin });
  const code = /<code>([^<]+)<\/code>/.exec(await allowed.text())?.[1];
  const exchange = { grant_type: 'authorization_code', client_id, client_secret, code };
  const token = await post('/oauth/token', { ...exchange, redirect_uri: OUT_OF_BAND });
  return (await token.json()).access_token;
}
