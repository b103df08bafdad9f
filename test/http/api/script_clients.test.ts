import { createOAuthAPIClient, createRestAPIClient } from 'masto';
import megalodon from 'megalodon';
import { expect, test } from 'vitest';
import { aServedApi, OUT_OF_BAND, PACES, type ServedApi } from '../../support/served_api.ts';

const PAGE = 40;
/** A CommonJS package, whose default is a member where nothing unwraps it. */
const generator = (
  'default' in megalodon ? megalodon.default : megalodon
) as typeof megalodon.default;

async function byMasto({ url, allow }: ServedApi) {
  const scopes = 'read write';
  const app = await createRestAPIClient({ url }).v1.apps.create({
    clientName: 'a masto.js',
    redirectUris: OUT_OF_BAND,
    scopes,
  });
  const clientId = app.clientId as string;
  const clientSecret = app.clientSecret as string;
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: OUT_OF_BAND,
    response_type: 'code',
    scope: scopes,
  });
  const token = await createOAuthAPIClient({ url }).token.create({
    clientId,
    clientSecret,
    redirectUri: OUT_OF_BAND,
    grantType: 'authorization_code',
    code: await allow(`${url}/oauth/authorize?${query}`),
    scope: scopes,
  });
  return createRestAPIClient({ url, accessToken: token.accessToken });
}

async function byMegalodon({ url, allow }: ServedApi) {
  const door = generator('mastodon', url);
  const app = await door.registerApp('a script', {
    scopes: ['read', 'write'],
    redirect_uris: OUT_OF_BAND,
  });
  const code = await allow(app.url as string);
  const token = await door.fetchAccessToken(app.client_id, app.client_secret, code, OUT_OF_BAND);
  return generator('mastodon', url, token.access_token);
}

/** The whole edition is served; seen is what a reader had the time to read. */
function expectLedger({ had, order }: ServedApi, pace: string): void {
  const places = order.map((_, at) => at + 1);
  expect(had('served')).toEqual(places);
  const lastPage = Math.floor((order.length - 1) / PAGE) * PAGE;
  expect(had('seen')).toEqual(pace === 'a reader' ? places.slice(0, lastPage) : []);
}

test.each(PACES)('masto reads the whole edition as %s', async (pace, pauseMs) => {
  const api = await aServedApi();
  const client = await byMasto(api);
  const read: string[] = [];

  for await (const page of client.v1.timelines.home.list({ limit: PAGE })) {
    read.push(...page.map((status) => (status.reblog ?? status).id));
    api.passes(pauseMs);
  }

  expect(read).toEqual(api.order);
  expectLedger(api, pace);
});

test('masto opens a thread, favourites and boosts, and the ledger has it', async () => {
  const api = await aServedApi();
  const client = await byMasto(api);
  const page = await client.v1.timelines.home.list({ limit: 5 });
  const own = page.find((status) => !status.reblog);
  const status = client.v1.statuses.$select(own?.id as string);

  const thread = await status.context.fetch();
  const favourited = await status.favourite();
  const boosted = await status.reblog();

  expect(thread.ancestors).toBeInstanceOf(Array);
  expect(favourited.favourited).toBe(true);
  expect(boosted.reblog?.id).toBe(own?.id);
  expect(api.had('opened')).toHaveLength(1);
  expect(api.acts()).toEqual(['favourite', 'reblog']);
  expect((await client.v1.accounts.verifyCredentials()).username).toBe('owner');
  expect((await client.v2.instance.fetch()).version).toBe('4.6.5');
});

test('masto reads the edition as a list', async () => {
  const api = await aServedApi();
  const client = await byMasto(api);
  const feed = (await client.v1.lists.list()).find(({ title }) => title === 'Driftline: morning');
  const read: string[] = [];

  for await (const page of client.v1.timelines.list.$select(feed?.id as string).list())
    read.push(...page.map((status) => (status.reblog ?? status).id));

  expect(read).toEqual(api.order);
});

test.each(PACES)('megalodon reads the whole edition as %s', async (pace, pauseMs) => {
  const api = await aServedApi();
  const client = await byMegalodon(api);
  const read: string[] = [];
  let last: string | undefined;

  for (;;) {
    const options = { limit: PAGE, ...(last === undefined ? {} : { max_id: last }) };
    const { data } = await client.getHomeTimeline(options);
    if (data.length === 0) break;
    read.push(...data.map((status) => (status.reblog ?? status).id));
    last = data.at(-1)?.id;
    // It asks behind the end as well, at once.
    api.passes(data.length === PAGE ? pauseMs : 0);
  }

  expect(read).toEqual(api.order);
  expectLedger(api, pace);
});

test('megalodon opens a thread, favourites and boosts, and the ledger has it', async () => {
  const api = await aServedApi();
  const client = await byMegalodon(api);
  const { data } = await client.getHomeTimeline({ limit: 5 });
  const id = data.find((status) => !status.reblog)?.id as string;

  await client.getStatusContext(id);
  await client.favouriteStatus(id);
  await client.reblogStatus(id);

  expect(api.had('opened')).toHaveLength(1);
  expect(api.acts()).toEqual(['favourite', 'reblog']);
});
