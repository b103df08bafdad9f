import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering, at } from '../support/ingest_home.ts';

const authors = people(20);
const events = inTurn(authors, { fromMinutes: 0, toMinutes: 115, everyMinutes: 1 });

test.each([
  ['tags', /followed_tags/, 'posts of strangers under tags that you follow'],
  ['people', /\/following/, 'whom you followed since your server listed them last'],
])(
  'a hole is read though the server fails over which %s are followed',
  async (_, path, unproven) => {
    const home = await aWatchedHome(authors, events, { homeLimit: 20 });
    const failing = ({ pathname }: URL) =>
      home.server.time.now() > at(40) && path.test(pathname)
        ? new Response('', { status: 500 })
        : undefined;
    const send = answering(home.deps(), failing);
    /** It counts one more than it listed: the list is due. */
    const counted = async (request: Request) => {
      const answer = await send(request);
      const isLater = home.server.time.now() > at(40);
      if (!isLater || !request.url.includes('/verify_credentials')) return answer;
      return Response.json({ ...((await answer.json()) as object), following_count: 21 });
    };
    await throughAnOutage({ ...home, run: () => home.run({ send: counted }) });

    await home.server.passTo(200);

    expect(home.all('select state, unproven from holes')).toEqual([
      { state: 'crawled', unproven: expect.stringContaining(unproven) },
    ]);
    expect(home.count('statuses')).toBe(115);
  },
);

test.each([
  ['several people at once', /v1\/accounts$/],
  ['all that tells who posted', /v1\/accounts$|\/following/],
])('a hole is read though the server fails over %s', async (_, path) => {
  const home = await aWatchedHome(authors, events, { homeLimit: 20 });
  const failing = ({ pathname }: URL) =>
    home.server.time.now() > at(40) && path.test(pathname)
      ? new Response('', { status: 500 })
      : undefined;
  await throughAnOutage({
    ...home,
    run: () => home.run({ send: answering(home.deps(), failing) }),
  });

  await home.server.passTo(200);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count('statuses')).toBe(115);
});
