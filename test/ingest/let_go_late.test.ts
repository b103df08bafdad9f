import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { openAbsences } from '../../src/store/absences.ts';
import { at } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

test('what came to the server later is no neighbour that is as old, whenever it was written', async () => {
  const posts = Array.from({ length: 10 }, (_, nth) =>
    aPost(`p${nth}`, aPerson(`author${nth}`), at(nth)),
  );
  const home = await anOwnersHome(posts.map((post) => posted(post)));
  await home.server.passTo(HOUR_MS / MINUTE_MS);
  const done = ingestOnce(home.deps());
  await home.server.passTo(HOUR_MS / MINUTE_MS + 45);
  await done;
  const absences = openAbsences(home.database);
  const idOf = (nth: number) => String(home.server.statusOf(`p${nth}`).id);
  const older = () => {
    const absence = absences.find(1, idOf(6));
    if (absence === undefined) throw new Error('p6 did not come');
    return absences
      .peers(1, absence, idOf(6))
      .filter(({ isYounger }) => !isYounger)
      .map(({ serverId }) => serverId);
  };
  const before = older();
  const late = (id: string) => `${id.slice(0, 3)}9${id.slice(4)}`;
  for (const nth of [1, 2, 3])
    home.database.connection
      .prepare('update server_ids set server_id = ? where server_id = ?')
      .run(late(idOf(nth)), idOf(nth));

  expect(before).toEqual([5, 4, 3, 2, 1, 0].map(idOf));
  expect(older()).toEqual([5, 4, 0].map(idOf));
});
