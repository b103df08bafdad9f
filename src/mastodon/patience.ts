import { SECOND_MS } from '../core/clock.ts';
import type { Connection } from './send.ts';

export const TIME_OUT_MS = 30 * SECOND_MS;

/**
 * Aborted by the time-out, or with the connection. By hand: of what AbortSignal.any joins to a
 * signal that lives for weeks, some 130 bytes a request stay (Node 20.20, 80,000 requests).
 */
export function openPatience(
  { signal, time }: Pick<Connection, 'signal' | 'time'>,
  timeOutMs = TIME_OUT_MS,
): { patience: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  const cancel = time.after(timeOutMs, () => controller.abort());
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return {
    patience: controller.signal,
    end() {
      cancel();
      signal.removeEventListener('abort', stop);
    },
  };
}
