import { expect, test } from 'vitest';
import { SECOND_MS } from '../../src/core/clock.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { aHome, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** Said and mended between two polls; the first frame comes `lateSeconds` after the post. */
function aHomeWithEdit(lateSeconds: number) {
  const said = { ...post('a', 10), createdMs: at(10) + 7 * SECOND_MS };
  const mended = { ...said, html: '<p>mended</p>' };
  const edit: WorldEvent = { kind: 'edit', atMs: at(10) + 8 * SECOND_MS, post: mended };
  const home = aHome([posted(said), edit], {
    faults: { frameLateBy: (name) => (/^update/.test(name) ? lateSeconds * SECOND_MS : 0) },
  });
  const texts = () => home.all("select json_extract(body, '$.content') as text from payloads");
  return { ...home, texts };
}

test('an edit that is streamed before its post is made when the post comes', async () => {
  const home = aHomeWithEdit(5);
  home.run();

  await home.server.passTo(10.3);

  expect(home.texts()).toEqual([{ text: '<p>mended</p>' }]);
  expect(home.count('arrivals')).toBe(1);
  expect(home.count('versions')).toBe(1);
});

test('an edit of what never comes to the home leaves nothing', async () => {
  const home = aHomeWithEdit(0);
  home.server.faults.frameLateBy = (name) => (/^update/.test(name) ? 3_600 * SECOND_MS : 0);
  home.run();

  await home.server.passTo(10.25);

  expect([home.count('statuses'), home.count('arrivals')]).toEqual([0, 0]);
});

test('a post whose deletion is streamed before it does not come', async () => {
  const said = { ...post('a', 10), createdMs: at(10) + 7 * SECOND_MS };
  const deleted: WorldEvent = { kind: 'delete', atMs: at(10) + 8 * SECOND_MS, postId: 'a' };
  let frames = 0;
  const onFrameSent = () => {
    frames += 1;
  };
  const home = aHome([posted(said), deleted], {
    onFrameSent,
    faults: { frameLateBy: (name) => (/^update/.test(name) ? 5 * SECOND_MS : 0) },
  });
  home.run();

  await home.server.passTo(10.3);

  expect(frames).toBe(2);
  expect([home.count('statuses'), home.count('candidates')]).toEqual([0, 0]);
});
