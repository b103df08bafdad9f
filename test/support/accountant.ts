import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openAccountant, type Purpose } from '../../src/mastodon/accountant.ts';

/** A whole multiple of fifteen minutes: every window begins here. */
export const START = Date.UTC(2026, 10, 2) as EpochMs;

/** One on told time; `granted` are the purposes of the requests it let go, in order. */
export function anAccountant(pace = 1) {
  const time = toldTime(START);
  const accountant = openAccountant(time, pace);
  const granted: Purpose[] = [];
  const ask = (count: number, purpose: Purpose, isPaging = false) => {
    for (let nth = 0; nth < count; nth += 1)
      void accountant.permit(purpose, isPaging).then(() => granted.push(purpose));
  };
  const passTo = (ms: number) => time.passTo((START + ms) as EpochMs);
  return { time, accountant, granted, ask, passTo };
}

/** What a server's answer says of its window, which ends so long after START. */
export function limits(
  remaining: number,
  resetMs: number,
  more: Readonly<Record<string, string>> = {},
): Headers {
  return new Headers({
    'X-RateLimit-Limit': '300',
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': isoOf((START + resetMs) as EpochMs).replace('Z', '000Z'),
    ...more,
  });
}
