import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseAccount, parseHomeEntry } from '../../src/core/status.ts';
import { mediaOfEdition } from '../../src/http/media/edition_media.ts';
import { openMediaSource } from '../../src/http/media/media_source.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openReading } from '../../src/store/reading.ts';
import { openRefusedPeople } from '../../src/store/refused_people.ts';
import { openShownStatuses } from '../../src/store/shown_statuses.ts';
import { hours, statusJson } from '../support/entries.ts';
import { aCache } from '../support/media_cache.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';

test('nothing is fetched of what the owner muted since it was drawn', () => {
  const world = aPageWorld(0);
  const json = statusJson({
    id: '50',
    by: 'ada',
    atMs: hours(20),
    more: { media_attachments: [{ type: 'image', url: 'https://files.example/a.png' }] },
  });
  world.receive(parseHomeEntry(json), hours(20));
  const edition = openEditions(world.database).save(editionOf([json.uri]), MORNING);
  const desk = {
    reading: openReading(world.database),
    statuses: openShownStatuses(world.database),
    now: world.deps.time.now,
  };
  const before = mediaOfEdition(desk, edition, 1);
  const refused = openRefusedPeople(world.database, world.filing.accounts);
  const person = { account: parseAccount(json.account), untilMs: null };

  refused.refuse(world.login.loginKey, person, 'mute', hours(21));

  expect(before.onPage).toContain('https://files.example/a.png');
  expect(mediaOfEdition(desk, edition, 1)).toEqual({ onPage: [], behind: [] });
});

test('what would take more than an eighth of the cache is shown and not kept', async () => {
  const noise = Uint8Array.from({ length: 30 * 30 * 3 }, (_, at) => (at * 7_919) % 251);
  const picture = new Uint8Array(encode({ width: 30, height: 30, data: noise, channels: 3 }));
  const keptOf = async (bytesMax: number) => {
    const { cache } = aCache({ bytesMax });
    const headers = { 'content-type': 'image/png' };
    const source = openMediaSource({
      fetchMedia: async () => new Response(picture, { headers }),
      loginOrigins: () => new Set(),
      cache,
      notKept: () => {},
    });
    const found = await source.found(new URL('https://files.example/a.png'), {});
    return found.as === 'bytes' && [found.bytes.byteLength, found.isKept];
  };

  expect(await keptOf(8 * picture.byteLength)).toEqual([picture.byteLength, true]);
  expect(await keptOf(8 * picture.byteLength - 8)).toEqual([picture.byteLength, false]);
});
