import { expect, test } from 'vitest';
import { aDoor, OOB, OURS } from '../../support/api_door.ts';

test.each([
  ['read', 'would see your timelines and notifications.'],
  [
    'read write',
    'see your timelines and notifications, and post, favourite, boost, follow and block as',
  ],
  ['read:statuses write:bookmarks', 'would see posts and timelines, and save as you.'],
  ['read:lists', 'would see your lists.'],
  ['write:favourites write:media', 'would favourite and send pictures as you.'],
  ['profile', 'would learn who you are.'],
])('the page says what is asked for, and nothing beyond: %s', async (scopes, words) => {
  const { register, send } = await aDoor();
  const { client_id = '' } = await register({ scopes });
  const asked = { client_id, redirect_uri: OOB, response_type: 'code', scope: scopes };

  const page = await send(`/oauth/authorize?${new URLSearchParams(asked)}`);

  expect((await page.text()).replace(/\s+/g, ' ')).toContain(words);
});

test.each([
  ['read write', [], true],
  ['read', [], false],
  ['read write', ['favourite'], false],
] as const)(
  '%s, where the login may do %j: is it told that acts are refused? %s',
  async (scopes, may, told) => {
    const acting = { may: () => new Set(may), tried: async () => {} };
    const { register, send, server } = await aDoor({ more: { acting } });
    const { client_id = '' } = await register({ scopes });
    const asked = { client_id, redirect_uri: OOB, response_type: 'code', scope: scopes };

    const page = await send(`/oauth/authorize?${new URLSearchParams(asked)}`);

    const words = `driftline login ${new URL(server.url).host} --act`;
    expect((await page.text()).includes(words)).toBe(told);
  },
);

const ACT = 'read:statuses write:favourites write:bookmarks write:statuses';

test.each([
  [ACT, 'read write follow', 'no more than post and boost, favourite and save: anything else'],
  [ACT, 'read follow', 'no more than reading: anything else'],
  [ACT, 'read write:statuses', undefined],
  ['read write follow', 'read write', undefined],
  [undefined, 'read write', undefined],
] as const)(
  'of a login with %j a client that asks for %j is told what is let through: %j',
  async (granted, scopes, words) => {
    const may = () => new Set(['favourite', 'reblog', 'bookmark'] as const);
    const acting = { may, granted: () => granted, tried: async () => {} };
    const { register, send } = await aDoor({ more: { acting } });
    const { client_id = '' } = await register({ scopes });
    const asked = { client_id, redirect_uri: OOB, response_type: 'code', scope: scopes };

    const answer = await send(`/oauth/authorize?${new URLSearchParams(asked)}`);

    const page = (await answer.text()).replace(/\s+/g, ' ');
    if (words === undefined) expect(page).not.toContain('your own login');
    else expect(page).toContain(`your own login lets through ${words}`);
  },
);

test('who changes the theme comes back to what a client asks', async () => {
  const { register, send, post } = await aDoor();
  const redirect_uri = 'http://127.0.0.1:5173/a?b=c%2Fd';
  const { client_id = '' } = await register({ redirect_uris: redirect_uri });
  const asked = { client_id, redirect_uri, response_type: 'code', scope: 'read', state: 'ü"&' };
  const path = `/oauth/authorize?${new URLSearchParams(asked)}`;
  const page = await (await send(path)).text();
  const back = /name="back" value="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';

  const changed = await post('/theme', { theme: 'dark', back }, OURS);

  expect(changed.headers.get('location')).toBe(path);
});
