import { expect, test } from 'vitest';
import { SECOND_MS } from '../../src/core/clock.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aHome, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

type Home = ReturnType<typeof aHome>;

/** Answers to that path, of that stretch of minutes, come so many seconds after they were made. */
function late(home: Home, path: string, between: readonly [number, number], seconds: number) {
  const { send } = home.deps();
  const slow: IngestDeps['send'] = async (request) => {
    const minute = (home.server.time.now() - at(0)) / 60_000;
    const answer = await send(request);
    const isLate = minute >= between[0] && minute <= between[1];
    if (new URL(request.url).pathname !== path || !isLate) return answer;
    const text = await answer.text();
    await new Promise<void>((done) => home.server.time.after(seconds * SECOND_MS, done));
    return new Response(text, answer);
  };
  return slow;
}

test('an answer that was made before an edit, and comes after it, undoes nothing', async () => {
  const filler = Array.from({ length: 200 }, (_, nth) => posted(post(`f${nth}`, 11 + nth * 0.2)));
  const corrected = { ...post('a', 10), html: '<p>corrected</p>' };
  const edit: WorldEvent = { kind: 'edit', atMs: at(72) + SECOND_MS, post: corrected };
  const home = aHome([posted(post('a', 10)), ...filler, edit], { homeLimit: 40 });
  home.run({ send: late(home, '/api/v1/statuses', [71.9, 72.1], 4) });

  await home.server.passTo(75);

  const text = "select json_extract(body, '$.content') as text from payloads order by status_key";
  expect(home.all(text)[0]).toEqual({ text: '<p>corrected</p>' });
  expect(home.count('versions')).toBe(1);
});

test('a page that was made before a deletion, and comes after it, brings nothing back', async () => {
  const gone: WorldEvent = { kind: 'delete', atMs: at(20) + 40 * SECOND_MS, postId: 'b' };
  const home = aHome([posted(post('a', 1)), posted(post('b', 20), at(20) + 5 * SECOND_MS), gone]);
  const { openSocket } = home.deps();
  home.run({
    send: late(home, '/api/v1/timelines/home', [20.1, 20.6], 20),
    // The stream has lost the post itself, as it does across a reconnect.
    openSocket: (url, headers, ears) =>
      openSocket(url, headers, {
        ...ears,
        frame: (text) => (/"update".*statuses\/b/.test(text) ? undefined : ears.frame(text)),
      }),
  });

  await home.server.passTo(22);

  expect(home.count('statuses')).toBe(1);
});
