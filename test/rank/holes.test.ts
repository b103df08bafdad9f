import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import { keepUp } from '../../src/rank/upkeep.ts';
import { openHoles } from '../../src/store/holes.ts';
import { aHome, hours, post } from '../support/entries.ts';

const day = (count: number) => hours(24 * count);

/** Ada posts at noon of each of twenty days; `arrives` says when that reaches us, if ever. */
function aHistory(arrives: (nth: number) => number | undefined) {
  const home = aHome();
  for (let nth = 0; nth < 20; nth += 1) {
    const atDay = arrives(nth);
    const entry = post({ id: `${100 + nth}`, by: 'ada', atMs: day(nth + 0.5) });
    if (atDay !== undefined) home.receive(entry, day(atDay));
  }
  const holes = openHoles(home.database);
  const hole = (from: number, to: number, state: 'open' | 'swept' | 'crawled') =>
    holes.add({
      loginKey: home.login.loginKey,
      fromMs: day(from),
      toMs: day(to),
      state,
      noticedAtMs: day(to),
      detail: '',
    });
  const rate = () => {
    keepUp(home.database, day(20), () => {});
    return home.database.connection
      .prepare('select posts_per_day from author_signals')
      .pluck()
      .get();
  };
  return { ...home, hole, rate };
}

/** Posts over days, shrunk as the ranker does. */
const shrunk = (posts: number, days: number) => (posts + 0.5) / (days + 2);

test('an open hole is left out of a posting rate: its time, and what was found of it', () => {
  // Of ten days in the middle two posts are here already.
  const isHere = (nth: number) => nth < 5 || nth >= 15 || nth === 7 || nth === 8;
  const history = aHistory((nth) => (isHere(nth) ? nth + 0.5 : undefined));
  const unknowing = history.rate();

  history.hole(5, 15, 'open');

  expect(unknowing).toBeCloseTo(shrunk(12, 19.5), 9);
  expect(history.rate()).toBeCloseTo(shrunk(10, 9.5), 9);
});

test('a crawled hole counts as listened to', () => {
  const history = aHistory((nth) => (nth >= 5 && nth < 15 ? 19 : nth + 0.5));

  history.hole(5, 15, 'crawled');

  expect(history.rate()).toBeCloseTo(shrunk(20, 19.5), 9);
});

test('who read further back has listened since then', () => {
  const history = aHistory((nth) => (nth < 10 ? 10 : nth + 0.5));
  const without = history.rate();

  history.hole(0, 10, 'crawled');

  expect(without).toBeCloseTo(shrunk(20, 10), 9);
  expect(history.rate()).toBeCloseTo(shrunk(20, 20), 9);
});

test('counts first observed late belong to no earlier age', () => {
  const home = aHome();
  const posted = (id: string, ageHours: number) => {
    const entry = post({ id, by: 'ada', atMs: (day(20) - ageHours * 3_600_000) as never });
    home.filing.file(home.login.loginKey, [entry], { atMs: day(20), how: 'crawl' });
  };

  posted('1', 1);
  posted('2', 30);
  posted('3', (10 * DAY_MS) / 3_600_000);

  const kept = home.database.connection
    .prepare(`select uri, age_class from snapshots join statuses using (status_key) order by uri`)
    .all();
  expect(kept).toEqual([
    { uri: expect.stringMatching(/1$/), age_class: 0 },
    { uri: expect.stringMatching(/2$/), age_class: 2 },
  ]);
});
