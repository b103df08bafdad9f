import { expect, test } from 'vitest';
import { openAccountant } from '../../src/mastodon/accountant.ts';
import { readThread } from '../../src/mastodon/thread.ts';
import { hours, statusJson } from '../support/entries.ts';
import { wallTime } from '../support/wall_time.ts';

function aConnection(answer: unknown, asked: string[] = []) {
  return {
    server: 'https://example.social',
    token: 'a-token',
    send: async (request: Request) => {
      asked.push(request.url);
      return Response.json(answer);
    },
    accountant: openAccountant(wallTime, 1),
    time: wallTime,
    userAgent: 'Driftline/test',
    signal: new AbortController().signal,
  };
}

test('a thread is read around a status, and one that is broken keeps out no other', async () => {
  const asked: string[] = [];
  const whole = statusJson({ id: '2', by: 'bob', atMs: hours(1) });
  const answer = { ancestors: null, descendants: [{ id: 7 }, whole, 'nonsense'] };

  const thread = await readThread(aConnection(answer, asked), 'a/b');

  expect(asked).toEqual(['https://example.social/api/v1/statuses/a%2Fb/context']);
  expect(thread.ancestors).toEqual([]);
  expect(thread.descendants.map(({ id }) => id)).toEqual(['2']);
});
