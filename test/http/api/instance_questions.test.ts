import { expect, test } from 'vitest';
import { anApiHome, HOST, ORIGIN } from '../../support/api_home.ts';

const PATH = '/api/v2/instance';

/** A home in front of a server that answers `status` to what it is asked of itself. */
async function aHomeThatSays(status: number) {
  const home = await anApiHome();
  const { send } = home.server;
  const asks = () => home.asked.filter((one) => one === `GET ${PATH}`).length;
  const ask = async () => home.app.request(ORIGIN + PATH, { headers: { host: HOST } });
  Object.assign(home.server, {
    send: (request: Request) =>
      status === 200
        ? send(request)
        : Promise.resolve(Response.json({ error: 'Not found' }, { status })),
  });
  return { ...home, ask, asks };
}

test('many who ask at once what needs no token cost the home server one question', async () => {
  const { ask, asks } = await aHomeThatSays(200);

  const answers = await Promise.all(Array.from({ length: 20 }, ask));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(asks()).toBe(1);
});

test.each([404, 500])(
  'a home server that says %i of itself is asked once a minute, too',
  async (status) => {
    const { ask, asks, passes } = await aHomeThatSays(status);

    for (let time = 0; time < 20; time += 1) expect((await ask()).status).toBe(200);
    expect(asks()).toBe(1);
    passes(60_000);
    await ask();
    expect(asks()).toBe(2);
  },
);
