import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/core/clock.ts';
import { openApp } from '../../../src/http/server.ts';
import { ingestOnce } from '../../../src/ingest/ingest.ts';
import type { Connection } from '../../../src/mastodon/send.ts';
import { aClient, anApiHome, type StatusJson, WIDE } from '../../support/api_home.ts';
import { listening } from '../../support/listening.ts';
import { aPerson } from '../../support/small_world.ts';

/** A home that ingest reads while a client in it turns somebody. */
async function aHomeBeingRead() {
  const home = await anApiHome();
  const { ask, read } = await aClient(home.app);
  const timeline = await read('/api/v1/timelines/home?limit=40');
  const post = timeline.find(({ reblog }) => reblog === null) as StatusJson;
  const { id } = post.account as unknown as { id: string };
  const tell = async (path: string, body: object = {}) => {
    const headers = { 'content-type': 'application/json' };
    const said = await ask(path, { method: 'POST', body: JSON.stringify(body), headers });
    expect([path, said.status]).toEqual([path, 200]);
  };
  let minutes = 120;
  return {
    ...home,
    words: post.content.replaceAll(/<[^>]*>/g, ''),
    tell,
    turn: (name: string, body?: object) => tell(`/api/v1/accounts/${id}/${name}`, body),
    isThere: async () => {
      const now = await read('/api/v1/timelines/home?limit=40');
      return now.some((one) => one.id === post.id);
    },
    /** Reads all that is due by then; `meanwhile` happens once `asked` was answered. */
    async readAfter(ms: number, asked?: RegExp, meanwhile?: () => Promise<void>) {
      minutes += ms / MINUTE_MS;
      home.passes(ms);
      await home.server.passTo(minutes);
      let happens = meanwhile;
      const send = async (request: Request) => {
        const answer = await home.server.send(request);
        if (happens === undefined || !asked?.test(request.url)) return answer;
        const now = happens;
        happens = undefined;
        await now();
        return answer;
      };
      await ingestOnce(listening(home.server, home.database, { ...home.server.line, send }));
      if (meanwhile !== undefined) expect(happens).toBeUndefined();
    },
  };
}

test.each([
  ['followed', 'unfollow', 'follow', /\/following/, true],
  ['muted', undefined, 'mute', /\/mutes/, false],
  ['muted no more', 'mute', 'unmute', /\/mutes/, true],
  ['blocked', undefined, 'block', /\/blocks/, false],
] as const)('who is %s while the list is read stays so', async (_, before, turn, asked, isIn) => {
  const { readAfter, turn: turnTo, isThere } = await aHomeBeingRead();
  if (before !== undefined) await turnTo(before);

  await readAfter(7 * HOUR_MS, asked, () => turnTo(turn));
  const afterThat = await isThere();
  await readAfter(11 * MINUTE_MS);

  expect([afterThat, await isThere()]).toEqual([isIn, isIn]);
});

test('boosts that are hidden while a follow is asked about stay hidden', async () => {
  const { readAfter, turn, all } = await aHomeBeingRead();
  const hidden = () => all('select count(*) as hidden from follows where shows_boosts = 0');

  await readAfter(25 * HOUR_MS, /relationships/, () => turn('follow', { reblogs: false }));

  expect(hidden()).toEqual([{ hidden: 1 }]);
});

test('a server, a tag and a filter that are turned while each is read stay so', async () => {
  const { readAfter, tell, words, isThere, all } = await aHomeBeingRead();
  const keywords = [{ keyword: words }];
  const filter = { title: 'enough', filter_action: 'hide', keywords_attributes: keywords };

  await readAfter(2 * HOUR_MS, /domain_blocks/, () =>
    tell('/api/v1/domain_blocks', { domain: 'far.example' }),
  );
  await readAfter(2 * HOUR_MS, /followed_tags/, () => tell('/api/v1/tags/birds/follow'));
  await readAfter(2 * HOUR_MS, /\/v2\/filters/, () => tell('/api/v2/filters', filter));

  expect(all('select domain from refusals_of_domains')).toEqual([{ domain: 'far.example' }]);
  expect(all('select count(*) as tags from followed_tags where ended_at_ms is null')).toEqual([
    { tags: 1 },
  ]);
  expect(await isThere()).toBe(false);
});

