import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { beginningOf } from '../../src/http/media/media_streams.ts';

test('a body that fails as it begins is let go of, and no time limit reaches for it later', async () => {
  const limit = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('reset')),
  });

  const beginning = beginningOf(body, limit.signal);

  await expect(beginning).rejects.toThrow('reset');
  expect(getEventListeners(limit.signal, 'abort')).toEqual([]);
});
