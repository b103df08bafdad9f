import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { ada, aHome, at, post } from '../support/ingest_home.ts';
import { aPost, posted } from '../support/small_world.ts';

test('what came while a clock was a day ahead, and nothing told so, is edited as any other', async () => {
  const edited = aPost('late', ada, at(34), { html: '<p>better</p>' });
  const { server, deps, run, all, count } = aHome([
    ...Array.from({ length: 9 }, (_, nth) => posted(post(`p${nth}`, 2 + nth * 3))),
    posted(aPost('late', ada, at(34))),
    { kind: 'edit', atMs: at(60), post: edited },
  ]);
  const { now, after } = server.time;
  const { send } = deps();
  const machine = { aheadMs: 0 };
  run({
    time: { now: () => (now() + machine.aheadMs) as EpochMs, after },
    send: async (request) => {
      if (machine.aheadMs > 0 && now() < at(45)) throw new TypeError('fetch failed');
      const answer = await send(request);
      return new Response(answer.body, {
        status: answer.status,
        headers: { ...Object.fromEntries(answer.headers), date: new Date(now()).toUTCString() },
      });
    },
  });
  const read = () =>
    all(
      `select json_extract(body, '$.content') as html, observed_at_ms as ms,
              favourites
         from payloads join statuses using (status_key) where uri like '%/late'`,
    )[0];
  await server.passTo(30);
  machine.aheadMs = DAY_MS;
  await server.passTo(44);
  const before = read();

  await server.passTo(70);

  expect(Number(before?.ms)).toBeGreaterThan(now());
  expect(read()).toMatchObject({ html: '<p>better</p>', favourites: 36 });
  expect(count('versions')).toBe(1);
});
