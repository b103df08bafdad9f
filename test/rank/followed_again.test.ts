import { expect, test } from 'vitest';
import { openFollows } from '../../src/store/follows.ts';
import { aDialledHome, type Told } from '../support/dialled_home.ts';
import { account, hours } from '../support/entries.ts';

const DAY = 24;
const POSTS = [1, 2, 3].map((hour) => ({ by: 'ada', hour }));

/**
 * Of ada one post was offered in an opened edition, and one was not. She is followed, again or for
 * the first time, on day 30; what the edition of day 31 says of that.
 */
function adaFollowed(posts: readonly Told[], before: readonly string[], leftHour?: number) {
  const home = aDialledHome(posts, before);
  const follows = openFollows(home.database, home.filing.accounts);
  const { loginKey } = home.login;
  const quotas = { turns: 1, boosted: 1, resurfaced: 0, wildcard: 0 };
  const { edition } = home.draw({ size: 1, quotas, nowMs: hours(DAY), isReal: true });
  home.see(edition as number, ['https://example.social/other'], hours(DAY + 1));
  if (leftHour) follows.unfollow(loginKey, account('ada'), hours(leftHour));
  follows.follow(loginKey, account('ada'), hours(30 * DAY));
  const { entries } = home.draw({ size: 1, quotas, nowMs: hours(31 * DAY) });
  const { debt, turn } = entries[0]?.signals ?? {};
  return { owedDays: debt?.value, waitedDays: turn?.value };
}

test('who is followed again is owed nothing of before that', () => {
  expect(adaFollowed(POSTS, ['ada'])).toEqual({ owedDays: 7, waitedDays: 30 });
  expect(adaFollowed(POSTS, ['ada'], 2 * DAY)).toEqual({ owedDays: 1, waitedDays: 1 });
});

test('an unfollow that is taken back within a day costs nobody their wait', () => {
  expect(adaFollowed(POSTS, ['ada'], 29 * DAY + 1)).toEqual({ owedDays: 7, waitedDays: 30 });
  expect(adaFollowed(POSTS, ['ada'], 29 * DAY - 1)).toEqual({ owedDays: 1, waitedDays: 1 });
});

test('nor is who was offered as a stranger before', () => {
  const boosted = POSTS.map((post) => ({ ...post, boostedBy: 'bob', isStrange: true }));

  expect(adaFollowed(boosted, ['bob'])).toEqual({ owedDays: 1, waitedDays: 1 });
});

/** Bob is followed from the beginning, ada from day 30 on; her turn some days later. */
function turnOf(adas: readonly number[], day: number) {
  const bobs = Array.from({ length: 30 }, (_, nth) => ({ by: 'bob', hour: 1 + nth * DAY }));
  const posts = [...bobs, ...adas.map((hour) => ({ by: 'ada', hour }))];
  const home = aDialledHome(posts, ['bob']);
  const follows = openFollows(home.database, home.filing.accounts);
  follows.follow(home.login.loginKey, account('ada'), hours(30 * DAY));
  home.say({ about: { account: 'bob' }, word: 'not until', untilMs: hours(99 * DAY) });
  const quotas = { turns: 1, boosted: 0, resurfaced: 0, wildcard: 0 };
  const { entries } = home.draw({ size: 1, quotas, nowMs: hours(day * DAY) });
  return entries[0];
}

function laneOfTurn(adas: readonly number[], day: number) {
  const turn = turnOf(adas, day);
  return [turn?.account, turn?.lane];
}

test('how often somebody posts is reckoned from their follow on, or their first post here', () => {
  const fiveADay = Array.from({ length: 15 }, (_, nth) => 30 * DAY + 1 + nth * 4.8);
  const rateOf = (adas: readonly number[]) => turnOf(adas, 33)?.signals.quiet?.value;

  expect(rateOf(fiveADay)).toBeCloseTo(15.5 / (3 + 2), 2);
  expect(rateOf([23 * DAY, ...fiveADay])).toBeCloseTo(16.5 / (10 + 2), 2);
});

test('whoever is followed since this week is not called quiet', () => {
  const first = 30 * DAY + 1;
  const ada = 'ada@example.social';

  expect(laneOfTurn([first, first + 6, first + 12], 31)).toEqual([ada, 'fresh']);
  expect(laneOfTurn([first], 36)).toEqual([ada, 'missed']);
  expect(laneOfTurn([first], 38)).toEqual([ada, 'quiet']);
});

test('who was heard before they were followed may be known to be quiet', () => {
  expect(laneOfTurn([20 * DAY, 30 * DAY + 1], 31)).toEqual(['ada@example.social', 'quiet']);
});
