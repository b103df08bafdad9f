import { expect, test } from 'vitest';
import { at, bob } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

test('a blocked server whose name is not ASCII is hidden, however the server writes it', async () => {
  const reader = aPerson('reader', { isFollowed: false, domain: 'bücher.example' });
  const far = aPost('far', reader, at(11));
  const boost = { kind: 'boost', atMs: at(12), id: 'b', booster: bob, post: far } as const;
  const home = await anOwnersHome([posted(far), boost]);
  home.run();
  await home.server.passTo(20);

  home.server.elsewhere.blockDomain('xn--bcher-kva.example', true);
  await home.server.passTo(40);
  const blocked = [home.offered('far'), home.covers('far')];
  home.server.elsewhere.blockDomain('xn--bcher-kva.example', false);
  await home.server.passTo(60);

  expect(blocked).toEqual([[], ['hide: domain bücher.example']]);
  expect(home.offered('far')).toEqual(['far']);
});
