import type { Told } from './act_requests.ts';
import { ask, contentOf } from './answer.ts';
import { putStill } from './put_acts.ts';
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
  const posts = new Map<string, HTMLElement>();
  for (const row of rows) {
    const post = row.closest<HTMLElement>('.post');
    if (post?.dataset.key) posts.set(post.dataset.key, post);
  }
  const answer = await ask(`/waiting?keys=${[...posts.keys()].join()}`);
  if (!answer?.isOk) return;
  for (const { key, words, html } of contentOf<readonly Settled[]>(answer) ?? []) {
    const post = posts.get(String(key));
    if (post === undefined) continue;
    const lines = html?.replaceAll('"post-acts"', `"${post.id}-acts"`);
    if (lines !== undefined) putStill(post, lines, { mayGrow: true });
    const at = post.querySelector<HTMLInputElement>('.acts [name="at"]');
    if (at !== null) at.value = post.id;
    if (words !== '') say(words);
  }
}
