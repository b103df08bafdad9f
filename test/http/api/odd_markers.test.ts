import { expect, test } from 'vitest';
import { aClient, anApiHome } from '../../support/api_home.ts';

test('the marker of the home is there whatever the server answers for its own', async () => {
  const home = await anApiHome();
  const { ask } = await aClient(home.app);
  const marker = { home: { last_read_id: '7' } };
  const headers = { 'content-type': 'application/json' };
  await ask('/api/v1/markers', { method: 'POST', headers, body: JSON.stringify(marker) });

  for (const body of ['null', '[]', '7', '{"notifications":', '{}']) {
    Object.assign(home.server, { send: async () => new Response(body, { headers }) });
    const answer = await ask('/api/v1/markers?timeline[]=home&timeline[]=notifications');

    expect(answer.status, body).toBe(200);
    expect(await answer.json(), body).toMatchObject(marker);
  }
});
