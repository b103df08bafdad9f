/** What is said where Driftline itself does not answer: the page that is open stays as it is. */
export const AWAY = 'Driftline cannot be reached';

/** In the live region, which a screen reader reads aloud. */
export function say(words: string): void {
  const live = document.getElementById('live');
  if (live !== null) live.textContent = words;
}

/** A line below the post, for who sees, and aloud for who hears; the next success takes it away. */
export function complain(post: HTMLElement, words: string): void {
  takeBack(post);
  const lines = ownOf(post, '.act-lines') ?? madeLines(post);
  const line = document.createElement('p');
  line.className = 'deed refused complaint';
  line.textContent = words;
  lines?.append(line);
  say(words);
}

export function takeBack(post: HTMLElement): void {
  ownOf(post, '.complaint')?.remove();
}

function madeLines(post: HTMLElement): HTMLElement | undefined {
  const lines = document.createElement('div');
  lines.className = 'act-lines';
  ownOf(post, '.tools')?.after(lines);
  return lines;
}

/** A post may hold others, in the thread below it, with parts of their own. */
export function ownOf(post: HTMLElement, selector: string): HTMLElement | undefined {
  return [...post.querySelectorAll<HTMLElement>(selector)].find(
    (found) => found.parentElement?.closest('.post') === post,
  );
}