test('what was turned elsewhere while the list was read is learnt of all the same', async () => {
  const { server, readAfter, turn, all } = await aHomeBeingRead();
  const following = () =>
    all('select count(*) as people from follows where ended_at_ms is null')[0]?.people as number;
  const before = following();

  await readAfter(7 * HOUR_MS, /\/following/, async () => {
    server.elsewhere.follow(aPerson('lou'), false);
    await turn('unfollow');
  });

  expect(following()).toBe(before - 2);
});

test('of two filters made at once both are heeded, whichever is answered first', async () => {
  const home = await anApiHome();
  const upstream = async () => {
    const connection = (await home.deps.api?.upstream()) as Connection;
    return { ...connection, send: (request: Request) => answerLater(connection, request) };
  };
  const api = { mainFeed: WIDE.name, upstream };
  const { ask } = await aClient(openApp({ ...home.deps, api }));
  const make = (title: string) => {
    const body = JSON.stringify({ title, context: ['home'], filter_action: 'hide' });
    const headers = { 'content-type': 'application/json' };
    return ask('/api/v2/filters', { method: 'POST', body, headers });
  };
  let second: Promise<unknown> | undefined;
  /** The list as it was asked for after the first comes once the second is heeded. */
  const answerLater = async (connection: Connection, request: Request) => {
    const answer = await connection.send(request);
    if (request.method !== 'GET' || second !== undefined) return answer;
    second = Promise.resolve(make('two'));
    await second;
    return answer;
  };

  await make('one');

  const titles = home.all("select json_extract(body, '$.title') as title from filters order by 1");
  expect(titles).toEqual([{ title: 'one' }, { title: 'two' }]);
});

test('a filter is heeded that is changed by PATCH, or ended without a word', async () => {
  const home = await anApiHome();
  const filter = { id: '1', title: 'one', context: ['home'], filter_action: 'hide', keywords: [] };
  const answers: Record<string, () => Response> = {
    PATCH: () => Response.json(filter),
    DELETE: () => new Response(null, { status: 204 }),
  };
  const upstream = async () => {
    const connection = (await home.deps.api?.upstream()) as Connection;
    const send = async (request: Request) => {
      const answer = answers[request.method]?.();
      if (answer === undefined) return connection.send(request);
      home.server.elsewhere.setFilters(request.method === 'PATCH' ? [filter] : []);
      return answer;
    };
    return { ...connection, send };
  };
  const api = { mainFeed: WIDE.name, upstream };
  const { ask } = await aClient(openApp({ ...home.deps, api }));
  const known = () => home.all('select filter_id from filters');

  await ask('/api/v2/filters/1', { method: 'PATCH' });
  const changed = known();
  const { status } = await ask('/api/v2/filters/1', { method: 'DELETE' });

  expect([changed, status, known()]).toEqual([[{ filter_id: '1' }], 204, []]);
});

test('whoever is muted and never came up is heeded where somebody names them', async () => {
  const home = await anApiHome();
  const named = {
    id: '77',
    username: 'quiz',
    acct: 'quiz@far.example',
    url: 'https://far.example/q',
  };
  const { ask: askBefore } = await aClient(home.app);
  const [post] = (await (await askBefore('/api/v1/timelines/home')).json()) as StatusJson[];
  home.database.connection
    .prepare(
      `update payloads set body = json_set(body, '$.mentions', json(?))
        where status_key = (select status_key from statuses where uri = ?)`,
    )
    .run(JSON.stringify([named]), (post?.reblog ?? post)?.uri);
  const relationship = { id: '77', following: false, muting: true, blocking: false };
  const upstream = async () => {
    const connection = (await home.deps.api?.upstream()) as Connection;
    const send = async (request: Request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/api/v1/accounts/77/mute') return Response.json(relationship);
      return pathname === '/api/v1/accounts/77' ? Response.json(named) : connection.send(request);
    };
    return { ...connection, send };
  };
  const api = { mainFeed: WIDE.name, upstream };
  const { ask, read } = await aClient(openApp({ ...home.deps, api }));
  const first = async () => (await read('/api/v1/timelines/home'))[0]?.id;
  const before = await first();

  await ask('/api/v1/accounts/77/mute', { method: 'POST' });

  expect(before).toBe(post?.id);
  expect(await first()).not.toBe(post?.id);
});
