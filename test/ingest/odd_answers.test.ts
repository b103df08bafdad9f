import { expect, test } from 'vitest';
import type { Person } from '../../src/demo/world.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { answering, at } from '../support/ingest_home.ts';

test('a server that names the same page as the next for ever is asked for it twice', async () => {
  const five = people(5);
  const home = await aWatchedHome(five, []);
  home.server.elsewhere.refuse('mute', five[0] as Person);
  const asked = new Map<string, number>();
  const overlooking = async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (!/\/(?:mutes|following|favourites|domain_blocks)$/.test(pathname))
      return home.plain().send(request);
    asked.set(pathname.replace(/^.*\//, ''), (asked.get(pathname.replace(/^.*\//, '')) ?? 0) + 1);
    const answer = await home
      .plain()
      .send(new Request(new URL(`${pathname}?limit=80`, request.url), request));
    const headers = { link: `<${home.server.url}${pathname}?limit=80&max_id=1>; rel="next"` };
    return new Response(await answer.text(), { headers });
  };
  home.run({ send: overlooking });

  await home.server.passTo(5);

  const twice = { mutes: 2, following: 2, favourites: 2, domain_blocks: 2 };
  expect(Object.fromEntries(asked)).toEqual(twice);
  expect(home.all('select ended_at_ms from refusals_of_people')).toEqual([{ ended_at_ms: null }]);
  expect(home.count('follows where ended_at_ms is null')).toBe(5);
});

test('a count of follows that is no count ends nothing', async () => {
  const home = await aWatchedHome(people(5), []);
  const odd = async (request: Request) => {
    const answer = await home.plain().send(request);
    if (!request.url.endsWith('/verify_credentials')) return answer;
    return Response.json({
      ...((await answer.json()) as object),
      following_count: { toString: 1 },
    });
  };
  const { done } = home.run({ send: odd });
  let ended: unknown = 'goes on';
  done.catch((error) => {
    ended = error;
  });

  await home.server.passTo(25);

  expect(ended).toBe('goes on');
  expect(home.count('follows where ended_at_ms is null')).toBe(5);
});

test.each([
  ['{}', {}],
  ['a list', []],
  ['nothing', null],
  ['an error that is none', { error: 'maintenance' }],
])('who is logged in, answered with %s at the start, is waited out', async (_, body) => {
  const home = await aWatchedHome(people(5), []);
  const odd = answering(home.plain(), ({ pathname }) =>
    pathname.endsWith('/verify_credentials') && home.server.time.now() < at(3)
      ? Response.json(body)
      : undefined,
  );
  const { done } = home.run({ send: odd });
  let ended: unknown = 'goes on';
  done.catch((error) => {
    ended = error;
  });

  await home.server.passTo(6);

  expect(ended).toBe('goes on');
  expect(home.count('follows where ended_at_ms is null')).toBe(5);
});

test('what the home holds that is no status is counted once, with its reason', async () => {
  const five = people(5);
  const posts = inTurn(five, { fromMinutes: 1, toMinutes: 6, everyMinutes: 1 });
  const home = await aWatchedHome(five, posts);
  await home.server.passTo(7);
  const withOdd = async (request: Request) => {
    const answer = await home.plain().send(request);
    if (!request.url.includes('/timelines/home')) return answer;
    const page = (await answer.json()) as object[];
    return Response.json(page.map((one, nth) => (nth === 2 ? { ...one, account: null } : one)));
  };
  home.run({ send: withOdd });

  await home.server.passTo(30); // dozens of polls

  expect(home.count('statuses')).toBe(4);
  const refused = home.all('select reason, times from refused');
  expect(refused).toEqual([{ reason: 'the account is no object', times: 1 }]);
});
