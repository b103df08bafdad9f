import type { EpochMs, Time } from '../../src/core/clock.ts';

/** The wall's time, for tests that start whole programs. */
export const wallTime: Time = {
  now: () => Date.now() as EpochMs,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Looks every 50 ms until `isSo`, at most `mostMs`; throws what it waited for. */
export async function until(what: string, isSo: () => boolean, mostMs = 30_000): Promise<void> {
  const endMs = Date.now() + mostMs;
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error(`waited ${mostMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
