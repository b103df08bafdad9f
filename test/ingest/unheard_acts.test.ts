import { expect, test } from 'vitest';
import type { WorldEvent } from '../../src/demo/world.ts';
import { post } from '../support/ingest_home.ts';
import { aSendingHome } from '../support/sending_home.ts';
import { posted } from '../support/small_world.ts';

const EVENTS: readonly WorldEvent[] = Array.from({ length: 20 }, (_, nth) =>
  posted(post(`p${nth}`, nth / 20)),
);

/** A favourite that the server did, whose answer was lost: after it the server is away. */
async function anUnheardFavourite() {
  const home = await aSendingHome(EVENTS);
  home.run();
  await home.server.passTo(10);
  let isLost = true;
  home.send(async (request) => {
    const answer = await home.server.send(request);
    if (request.method !== 'POST' || !isLost) return answer;
    isLost = false;
    home.server.stop();
    throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
  });
  home.ask('favourite', 'p1');
  await home.server.passTo(10.04);
  const isBack = async () => {
    home.server.start();
    await home.server.passTo(40);
  };
  return { ...home, isBack };
}

test('what may have been done is taken back, also where the server was tried in vain since', async () => {
  const home = await anUnheardFavourite();
  await home.server.passTo(15);
  const [waiting] = home.all('select why from outbox');

  home.ask('favourite', 'p1', true);
  await home.isBack();

  expect(waiting?.why).toContain('ECONNREFUSED');
  expect(home.names()).toEqual(['favourite', 'unfavourite']);
  expect(home.server.statusOf('p1')).toMatchObject({ favourited: false });
});

test('what may have been done is taken back, however often it was wished otherwise', async () => {
  const home = await anUnheardFavourite();

  for (const undo of [true, false, true]) home.ask('favourite', 'p1', undo);
  await home.isBack();

  expect(home.names()).toEqual(['favourite', 'unfavourite']);
  expect(home.on('p1').of('favourite')).toMatchObject({ isOn: false, isWaiting: false });
});

test('what may have been done is not done again where it is wished again', async () => {
  const home = await anUnheardFavourite();

  for (const undo of [true, false]) home.ask('favourite', 'p1', undo);
  await home.isBack();

  expect(home.names()).toEqual(['favourite']);
  expect(home.on('p1').of('favourite')).toMatchObject({ isOn: true, isWaiting: false });
});
