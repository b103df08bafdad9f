import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { hours, statusJson } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { picture } from '../support/page_posts.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';

/** The room that a medium takes on the page: "640 × 360", and whether it is a tiny one. */
async function roomOf(medium: object): Promise<readonly [string, boolean]> {
  const world = aPageWorld(0);
  const more = { media_attachments: [medium] };
  const post = statusJson({ id: '5', by: 'ada', atMs: hours(20), more });
  world.receive(parseHomeEntry(post), hours(20));
  openEditions(world.database).save(editionOf([post.uri]), MORNING);
  const html = await bodyOf(anApp(world).get('/e/2'));
  const [, width, height] = /class="room" width="(\d+)" height="(\d+)"/.exec(html) ?? [];
  return [`${width} × ${height}`, html.includes('class="single tiny"')];
}

test('a picture is never drawn larger than it is, and a tiny one has room for a finger', async () => {
  expect(await roomOf(picture('dot', 16, 16, ''))).toEqual(['44 × 44', true]);
  expect(await roomOf(picture('line', 600, 8, ''))).toEqual(['600 × 44', true]);
  expect(await roomOf(picture('stamp', 300, 200, ''))).toEqual(['300 × 200', false]);
  expect(await roomOf(picture('wide', 1200, 800, ''))).toEqual(['640 × 427', false]);
});

test('a film fills its column, and so does a picture whose size nobody told', async () => {
  const film = { ...picture('film', 320, 180, ''), type: 'video' };
  const untold = { ...picture('untold', 1, 1, ''), meta: {} };

  expect(await roomOf(film)).toEqual(['640 × 360', false]);
  expect(await roomOf(untold)).toEqual(['640 × 480', false]);
});
