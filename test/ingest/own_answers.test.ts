import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import { answering, at, plain } from '../support/ingest_home.ts';
import { anOwnersHome, owner } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const stranger = aPerson('stranger', { isFollowed: false });
/** Three posts that never stood in the home, each answered by the owner. */
const far = ['far0', 'far1', 'far2'].map((id, nth) => aPost(id, stranger, at(nth)));
const answers = far.map((post, nth) =>
  aPost(`to ${post.id}`, owner, at(5 + nth), { replyTo: post }),
);

test.each([
  ['in batches', false],
  ['one by one', true],
])(
  'an answered post over which the server fails keeps no other answer from being an act, asked %s',
  async (_, isPlain) => {
    const home = await anOwnersHome(
      [...far, ...answers].map((one) => posted(one)),
      { historyMs: DAY_MS },
    );
    await home.server.passTo(9);
    const failing = String(home.server.statusOf('far1').id);
    let isWell = false;
    home.run({
      send: answering(home.deps(), (url) => {
        if (!isWell && url.pathname.startsWith('/api/v1/statuses') && url.href.includes(failing))
          return new Response('', { status: 500 });
        return isPlain ? plain(url) : undefined;
      }),
    });
    const answered = () => home.acts().map(({ kind, uri }) => [kind, uri]);

    await home.server.passTo(15);
    const before = answered();
    isWell = true;
    await home.server.passTo(90);

    const replies = (...ids: readonly string[]) => ids.map((id) => ['reply', home.uriOf(id)]);
    expect(before).toEqual(replies('far0', 'far2'));
    expect(answered()).toEqual(replies('far0', 'far1', 'far2'));
  },
);

test('an own page that is empty for a moment takes no answer back for good', async () => {
  const home = await anOwnersHome(
    [...far, ...answers].map((one) => posted(one)),
    { historyMs: DAY_MS },
  );
  await home.server.passTo(9);
  const owners = () => `/accounts/${home.all('select owner_id from logins')[0]?.owner_id}/statuses`;
  const isEmpty = () => home.server.time.now() > at(15) && home.server.time.now() < at(35);
  home.run({
    send: answering(home.deps(), ({ pathname }) =>
      isEmpty() && pathname.endsWith(owners()) ? Response.json([]) : undefined,
    ),
  });
  const standing = () => home.acts().filter(({ is_undone }) => is_undone === 0).length;

  await home.server.passTo(34);
  const meanwhile = standing();
  await home.server.passTo(50);

  expect([meanwhile, standing()]).toEqual([0, 3]);
});
