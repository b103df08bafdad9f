import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { account, aHome, hours, OWNER_ID, post } from '../support/entries.ts';

test('what mentions the owner is for them, also where it answers somebody, or a bot says it', () => {
  const { database, receive } = aHome();
  const mention = { mentions: [{ id: OWNER_ID, acct: 'me', url: 'https://example.social/@me' }] };
  const answer = { in_reply_to_id: '99', in_reply_to_account_id: account('zoe').id };
  const kinds = {
    ada: [mention, 3],
    bob: [answer, 1],
    cleo: [{ ...answer, ...mention }, 3],
    dan: [{ account: account('dan', { bot: true }) }, 4],
    eve: [{ account: account('eve', { bot: true }), ...answer }, 1],
    finn: [{ account: account('finn', { bot: true }), ...mention }, 3],
  } as const;
  for (const [nth, [by, [more]]] of Object.entries(kinds).entries())
    receive(post({ id: `${nth + 1}`, by, atMs: hours(nth), more }), hours(nth));

  const { entries } = drawEdition({
    ...{ database, feed: MORNING, seed: 'x', nowMs: hours(20), dryRun: true },
  });

  const found = entries.map(({ account, signals }) => [account.split('@')[0], signals.kind?.value]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(kinds).map(([by, [, kind]]) => [by, kind])),
  );
});
