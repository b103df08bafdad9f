import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorldEvent } from '../../src/demo/world.ts';
import { post } from '../support/ingest_home.ts';
import { aSendingHome } from '../support/sending_home.ts';
import { posted } from '../support/small_world.ts';

const POSTS = 3;
const EVENTS: readonly WorldEvent[] = Array.from({ length: POSTS }, (_, nth) =>
  posted(post(`p${nth}`, nth)),
);
const FLAGS = { favourite: 'favourited', reblog: 'reblogged', bookmark: 'bookmarked' } as const;

const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('favourite', 'reblog', 'bookmark'),
    nth: fc.nat(POSTS - 1),
    undo: fc.boolean(),
  }),
  fc.constantFrom('the server goes', 'the server comes', 'an answer is lost', 'a moment', 'time'),
);

test('whatever is wished, and however the line fails, in the end it is as was wished last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const home = await aSendingHome(EVENTS);
      home.run();
      await home.server.passTo(10);
      let lost = 0;
      home.send(async (request) => {
        const answer = await home.server.send(request);
        if (request.method !== 'POST' || lost === 0) return answer;
        lost -= 1;
        throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
      });
      const wished = new Map<string, boolean>();
      let minute = 10;
      for (const one of steps) {
        if (one === 'the server goes') home.server.stop();
        else if (one === 'the server comes') home.server.start();
        else if (one === 'an answer is lost') lost += 1;
        else if (one === 'time' || one === 'a moment') {
          minute += one === 'time' ? 0.5 : 0.05;
          await home.server.passTo(minute);
        } else {
          home.ask(one.kind, `p${one.nth}`, one.undo);
          wished.set(`${one.kind} p${one.nth}`, !one.undo);
        }
      }
      home.server.start();
      await home.server.passTo(minute + 40);

      for (const [name, isOn] of wished) {
        const [kind, which] = name.split(' ') as [keyof typeof FLAGS, string];
        expect([name, home.server.statusOf(which)[FLAGS[kind]]]).toEqual([name, isOn]);
        expect([name, home.on(which).of(kind)]).toMatchObject([name, { isOn, isWaiting: false }]);
      }
      const doubled = home.all(
        `select 1 from actions where undone_at_ms is null
          group by uri_hash, kind having count(*) > 1`,
      );
      expect(doubled).toEqual([]);
      home.stop.abort();
    }),
    { numRuns: 12, seed: 20261126 },
  );
}, 240_000);
