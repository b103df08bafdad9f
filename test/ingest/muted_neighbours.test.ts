import { expect, test } from 'vitest';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { Person } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { inTurn, people } from '../support/crawled_home.ts';
import { at } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const HOUR = HOUR_MS / MINUTE_MS;
const six = people(6);
const ada = aPerson('ada');

/** A server leaves out of its answers whom the owner mutes: that says nothing of what is there. */
test('a deletion is believed between posts of people who are muted since', async () => {
  const around = inTurn(six, { fromMinutes: 1, toMinutes: 240, everyMinutes: 4 });
  const taken = aPost('taken back', ada, at(121));
  const home = await anOwnersHome(
    [...around, posted(taken), { kind: 'delete', atMs: at(30 * HOUR), postId: 'taken back' }],
    { homeLimit: 5, historyMs: 48 * HOUR_MS },
  );
  const once = async (minutes: number) => {
    await home.server.passTo(minutes);
    const done = ingestOnce(home.deps());
    await home.server.passTo(minutes + 4);
    await done;
  };
  for (const minutes of [10, 25, 40, 55, 70, 85, 100, 115, 125, 140, 160, 180, 200, 220, 240])
    await once(minutes);
  for (const person of six.slice(0, 5)) home.server.elsewhere.refuse('mute', person as Person);
  await once(29 * HOUR);
  await once(31 * HOUR);
  const nowMs = home.server.time.now() as EpochMs;
  drawEdition({ database: home.database, feed: MORNING, seed: 'x', nowMs, dryRun: false });

  for (const minutes of [10, 25, 40]) await once(31 * HOUR + minutes);

  const standing = home.all(
    "select deleted_at_ms is null as is_so from statuses where uri like '%taken%'",
  );
  expect(standing).toEqual([{ is_so: 0 }]);
});
