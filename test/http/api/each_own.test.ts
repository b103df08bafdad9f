import { expect, test } from 'vitest';
import { aClient, anApiHome, innerId } from '../../support/api_home.ts';

const HOME = '/api/v1/timelines/home';

test('two clients that ask for the same at once have a page each, as each reads it', async () => {
  const { app, edition } = await anApiHome();
  const plain = await aClient(app, { appName: 'Elk' });
  const wrapping = await aClient(app, { appName: 'Pinafore' });
  const entries = edition.entries.map(({ statusId }) => statusId);
  for (const { read } of [plain, wrapping]) await read(`${HOME}?limit=5`); // noted as in use

  const [first, wrapped] = [
    await plain.read(`${HOME}?limit=10`),
    await wrapping.read(`${HOME}?limit=10`),
  ];

  expect(first.map(innerId)).toEqual(entries.slice(0, 10));
  expect(wrapped.map(innerId)).toEqual(entries.slice(0, 10));
  expect(wrapped.every(({ reblog }) => reblog !== null)).toBe(true);
  for (const [client, page] of [
    [plain, first],
    [wrapping, wrapped],
  ] as const) {
    const next = await client.read(`${HOME}?limit=10&max_id=${page.at(-1)?.id}`);
    expect(next.map(innerId)).toEqual(entries.slice(10, 20));
  }
});

test('a page that is asked for by another of our names leads on by that name', async () => {
  const { app } = await anApiHome();
  const { token } = await aClient(app);
  const linkAt = async (host: string) => {
    const headers = { authorization: `Bearer ${token}`, host };
    return (await app.request(`http://${host}${HOME}`, { headers })).headers.get('link');
  };

  for (const host of ['127.0.0.1:4040', 'localhost:4040', '127.0.0.1:4040'])
    expect(await linkAt(host)).toContain(`<http://${host}${HOME}?limit=20&max_id=`);
});

test('an id that nobody knows any more goes on right behind what the client had last', async () => {
  const { app, edition } = await anApiHome();
  const { read } = await aClient(app);
  const first = await read(`${HOME}?limit=10`);
  await read(`${HOME}?limit=10&max_id=${first.at(-1)?.id}`);

  const third = await read(`${HOME}?limit=10&max_id=c_20`);

  expect(third.map(innerId)).toEqual(edition.entries.slice(20, 30).map(({ statusId }) => statusId));
});

test('the home server hears nothing of a client’s own token, wherever that stood', async () => {
  const home = await anApiHome();
  const { send, token } = await aClient(home.app);
  const heard: string[] = [];
  const { send: answer } = home.server;
  Object.assign(home.server, {
    send: (asked: Request) => {
      heard.push(`${asked.url} ${JSON.stringify([...asked.headers])}`);
      return answer(asked);
    },
  });

  await send(`/api/v1/favourites?limit=1&access_token=${token}`);
  await send('/api/v1/bookmarks?limit=1', { headers: { authorization: `Bearer ${token}` } });

  expect(heard).toHaveLength(2);
  expect(heard.join()).not.toContain(token);
  expect(heard.join()).not.toContain('access_token');
});

test('how far one client has read the home is nothing that another is told', async () => {
  const { app, edition } = await anApiHome();
  const [one, other] = [await aClient(app), await aClient(app, { appName: 'Ivory' })];
  const path = '/api/v1/markers';
  const last_read_id = edition.entries[3]?.statusId as string;
  const body = new URLSearchParams({ 'home[last_read_id]': last_read_id });

  await one.ask(path, { method: 'POST', body });

  const home = { last_read_id, version: 1 };
  expect(await one.read(`${path}?timeline[]=home`)).toMatchObject({ home });
  expect(await other.read(`${path}?timeline[]=home`)).toEqual({});
  await one.ask(path, { method: 'POST', body });
  expect(await one.read(`${path}?timeline[]=home`)).toMatchObject({ home: { version: 2 } });
});
