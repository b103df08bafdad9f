// Pinafore, Enafore and Semaphore are not installed here: their requests are, in the order in which
// they were seen to send them, and what they do with the answers (clients.md, sections 0 to 3).
import { expect, test } from 'vitest';
import { innerId, type StatusJson } from '../../support/api_home.ts';
import { aServedApi } from '../../support/served_api.ts';
import { aWebClient, probe } from '../../support/web_client.ts';
import { type Instance, readsAll, tokenOf } from '../../support/web_login.ts';

const HOME = '/api/v1/timelines/home';

test.each(['Pinafore', 'Enafore', 'Semaphore'])(
  '%s: turns pages by the last id of its own list, sorted by id, and reaches the end in order',
  async (name) => {
    const api = await aServedApi();
    const client = aWebClient(api.url, 'http://localhost:4002');
    await client.ask<Instance>('/api/v1/instance');
    client.hold(await tokenOf(api, client, name));
    await readsAll(client, [
      ...['/api/v1/accounts/verify_credentials', '/api/v1/instance', '/api/v1/custom_emojis'],
      ...['/api/v1/lists', '/api/v1/filters'],
    ]);

    // Its list: merged with the new page, each id once, sorted by length and id, the highest first.
    let own: StatusJson[] = [];
    for (;;) {
      const last = own.at(-1)?.id;
      const path = last === undefined ? `${HOME}?limit=20` : `${HOME}?limit=20&max_id=${last}`;
      const page = (await client.ask<StatusJson[]>(path)).json;
      if (page.length === 0) break;
      const merged = new Map([...own, ...page].map((one) => [one.id, one]));
      own = [...merged.values()].sort(
        (a, b) => b.id.length - a.id.length || (a.id < b.id ? 1 : -1),
      );
    }
    const gap = await client.ask(`${HOME}?limit=20&since_id=${own[0]?.id}`);

    expect(own.map(innerId)).toEqual(api.order);
    expect(gap.json).toEqual([]);
    const thread = `/api/v1/statuses/${innerId(own[3] as StatusJson)}`;
    expect((await client.ask(thread)).status).toBe(200);
    expect((await client.ask(`${thread}/context`)).status).toBe(200);
    expect((await client.ask(`${thread}/favourite`, { method: 'POST' })).status).toBe(200);
    expect(api.acts()).toEqual(['favourite']);
    expect(api.had('opened')).toEqual([4]);
  },
);

test('Pinafore: what is ranked later comes above what it has, and nothing else moves', async () => {
  const api = await aServedApi();
  const client = aWebClient(api.url, 'http://localhost:4002');
  client.hold(await tokenOf(api, client, 'Pinafore'));
  const before = (await client.ask<StatusJson[]>(`${HOME}?limit=20`)).json;
  await api.goOn();
  api.draw(undefined, 'later');

  const newer = (await client.ask<StatusJson[]>(`${HOME}?limit=40&since_id=${before[0]?.id}`)).json;
  const on = (await client.ask<StatusJson[]>(`${HOME}?limit=20&max_id=${before.at(-1)?.id}`)).json;

  expect(newer.length).toBeGreaterThan(0);
  const ids = [...newer, ...before, ...on].map(({ id }) => BigInt(id));
  expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? 1 : -1)));
  expect(on.map(innerId)).toEqual(api.order.slice(20, 40));
});

test('who looks for a stream that nobody advertises is told quickly, and reads on', async () => {
  const api = await aServedApi();
  const client = aWebClient(api.url, 'http://localhost:4002');
  const token = await tokenOf(api, client, 'Elk');
  client.hold(token);
  const v1 = (await client.ask<Instance>('/api/v1/instance')).json;
  const v2 = (await client.ask<Instance>('/api/v2/instance')).json;

  // The home server of this test has no sockets.
  const byWord = probe(api.url, '/api/v1/streaming', [token]);
  const byQuery = probe(api.url, `/api/v1/streaming?stream=user&access_token=${token}`);

  expect([v1.urls, v2.configuration?.urls]).toEqual([{}, {}]);
  expect(await byWord.opened).toBe(503);
  expect(await byQuery.opened).toBe(503);
  expect((await client.ask<StatusJson[]>(`${HOME}?limit=30`)).json).toHaveLength(30);
});
