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
function adaFollowed(posts: readonly Told[], before: readonly string[], isLeft: boolean) {
  const home = aDialledHome(posts, before);
  const follows = openFollows(home.database, home.filing.accounts);
  const { loginKey } = home.login;
  const quotas = { turns: 1, boosted: 1, resurfaced: 0, wildcard: 0 };
  const { edition } = home.draw({ size: 1, quotas, nowMs: hours(DAY), isReal: true });
  home.see(edition as number, ['https://example.social/other'], hours(DAY + 1));
  if (isLeft) follows.unfollow(loginKey, account('ada'), hours(2 * DAY));
  follows.follow(loginKey, account('ada'), hours(30 * DAY));
  const { entries } = home.draw({ size: 1, quotas, nowMs: hours(31 * DAY) });
  const { debt, turn } = entries[0]?.signals ?? {};
  return { owedDays: debt?.value, waitedDays: turn?.value };
}

test('who is followed again is owed nothing of before that', () => {
  expect(adaFollowed(POSTS, ['ada'], false)).toEqual({ owedDays: 7, waitedDays: 30 });
  expect(adaFollowed(POSTS, ['ada'], true)).toEqual({ owedDays: 1, waitedDays: 1 });
});

test('nor is who was offered as a stranger before', () => {
  const boosted = POSTS.map((post) => ({ ...post, boostedBy: 'bob', isStrange: true }));

  expect(adaFollowed(boosted, ['bob'], false)).toEqual({ owedDays: 1, waitedDays: 1 });
});
