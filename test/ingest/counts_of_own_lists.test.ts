import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { at } from '../support/ingest_home.ts';
import { anOwnersHome, owner } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const stranger = aPerson('stranger', { isFollowed: false });
const liked = aPost('liked', stranger, at(0) - 9 * DAY_MS);
const boosted = aPost('boosted', stranger, at(0) - 9 * DAY_MS);
const own = aPost('own', owner, at(5));

/** What the home says of the others would hide what their own lists say. */
async function onlyOwn(home: Response): Promise<Response> {
  const entries = (await home.json()) as readonly { readonly reblog: unknown }[];
  return Response.json(entries.filter(({ reblog }) => reblog === null));
}

test('what the owner likes, boosts and writes has the counts of the latest page of it', async () => {
  const events = [liked, boosted, own].map((one) => posted(one));
  const home = await anOwnersHome(events, { historyMs: 10 * DAY_MS });
  home.server.act('favourite', home.uriOf('liked'));
  home.server.act('reblog', home.uriOf('boosted'));
  const send: IngestDeps['send'] = async (request) => {
    const { pathname } = new URL(request.url);
    const answer = await home.deps().send(request);
    const isEarly = home.server.time.now() < at(12);
    if (pathname.endsWith('/home')) return isEarly ? onlyOwn(answer) : Response.json([]);
    if (!/\/favourites$|\/accounts\/[^/]+\/statuses$/.test(pathname))
      return pathname === '/api/v1/statuses' ? Response.json([]) : answer;
    const told = home.server.time.now() < at(15) ? 3 : 7;
    const text = await answer.text();
    return new Response(text.replace(/"favourites_count":\d+/g, `"favourites_count":${told}`));
  };
  home.run({ send });
  const counts = () =>
    ['liked', 'boosted', 'own'].map(
      (id) => home.all(`select favourites from statuses where uri = '${home.uriOf(id)}'`)[0],
    );
  await home.server.passTo(14);
  expect(counts().slice(0, 2)).toEqual([{ favourites: 3 }, { favourites: 3 }]);

  await home.server.passTo(20.2);

  expect(counts()).toEqual([{ favourites: 7 }, { favourites: 7 }, { favourites: 7 }]);
});
