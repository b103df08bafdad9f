import { type Clock, SECOND_MS } from '../core/clock.ts';
import type { RateCounter, RateMemory } from './accountant.ts';
import { TIME_OUT_MS } from './patience.ts';
import type { Send } from './send.ts';

const ANSWERS = 'answers';

/** One after the other, over the ocean and back: no server is taken to answer sooner. */
const USUAL_MS = 0.3 * SECOND_MS;

/** The mean is of about so many of the last ones. */
const OF_LAST = 20;

/**
 * Gives every `send` that goes through it the measure of how long answers take, and remembers their
 * mean with the counters, once it is more than usual.
 */
export function openAnswerTimes(now: Clock, memory: RateMemory): (send: Send) => Send {
  let known: { readonly meanMs: number; readonly answers: number } | undefined;
  let isKept = false;
  const begin = () => {
    const kept = memory.read().find(({ bucket }) => bucket === ANSWERS)?.used;
    isKept = kept !== undefined;
    return kept === undefined ? { meanMs: 0, answers: 0 } : { meanMs: kept, answers: OF_LAST };
  };
  const took = (ms: number) => {
    if (ms < 0 || ms > TIME_OUT_MS) return; // a clock that was set
    const { meanMs, answers } = known ?? begin();
    const of = Math.min(answers + 1, OF_LAST);
    known = { meanMs: meanMs + (ms - meanMs) / of, answers: of };
    if (known.meanMs <= USUAL_MS && !isKept) return;
    memory.write({ bucket: ANSWERS, windowStartMs: 0, used: Math.round(known.meanMs) });
    isKept = known.meanMs > USUAL_MS;
  };
  return (send) => async (request) => {
    const sentMs = now();
    const response = await send(request);
    if (response.ok) took(now() - sentMs); // a refusal costs a server nothing
    return response;
  };
}

/** How long an answer takes, ms, out of what is remembered. */
export function answerMsOf(counters: readonly RateCounter[]): number {
  return Math.max(USUAL_MS, counters.find(({ bucket }) => bucket === ANSWERS)?.used ?? 0);
}
