import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { openSeenElsewhere } from '../../src/store/seen_elsewhere.ts';
import { ada, aHome, at, post } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { posted } from '../support/small_world.ts';

test('what was seen is compared at later ages as well as what was not', async () => {
  const posts = Array.from({ length: 60 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const home = await anOwnersHome(posts, { homeLimit: 5 });
  home.run();
  await home.server.passTo(70);
  const stretch = { fromMs: at(0) as EpochMs, toMs: at(40) as EpochMs };
  openSeenElsewhere(home.database).mark(stretch, home.server.time.now());
  home.server.act('favourite', home.uriOf('p50'));
  expect(home.count('candidates')).toBeLessThan(30);

  await home.server.passTo(8 * 60);

  expect(home.all(COMPARED)).toEqual([
    { age_class: 0, posts: 60 },
    { age_class: 1, posts: 60 },
  ]);
});

test('who is muted is missing from an answer for many, and is not taken for deleted', async () => {
  const posts = Array.from({ length: 30 }, (_, nth) => posted(post(`p${nth}`, 5 + nth)));
  const home = await anOwnersHome(posts, { homeLimit: 1 });
  home.run();
  await home.server.passTo(40);
  // Of what the home holds no more, no frame tells.
  home.server.elsewhere.refuse('mute', ada);

  await home.server.passTo(3 * 60);

  expect(home.count('statuses where deleted_at_ms is not null')).toBe(0);
});

test('what a server tells no counts of is asked for once, not in every round', async () => {
  const home = aHome([posted(post('p', 5))]);
  const { send } = home.deps();
  let asked = 0;
  home.run({
    async send(request) {
      const answer = await send(request);
      const { pathname } = new URL(request.url);
      if (pathname === '/api/v1/statuses') asked += 1;
      else if (pathname !== '/api/v1/timelines/home') return answer;
      const uncounted = (await answer.text()).replaceAll(
        /"(favourites|reblogs|replies)_count":\d+,/g,
        '',
      );
      return new Response(uncounted, answer);
    },
  });

  await home.server.passTo(2 * 60);

  expect(asked).toBe(1);
});

const COMPARED = `select age_class, count(distinct status_key) as posts
                    from snapshots where age_class < 2 group by age_class`;
