import { ask, contentOf } from './answer.ts';
import type { KeptAct } from './kept_acts.ts';

/** What Driftline says of an act: the post as it is now, or why nothing was done. */
export interface Told {
  readonly words: string;
  readonly html?: string;
}

/** Undefined where nobody answers. */
export async function sendAct(act: KeptAct): Promise<Told | undefined> {
  const { path, body } = requestOf(act);
  // It goes on its way also where the reader leaves meanwhile.
  const request = { method: 'POST', body, keepalive: true };
  const answer = await ask(path, request);
  if (answer === undefined) return undefined;
  // Else a sentence of the gate's, or a page of its own.
  const why = answer.type.startsWith('text/plain') ? answer.text : 'load this page again.';
  return contentOf<Told>(answer) ?? { words: `Nothing was done: ${why}` };
}

/** The same of a page that is left: nobody is here for the answer. */
export function sendLeaving(act: KeptAct): void {
  const { path, body } = requestOf(act);
  navigator.sendBeacon(path, body);
}

function requestOf({ post, word }: KeptAct) {
  const body = new URLSearchParams({ do: word, at: post.id, fragment: '1' });
  return { path: `/posts/${post.dataset.key}/act`, body };
}
