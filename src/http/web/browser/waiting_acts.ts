import type { Told } from './act_requests.ts';
import { ask, contentOf } from './answer.ts';
import { placesOf, printedFor, putStill } from './put_acts.ts';
import { say } from './telling.ts';

const LOOK_AGAIN_MS = 4_000;
const LOOK_AGAIN_MAX_MS = 30_000;

interface Settled extends Told {
  readonly key: number;
}

/** While something waits for the owner's server, asks now and then whether it still does. */
export function watchWaiting(): () => void {
  let isWatching = false;
  let waitMs = LOOK_AGAIN_MS;
  const waitingRows = () => [...document.querySelectorAll<HTMLElement>('.acts[data-waiting]')];
  const look = async () => {
    if (document.visibilityState === 'visible') await settle(waitingRows());
    waitMs = Math.min(LOOK_AGAIN_MAX_MS, waitMs * 1.5);
    isWatching = waitingRows().length > 0;
    if (isWatching) setTimeout(look, waitMs);
  };
  const start = () => {
    waitMs = LOOK_AGAIN_MS;
    if (isWatching || waitingRows().length === 0) return;
    isWatching = true;
    setTimeout(look, waitMs);
  };
  start();
  return start;
}

async function settle(rows: readonly HTMLElement[]): Promise<void> {
  const keys = rows.flatMap((row) => row.closest<HTMLElement>('.post')?.dataset.key ?? []);
  const answer = await ask(`/waiting?keys=${[...new Set(keys)].join()}`);
  const settled = answer?.isOk ? contentOf<readonly Settled[]>(answer) : undefined;
  if (!Array.isArray(settled)) return;
  for (const { key, words, html } of settled as readonly Settled[]) {
    for (const post of placesOf(String(key)))
      if (html !== undefined) putStill(post, printedFor(post.id, html, 'post'), { mayGrow: true });
    if (words !== '') say(words);
  }
}
