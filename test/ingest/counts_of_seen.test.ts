import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { openSeenElsewhere } from '../../src/store/seen_elsewhere.ts';
import { at, post } from '../support/ingest_home.ts';
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

const COMPARED = `select age_class, count(distinct status_key) as posts
                    from snapshots where age_class < 2 group by age_class`;
