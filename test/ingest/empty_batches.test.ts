import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { answering, at } from '../support/ingest_home.ts';

test('whom a batch left out for a moment is asked about at later ages all the same', async () => {
  const five = people(5);
  const posts = inTurn(five, { fromMinutes: 10, toMinutes: 60, everyMinutes: 5 });
  const home = await aWatchedHome(five, posts, { homeLimit: 1 });
  const empty = ({ pathname }: URL) =>
    pathname === '/api/v1/statuses' && home.server.time.now() < at(4 * 60)
      ? Response.json([])
      : undefined;
  home.run({ send: answering(home.plain(), empty) });

  await home.server.passTo(8 * 60);

  const compared = `select age_class, count(distinct status_key) as posts
                      from snapshots where age_class < 2 group by age_class`;
  expect(home.all(compared)).toEqual([
    { age_class: 0, posts: 10 },
    { age_class: 1, posts: 10 },
  ]);
});
