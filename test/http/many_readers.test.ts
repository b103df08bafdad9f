import autocannon from 'autocannon';
import { expect, test } from 'vitest';
import { aServedApi, aToken } from '../support/served_api.ts';

const READERS = 200;
const REQUESTS = 5;

/** Each of many connections asks in turn for `paths`; how its answers came out. */
async function read(url: string, paths: readonly string[], headers: Record<string, string> = {}) {
  const requests = paths.map((path) => ({ method: 'GET' as const, path, headers }));
  const amount = READERS * REQUESTS;
  const { errors, timeouts, non2xx, ...all } = await autocannon({
    url,
    connections: READERS,
    amount,
    requests,
    timeout: 60,
  });
  return { errors, timeouts, non2xx, answered: all['2xx'] };
}

const WELL = { errors: 0, timeouts: 0, non2xx: 0, answered: READERS * REQUESTS };

test('two hundred readers at once read the page without an error, while something is written', async () => {
  const api = await aServedApi();
  const writing = setInterval(() => {
    api.database.connection.exec('update editions set position = position');
  }, 5);

  const came = await read(api.url, ['/e/1', '/e/1?from=41', '/e/1?from=81&fragment=1']).finally(
    () => clearInterval(writing),
  );

  expect(came).toEqual(WELL);
}, 120_000);

test('two hundred readers at once read the API without an error', async () => {
  const api = await aServedApi();
  const headers = { authorization: `Bearer ${await aToken(api.url)}` };
  const first = await (
    await fetch(`${api.url}/api/v1/timelines/home?limit=40`, { headers })
  ).json();
  const last = (first as { id: string }[]).at(-1)?.id;
  const home = '/api/v1/timelines/home?limit=40';

  expect(await read(api.url, [home, `${home}&max_id=${last}`], headers)).toEqual(WELL);
}, 120_000);
