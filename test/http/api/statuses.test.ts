import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src/core/clock.ts';
import { openApp } from '../../../src/http/server.ts';
import type { Connection } from '../../../src/mastodon/send.ts';
import { openFiling } from '../../../src/store/filing.ts';
import { aClient, anApiHome, innerId, type StatusJson } from '../../support/api_home.ts';

const HOME = '/api/v1/timelines/home';

interface Counts {
  readonly favourites_count: number;
  readonly reblogs_count: number;
}

async function aReader() {
  const home = await anApiHome();
  const client = await aClient(home.app);
  return { ...home, ...client, filing: openFiling(home.database) };
}

test('a stored status is put together again as the home server said it', async () => {
  const { read, server } = await aReader();
  const page = await read(`${HOME}?limit=40`);

  expect(page.length).toBe(40);
  for (const status of page) {
    const inner = status.reblog ?? status;
    const { filtered: _, ...ours } = inner as StatusJson & { filtered: unknown };
    const theirs = server.statusOf(inner.id);
    for (const name of ['uri', 'url', 'content', 'created_at', 'visibility', 'media_attachments'])
      expect(ours).toHaveProperty(name, theirs[name]);
    expect(ours.account.acct).toBe((theirs.account as { acct: string }).acct);
  }
});

test('a boost has every member of a status around the post', async () => {
  const { read } = await aReader();
  const page = await read(`${HOME}?limit=40`);
  const boost = page.find(({ reblog }) => reblog !== null) as StatusJson;
  const plain = page.find(({ reblog }) => reblog === null) as StatusJson;

  const members = Object.keys(plain).filter((name) => name !== 'quote_approval');
  expect(Object.keys(boost)).toEqual(expect.arrayContaining(members));
});

test('what was deleted meanwhile is left out, and the page is full all the same', async () => {
  const { read, filing, edition, time } = await aReader();
  const [first, second] = edition.entries;
  await read(`${HOME}?limit=5`);
  filing.forget(1, second?.statusId as string, time.now());

  const page = await read(`${HOME}?limit=5`);

  expect(page).toHaveLength(5);
  expect(innerId(page[0] as StatusJson)).toBe(first?.statusId);
  expect(page.map(innerId)).not.toContain(second?.statusId);
});

test('who is muted meanwhile is left out', async () => {
  const { read, all, database, passes } = await aReader();
  const [first] = await read(`${HOME}?limit=5`);
  const author = (first?.reblog ?? first)?.account.acct as string;
  const [row] = all(
    `select account_key from accounts where handle like '${author.split('@')[0]}@%'`,
  );
  database.connection
    .prepare("insert into refusals_of_people values (1, ?, 'mute', 0, null, null)")
    .run(row?.account_key);
  passes(MINUTE_MS);

  const page = await read(`${HOME}?limit=40`);

  expect(page.length).toBeGreaterThan(20);
  expect(page.map((one) => (one.reblog ?? one).account.acct)).not.toContain(author);
});

test('a filter that warns stands with the status; one that hides leaves it out', async () => {
  const { read, all, database } = await aReader();
  const [warned, hidden] = await read(`${HOME}?limit=2`);
  const filter = (id: string, title: string, action: string) =>
    database.connection
      .prepare('insert into filters (login_key, filter_id, body) values (1, ?, ?)')
      .run(id, JSON.stringify({ id, title, context: ['home'], filter_action: action }));
  const match = (status: StatusJson | undefined, id: string, effect: string) => {
    const uri = (status?.reblog ?? status)?.uri;
    const [row] = all(`select status_key from statuses where uri = '${uri}'`);
    database.connection
      .prepare('insert into filter_matches values (?, 1, ?, ?, null)')
      .run(row?.status_key, id, effect);
  };
  filter('7', 'spoilers', 'warn');
  filter('8', 'never', 'hide');
  match(warned, '7', 'warn');
  match(hidden, '8', 'hide');

  const page = await read(`${HOME}?limit=2`);

  expect(page[0]).toMatchObject({
    filtered: [{ filter: { id: '7', title: 'spoilers', filter_action: 'warn' } }],
  });
  expect(innerId(page[1] as StatusJson)).not.toBe(innerId(hidden as StatusJson));
});

test('what the owner did stands in the post, wherever it was done', async () => {
  const { read, ask } = await aReader();
  const [status] = await read(`${HOME}?limit=1`);
  await ask(`/api/v1/statuses/${innerId(status as StatusJson)}/favourite`, { method: 'POST' });

  const [again] = await read(`${HOME}?limit=1`);

  expect((again?.reblog ?? again)?.favourited).toBe(true);
});

test('what was done in a client counts, and what was taken back no longer', async () => {
  const { read, ask, passes } = await aReader();
  const shown = async () => {
    const [one] = await read(`${HOME}?limit=1`);
    const { favourites_count, reblogs_count } = (one?.reblog ?? one) as unknown as Counts;
    return [favourites_count, reblogs_count];
  };
  const [status] = await read(`${HOME}?limit=1`);
  const act = (name: string) => {
    passes(1_000); // what was told later stands
    return ask(`/api/v1/statuses/${innerId(status as StatusJson)}/${name}`, { method: 'POST' });
  };
  const [favourites = 0, boosts = 0] = await shown();

  await act('favourite');
  await act('reblog');
  expect(await shown()).toEqual([favourites + 1, boosts + 1]);
  await act('unreblog');
  await act('unfavourite');
  expect(await shown()).toEqual([favourites, boosts]);
});

test('a poll whose time is over takes no votes, whatever was told when it came', async () => {
  const { app, database, passes, time } = await anApiHome();
  const expires_at = new Date(time.now() + 60_000).toISOString();
  const poll = { id: '77', expired: false, expires_at, multiple: false, voted: false, options: [] };
  database.connection
    .prepare(`update payloads set body = json_set(body, '$.poll', json(?))`)
    .run(JSON.stringify(poll));
  const { read } = await aClient(app);
  const isOver = async () => {
    const [one] = await read('/api/v1/timelines/home?limit=1');
    return ((one?.reblog ?? one) as unknown as { poll: typeof poll }).poll.expired;
  };

  expect(await isOver()).toBe(false);
  passes(60_000);
  expect(await isOver()).toBe(true);
});

test('a vote stands in the poll, also where the post is read again from here', async () => {
  const home = await anApiHome();
  const options = ['rye', 'oats'].map((title) => ({ title, votes_count: 0 }));
  const poll = { id: '77', multiple: false, votes_count: 0, voted: false, own_votes: [], options };
  home.database.connection
    .prepare(`update payloads set body = json_set(body, '$.poll', json(?))`)
    .run(JSON.stringify(poll));
  const answered = { ...poll, votes_count: 1, voted: true, own_votes: [1] };
  const connection = (await home.deps.api?.upstream()) as Connection;
  const send = async (request: Request) =>
    request.url.endsWith('/api/v1/polls/77/votes')
      ? Response.json(answered)
      : connection.send(request);
  const upstream = async () => ({ ...connection, send });
  const app = openApp({ ...home.deps, api: { mainFeed: 'morning', upstream } });
  const { ask, read } = await aClient(app);
  const shown = async () => {
    const [one] = await read(`${HOME}?limit=1`);
    return (one?.reblog ?? one) as unknown as { poll: unknown };
  };
  const before = await shown();

  await ask('/api/v1/polls/77/votes', { method: 'POST', body: new URLSearchParams('choices[]=1') });

  expect(before.poll).toEqual(poll);
  expect((await shown()).poll).toEqual(answered);
});
