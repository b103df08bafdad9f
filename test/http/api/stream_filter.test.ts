import { expect, test } from 'vitest';
import { mayHear } from '../../../src/http/api/scopes.ts';
import { passingEvents, passingFrame } from '../../../src/http/api/stream_filter.ts';

const all = () => true;
const frame = (event: string, stream: string[]) => JSON.stringify({ stream, event, payload: '{}' });

test('everything passes but updates of the home', () => {
  for (const event of ['notification', 'status.update', 'delete', 'filters_changed'])
    expect(passingFrame(frame(event, ['user']), all)).toBe(frame(event, ['user']));
  expect(passingFrame(frame('update', ['user']), all)).toBeUndefined();
  expect(passingFrame('{"event":"update"}', all)).toBeUndefined();
  expect(passingFrame(frame('update', ['public']), all)).toBeDefined();
  expect(passingFrame(frame('update', ['list', '12']), all)).toBeDefined();
});

test('of events sent as text, updates are left out, however the bytes are cut', async () => {
  const sent =
    ':)\nevent: update\ndata: {"id":"1"}\n\n:thump\n:thump\nevent: delete\ndata: 2 ü\n\n:thump\n';
  const kept = sent.replace('event: update\ndata: {"id":"1"}\n\n', '');
  const bytes = new TextEncoder().encode(sent);
  for (const size of [1, 7, bytes.length]) {
    const source = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size)
          controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    const heard = await new Response(
      source.pipeThrough(passingEvents({ isOurs: true, stands: all, mayHear: all }) as never),
    ).text();
    expect(heard).toBe(kept);
  }
});

test('an event that never ends is broken off, and not gathered', async () => {
  let sent = 0;
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      if (sent > 64) controller.close();
      else controller.enqueue(Buffer.from(`data: ${'a'.repeat(2 ** 20)}\n`));
    },
  });
  const ear = { isOurs: true, stands: all, mayHear: all };

  expect(await new Response(source.pipeThrough(passingEvents(ear) as never)).text()).toBe('');
  expect(sent).toBeLessThan(24);
});

test('a token hears what its scopes let it ask for, and no more', async () => {
  const events = ['delete', 'conversation', 'notification', 'filters_changed', 'pleroma:chat'];
  const heard = async (scopes: string) => {
    const may = (event: string) => mayHear(scopes, event);
    const framed = events.filter((event) => passingFrame(frame(event, ['user']), may));
    const text = events.map((event) => `event: ${event}\ndata: 1\n\n`).join('');
    const told = new Blob([text]).stream();
    const ear = { isOurs: true, stands: all, mayHear: may };
    const passed = await new Response(told.pipeThrough(passingEvents(ear) as never)).text();
    expect([...passed.matchAll(/^event: (.*)$/gm)].map(([, name]) => name)).toEqual(framed);
    return framed;
  };

  expect(await heard('read')).toEqual(events);
  expect(await heard('read:statuses')).toEqual(['delete', 'conversation', 'filters_changed']);
  expect(await heard('read:notifications')).toEqual(['notification', 'filters_changed']);
});
