import { expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/core/clock.ts';
import { drawEdition } from '../../../src/rank/draw.ts';
import { aClient, anApiHome, HOST, ORIGIN, type StatusJson, WIDE } from '../../support/api_home.ts';

interface Author {
  readonly id: string;
  readonly acct: string;
}

/** A home whose login may do everything, a client in it, and the first post that is no boost. */
async function aTurnedHome() {
  const home = await anApiHome();
  const { ask, read } = await aClient(home.app);
  const timeline = await read('/api/v1/timelines/home?limit=40');
  const post = timeline.find(({ reblog }) => reblog === null) as StatusJson;
  const author = post.account as Author;
  const words = post.content.replaceAll(/<[^>]*>/g, '');
  const tell = async (method: string, path: string, body: object = {}) => {
    const headers = { 'content-type': 'application/json' };
    return (await ask(path, { method, body: JSON.stringify(body), headers })).status;
  };
  const turn = (name: string, body?: object, { id } = author) =>
    tell('POST', `/api/v1/accounts/${id}/${name}`, body);
  /** Where the post stands now. */
  const stands = async () => {
    const now = await read('/api/v1/timelines/home?limit=40');
    const page = await home.app.request(`${ORIGIN}/e/1`, { headers: { host: HOST } });
    const asked = { database: home.database, feed: WIDE, seed: 'b', dryRun: true };
    const { entries } = drawEdition({ ...asked, nowMs: home.time.now() });
    const drawn = entries.map(({ account }) => account);
    return {
      client: now.some(({ id }) => id === post.id),
      page: (await page.text()).includes(words),
      ranker: drawn.includes(author.acct),
    };
  };
  return { ...home, tell, turn, stands, timeline, author, words };
}

const THERE = { client: true, page: true, ranker: true };
const NOWHERE = { client: false, page: false, ranker: false };

test.each([
  ['mute', 'unmute'],
  ['block', 'follow'],
  ['unfollow', 'follow'],
])('who is turned away by a client (%s) is gone at once, and back by %s', async (away, back) => {
  const { turn, stands } = await aTurnedHome();
  const before = await stands();

  const status = await turn(away);
  const turnedAway = await stands();
  if (away === 'block') await turn('unblock');
  await turn(back);

  expect(status).toBe(200);
  expect([before, turnedAway]).toEqual([THERE, NOWHERE]);
  expect(await stands()).toEqual(THERE);
});

test('a mute for an hour that a client made ends by itself, whatever else is turned', async () => {
  const { turn, stands, passes } = await aTurnedHome();

  await turn('mute', { duration: 3600 });
  await turn('follow');
  const muted = await stands();
  passes(HOUR_MS + 1);

  expect(muted).toEqual(NOWHERE);
  expect(await stands()).toEqual(THERE);
});

test('boosts that a client hides are hidden at once', async () => {
  const { turn, timeline, all } = await aTurnedHome();
  const booster = timeline.find(({ reblog }) => reblog !== null)?.account as Author;

  await turn('follow', { reblogs: false }, booster);

  const shown = all(`select shows_boosts from follows join accounts using (account_key)
    where handle = '${booster.acct}'`);
  expect(shown).toEqual([{ shows_boosts: 0 }]);
});

test('a server that a client blocks is gone at once, and back when it takes that back', async () => {
  const { tell, stands } = await aTurnedHome();

  await tell('POST', '/api/v1/domain_blocks', { domain: 'ELSEWHERE.example' });
  const blocked = await stands();
  await tell('DELETE', '/api/v1/domain_blocks?domain=ELSEWHERE.example');

  expect(blocked).toEqual(NOWHERE);
  expect(await stands()).toEqual(THERE);
});

test('a filter that a client makes catches what is stored at once, and ends at once', async () => {
  const { tell, stands, words } = await aTurnedHome();

  await tell('POST', '/api/v2/filters', {
    title: 'enough',
    filter_action: 'hide',
    keywords_attributes: [{ keyword: words }],
  });
  const { client, page } = await stands();
  await tell('DELETE', '/api/v2/filters/1');

  expect([client, page]).toEqual([false, false]);
  expect(await stands()).toEqual(THERE);
});

test('a tag that a client follows is followed here, until it does not', async () => {
  const { tell, all } = await aTurnedHome();
  const followed = () =>
    all('select name from followed_tags join tags using (tag_key) where ended_at_ms is null');

  await tell('POST', '/api/v1/tags/birds/follow');
  const after = followed();
  await tell('POST', '/api/v1/tags/birds/unfollow');

  expect(after).toEqual([{ name: 'birds' }]);
  expect(followed()).toEqual([]);
});

test('what the server does not do changes nothing here', async () => {
  const { turn, tell, stands, server } = await aTurnedHome();

  const unknown = await turn('mute', {}, { id: '1', acct: '' });
  server.faults.status502 = true;
  const failed = [await turn('mute'), await tell('POST', '/api/v1/domain_blocks', { domain: 'x' })];
  server.faults.status502 = false;

  expect([unknown, ...failed]).toEqual([404, 503, 503]);
  expect(await stands()).toEqual(THERE);
});
