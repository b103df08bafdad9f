import { ask, contentOf } from './answer.ts';
import type { KeptAct } from './kept_acts.ts';

/** What Driftline says of an act: the post as it is now, or why nothing was done. */
export interface Told {
  readonly words: string;
  readonly html?: string;
}

/** Which page this is. Its acts are counted, and Driftline does none of them twice, or late. */
const PAGE = crypto.getRandomValues(new Uint32Array(2)).join('-');

/**
 * Undefined where Driftline does not say what came of it: nobody answers, the answer breaks off, or
 * it is one of a proxy that finds no Driftline behind it. Then it may be done, or not.
 */
export async function sendAct(act: KeptAct): Promise<Told | undefined> {
  const { post, word, nth } = act;
  const about = { do: word, at: post.id, page: PAGE, nth: String(nth), fragment: '1' };
  const body = new URLSearchParams(about);
  // It goes on its way also where the reader leaves meanwhile.
  const request = { method: 'POST', body, keepalive: true };
  const answer = await ask(`/posts/${post.dataset.key}/act`, request);
  if (answer === undefined) return undefined;
  const told = contentOf<Partial<Told> | null>(answer);
  if (typeof told?.words === 'string') return told as Told;
  if (answer.status < 400 || answer.status >= 500) return undefined;
  // A sentence of the gate's, or a page of its own.
  const why = answer.type.startsWith('text/plain') ? answer.text : 'load this page again.';
  return { words: `Nothing was done: ${why}` };
}

/** The same of a page that is left, in one piece: nobody is here for the answers. */
export function sendLeaving(acts: readonly KeptAct[]): void {
  if (acts.length === 0) return;
  const words = acts.map(({ post, word, nth }) => ({
    key: Number(post.dataset.key),
    do: word,
    nth,
  }));
  navigator.sendBeacon('/acts', JSON.stringify({ page: PAGE, acts: words }));
}
