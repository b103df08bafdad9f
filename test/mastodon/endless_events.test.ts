import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openEvents } from '../../src/mastodon/relay.ts';
import type { Connection } from '../../src/mastodon/send.ts';

const MEBIBYTE = 2 ** 20;

test('events that never come to the end of a line are broken off, and not gathered', async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      if (sent > 64) controller.close();
      else controller.enqueue(new Uint8Array(MEBIBYTE).fill(0x61));
    },
  });
  const headers = { 'content-type': 'text/event-stream' };
  const connection = {
    ...{ server: 'https://home.example', token: 'a-token', userAgent: 'Driftline' },
    time: toldTime(0 as EpochMs),
    send: async () => new Response(body, { headers }),
  } as unknown as Connection;
  const asked = { streamingUrl: 'wss://home.example', path: '/api/v1/streaming/user' };
  const signal = new AbortController().signal;
  const events = await openEvents(connection, { ...asked, signal });
  let heard = 0;
  for await (const bytes of events as ReadableStream<Uint8Array>) heard += bytes.length;
  expect({ heard, isBrokenOff: sent < 20 }).toEqual({ heard: 0, isBrokenOff: true });
});
