import { expect, test } from 'vitest';
import { type EpochMs, isoOf, SECOND_MS } from '../../src/core/clock.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import type { SocketEars } from '../../src/mastodon/socket.ts';
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

const ORDERS = ['u12', 'u21', '1u2', '12u', '2u1', '21u'];

/** A post, and its first and second edit; members in Mastodon's order. */
function frameOf(id: string, which: string): string {
  const nth = 'u12'.indexOf(which);
  const status = {
    ...{
      id,
      created_at: isoOf(at(0) as EpochMs),
      visibility: 'public',
      uri: `https://x.example/${id}`,
    },
    edited_at: nth === 0 ? null : isoOf((at(0) + nth * SECOND_MS) as EpochMs),
    content: `<p>${['first', 'second', 'last'][nth]}</p>`,
    account: { id: '7', username: 'ada', acct: 'ada@x.example' },
  };
  const event = nth === 0 ? 'update' : 'status.update';
  return JSON.stringify({ stream: ['user'], event, payload: JSON.stringify(status) });
}

test.each([
  ['in one moment', 0],
  ['two seconds apart', 2],
])(
  'the last edit holds, in whatever order a post and its edits come %s',
  async (_, apartSeconds) => {
    const home = aHome([]);
    let ears: SocketEars | undefined;
    home.run({
      openSocket: (_url, _headers, opened) => {
        ears = opened;
        queueMicrotask(opened.opened);
        return { terminate: () => opened.closed({}) };
      },
    });
    await home.server.passTo(1);

    for (const step of [0, 1, 2]) {
      for (const [nth, order] of ORDERS.entries())
        ears?.frame(frameOf(String(900 + nth), order.charAt(step)));
      await home.server.passTo(1 + ((step + 1) * apartSeconds) / 60);
    }
    await home.server.passTo(1.2);

    const texts = home.all("select json_extract(body, '$.content') as text from payloads");
    expect(texts).toEqual(ORDERS.map(() => ({ text: '<p>last</p>' })));
  },
);
