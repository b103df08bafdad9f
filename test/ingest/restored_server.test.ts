import { expect, test } from 'vitest';
import type { WorldEvent } from '../../src/demo/world.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { at, bob, post } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPost, posted } from '../support/small_world.ts';

const EVENTS: readonly WorldEvent[] = [
  posted(post('p', 1)),
  posted(post('q', 2)),
  posted(aPost('r', bob, at(10))),
];

/**
 * A server that counts its posts, and was restored from a copy: it calls r as it had called p; and
 * p otherwise, should it come again.
 */
async function aRestoredHome(events = EVENTS) {
  const home = await anOwnersHome(events, { homeLimit: 2 });
  const deps = home.deps();
  const ids = new Map<string, string>();
  const idOf = (name: string) => {
    const id = ids.get(name) ?? String(home.server.statusOf(name).id);
    ids.set(name, id); // it is deleted later
    return id;
  };
  const isRestored = () => home.server.time.now() >= at(10);
  const otherId = () => `${BigInt(idOf('p')) + 7n}`;
  const exchanged = (text: string, ...pairs: readonly (readonly [string, string])[]) =>
    isRestored() ? pairs.reduce((so, [from, to]) => so.replaceAll(from, to), text) : text;
  const retold = (text: string) =>
    exchanged(text, [idOf('p'), otherId()], [isRestored() ? idOf('r') : '-', idOf('p')]);
  const meant = (text: string) =>
    exchanged(text, [idOf('p'), isRestored() ? idOf('r') : '-'], [otherId(), idOf('p')]);
  const send: IngestDeps['send'] = async (request) => {
    const answer = await deps.send(new Request(meant(request.url), request));
    const { status, headers } = answer;
    return new Response(retold(await answer.text()), { status, headers });
  };
  const openSocket: IngestDeps['openSocket'] = (url, headers, ears) =>
    deps.openSocket(url, headers, { ...ears, frame: (text) => ears.frame(retold(text)) });
  return { ...home, restored: { send, openSocket }, otherId };
}

test('a post that has the id of another since a server was restored is new', async () => {
  const home = await aRestoredHome();
  home.run(home.restored);

  await home.server.passTo(20);

  expect(home.count('arrivals')).toBe(3);
  expect(home.offered('p', 'q', 'r')).toEqual(['p', 'q', 'r']);
});

test('its deletion is its own', async () => {
  const home = await aRestoredHome([...EVENTS, { kind: 'delete', atMs: at(15), postId: 'r' }]);
  home.run(home.restored);

  await home.server.passTo(20);

  expect(home.offered('p', 'q')).toEqual(['p', 'q']);
  expect(home.all('select uri from statuses where deleted_at_ms is not null')).toEqual([
    { uri: 'https://elsewhere.example/users/bob/statuses/r' },
  ]);
});

test('a post whose address is told otherwise is the same post', async () => {
  const home = await anOwnersHome(EVENTS);
  const deps = home.deps();
  const send: IngestDeps['send'] = async (request) => {
    const answer = await deps.send(request);
    if (home.server.time.now() < at(9)) return answer;
    const text = (await answer.text()).replaceAll('/users/ada/statuses/', '/@ada/');
    return new Response(text, { status: answer.status, headers: answer.headers });
  };
  home.run({ send });

  await home.server.passTo(20);

  expect(home.count('statuses')).toBe(5);
  expect(home.count('arrivals')).toBe(3);
});

test('what has lost its id to another is called by the next with which it comes', async () => {
  const boost = { kind: 'boost', atMs: at(12), id: 'b', booster: bob, post: post('p', 1) } as const;
  const home = await aRestoredHome([...EVENTS, boost]);
  home.run(home.restored);

  await home.server.passTo(20);

  expect(
    home.all(
      `select server_id from server_ids join statuses using (status_key)
        where uri = '${home.uriOf('p')}'`,
    ),
  ).toEqual([{ server_id: home.otherId() }]);
});
