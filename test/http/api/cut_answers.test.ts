import { expect, test } from 'vitest';
import { aClient, anApiHome } from '../../support/api_home.ts';

test('where an answer was cut short on its way, a client has what the server said last', async () => {
  const home = await anApiHome();
  const { ask, read } = await aClient(home.app);
  const paths = ['/api/v1/custom_emojis', '/api/v1/accounts/verify_credentials'];
  const before = await Promise.all(paths.map((path) => read<unknown>(path)));
  const headers = { 'content-type': 'application/json' };
  Object.assign(home.server, { send: async () => new Response('{"id":"1","na', { headers }) });

  for (const [nth, path] of paths.entries()) {
    const answer = await ask(path);
    expect([path, answer.status, await answer.json()]).toEqual([path, 200, before[nth]]);
  }
  const never = await ask('/api/v1/announcements');
  expect([never.status, await never.json()]).toEqual([200, []]);
});
