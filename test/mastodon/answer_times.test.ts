import { expect, test } from 'vitest';
import { type EpochMs, SECOND_MS } from '../../src/core/clock.ts';
import type { RateMemory } from '../../src/mastodon/accountant.ts';
import { answerMsOf, openAnswerTimes } from '../../src/mastodon/answer_times.ts';
import { START } from '../support/accountant.ts';

/** A server that takes as long as it is told, and whoever asks it, with the same memory. */
function asking() {
  const kept = new Map<string, ReturnType<RateMemory['read']>[number]>();
  const memory: RateMemory = {
    read: () => [...kept.values()],
    write: (one) => kept.set(one.bucket, one),
  };
  let nowMs = START as EpochMs;
  const start = () => openAnswerTimes(() => nowMs, memory);
  const ask = async (timed: ReturnType<typeof start>, tookMs: readonly number[], status = 200) => {
    for (const ms of tookMs)
      await timed(async () => {
        nowMs = (nowMs + ms) as EpochMs;
        return new Response('', { status });
      })(new Request('https://example.social/'));
    return answerMsOf(memory.read());
  };
  return { start, ask };
}

const SLOW = Array.from({ length: 20 }, () => 3 * SECOND_MS);
const FAST = Array.from({ length: 100 }, () => 100);

test('how long answers take is remembered over a restart, and follows the last of them', async () => {
  const { start, ask } = asking();

  const before = await ask(start(), []);
  const slow = await ask(start(), SLOW);
  const again = start();
  const oneFast = await ask(again, [100]);
  const fast = await ask(again, FAST);

  expect([before, slow, oneFast, fast]).toEqual([300, 3_000, 2_855, 300]);
});

test('a refusal and a clock that was set say nothing of how long answers take', async () => {
  const { start, ask } = asking();
  const timed = start();
  await ask(timed, SLOW);

  const refused = await ask(timed, FAST, 429);
  const set = await ask(timed, [-3_600_000, 3_600_000]);

  expect([refused, set]).toEqual([3_000, 3_000]);
});
