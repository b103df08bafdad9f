import { expect, test } from 'vitest';
import { aClient, anApiHome, type StatusJson } from '../../support/api_home.ts';

const HOME = '/api/v1/timelines/home?limit=5';
const CUT: Record<string, string> = {
  '/api/v1/timelines/home': '[{"id":"1","con',
  '/api/v1/lists': '[{"id":"7","ti',
};

/** A home server behind a proxy that breaks some answers off, and says that they are whole. */
async function aCutHome() {
  const home = await anApiHome();
  const { send } = home.server;
  let isCutting = false;
  home.server.send = async (request) => {
    const cut = CUT[new URL(request.url).pathname];
    if (!isCutting || cut === undefined) return send(request);
    return new Response(cut, { headers: { 'content-type': 'application/json' } });
  };
  const cutting = (is: boolean) => {
    isCutting = is;
  };
  return { ...home, cutting };
}

test('a home that breaks off is answered from what is stored', async () => {
  const { app, cutting } = await aCutHome();
  const { ask } = await aClient(app, { appName: 'Tusky' });
  const before = (await (await ask(HOME)).json()) as StatusJson[];
  cutting(true);

  const answer = await ask(HOME);

  expect(answer.status).toBe(200);
  const ids = ((await answer.json()) as StatusJson[]).map(({ id }) => id);
  expect(ids).toEqual(before.map(({ id }) => id));
});

test('lists that break off are told as they were last, and never kept like that', async () => {
  const { app, cutting } = await aCutHome();
  const { ask, read } = await aClient(app);
  const before = await read('/api/v1/lists');
  cutting(true);

  const answer = await ask('/api/v1/lists');
  const again = await ask('/api/v1/lists');
  cutting(false);

  expect([answer.status, again.status]).toEqual([200, 200]);
  expect(await answer.json()).toEqual(before);
  expect(await again.json()).toEqual(before);
  expect(await read('/api/v1/lists')).toEqual(before);
});
