import { expect, test } from 'vitest';
import type { WorldEvent } from '../../src/demo/world.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { at, bob, post } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPost, posted } from '../support/small_world.ts';

const EVENTS: readonly WorldEvent[] = [
  posted(post('p', 1)),
  posted(aPost('q', bob, at(2))),
  posted(aPost('r', bob, at(20))),
  posted(aPost('s', bob, at(21))),
];
const RESTORED = 10; // minutes

/** A server that lost p with its last three hours, and had it sent again: it has another id. */
async function aHomeWithP(events = EVENTS) {
  const home = await anOwnersHome(events, { homeLimit: 2 });
  const deps = home.deps();
  let former = '';
  const formerId = () => {
    former ||= String(home.server.statusOf('p').id); // it may be deleted later
    return former;
  };
  const newId = () => `${BigInt(formerId()) + 7n}`;
  const isRestored = () => home.server.time.now() >= at(RESTORED);
  const retold = (text: string) => (isRestored() ? text.replaceAll(formerId(), newId()) : text);
  const meant = (url: string) => url.replaceAll(formerId(), '1').replaceAll(newId(), formerId());
  const send: IngestDeps['send'] = async (request) => {
    const url = isRestored() ? meant(request.url) : request.url;
    const answer = await deps.send(new Request(url, request));
    const { status, headers } = answer;
    return new Response(retold(await answer.text()), { status, headers });
  };
  const openSocket: IngestDeps['openSocket'] = (url, headers, ears) =>
    deps.openSocket(url, headers, { ...ears, frame: (text) => ears.frame(retold(text)) });
  home.run({ send, openSocket });
  await home.server.passTo(120);
  return home;
}

test('a post that its server calls by another id since is asked for by that', async () => {
  const home = await aHomeWithP();

  expect(home.offered('p', 'q')).toEqual(['p', 'q']);
  expect([home.count('payloads'), home.count('arrivals')]).toEqual([4, 4]);
});

test('and is deleted by that', async () => {
  const home = await aHomeWithP([
    ...EVENTS.slice(0, 2),
    { kind: 'delete', atMs: at(30), postId: 'p' },
  ]);

  expect(home.all('select uri from statuses where deleted_at_ms is not null')).toEqual([
    { uri: 'https://elsewhere.example/users/ada/statuses/p' },
  ]);
});
