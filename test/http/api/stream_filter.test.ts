import { expect, test } from 'vitest';
import { passingEvents, passingFrame } from '../../../src/http/api/stream_filter.ts';

const frame = (event: string, stream: string[]) => JSON.stringify({ stream, event, payload: '{}' });

test('everything passes but updates of the home', () => {
  for (const event of ['notification', 'status.update', 'delete', 'filters_changed'])
    expect(passingFrame(frame(event, ['user']))).toBe(frame(event, ['user']));
  expect(passingFrame(frame('update', ['user']))).toBeUndefined();
  expect(passingFrame('{"event":"update"}')).toBeUndefined();
  expect(passingFrame(frame('update', ['public']))).toBeDefined();
  expect(passingFrame(frame('update', ['list', '12']))).toBeDefined();
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
      source.pipeThrough(passingEvents(true, () => true) as never),
    ).text();
    expect(heard).toBe(kept);
  }
});
