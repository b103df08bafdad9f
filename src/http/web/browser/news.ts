import { ask, contentOf } from './answer.ts';
import { exchange } from './exchange.ts';
import { putStill } from './put_acts.ts';

const NEWS_MS = 180_000;
/** Ten pages of 40: so many the server looks at. The last of them, for there the reader is. */
const PLACES_MAX = 400;

interface Changed {
  readonly position: number;
  readonly html: string;
  readonly isWhole: boolean;
}

interface News {
  readonly words: string;
  readonly latest: number;
  readonly changed: readonly Changed[];
}

/**
 * What came about while the page was open: how much came in, a newer edition, posts that were
 * deleted, edited or hidden, and what was done with them elsewhere. Each in its place.
 */
export function watchForNews(watch: (within: ParentNode) => void): void {
  const since = document.querySelector<HTMLElement>('#since');
  const posts = document.querySelector<HTMLElement>('#posts');
  if (since === null || posts === null) return;
  const change = ({ position, html, isWhole }: Changed) => {
    const post = document.getElementById(`p${position}`);
    if (post === null) return;
    if (!isWhole) putStill(post, html, { mayGrow: false });
    else if (exchange(post, html)) watch(posts);
  };
  const look = async () => {
    if (document.visibilityState !== 'visible') return;
    const query = new URLSearchParams({ places: placesHeld() });
    const answer = await ask(`/since/${since.dataset.edition}?${query}`);
    const news = answer?.isOk ? contentOf<News>(answer) : undefined;
    if (news === undefined) return; // The server is away for now; the edition stays as it is.
    const { words, latest, changed } = news;
    if (since.textContent !== words) since.textContent = words;
    if (String(latest) !== since.dataset.latest) tellOfNewer(latest);
    since.dataset.latest = String(latest);
    for (const one of changed) change(one);
  };
  setInterval(look, NEWS_MS);
  document.addEventListener('visibilitychange', look);
}

/** Position, stamp of what the post says and stamp of the acts on it, of each. */
function placesHeld(): string {
  return [...document.querySelectorAll<HTMLElement>('.post[data-stamp]')]
    .slice(-PLACES_MAX)
    .map((post) => {
      const row = post.querySelector<HTMLElement>('.acts');
      const acts = row === null ? '-' : (row.dataset.acts ?? '');
      return `${post.dataset.position}.${post.dataset.stamp}.${acts}`;
    })
    .join();
}

/** At the lower edge, over the page: set anywhere else it would move what is read. */
function tellOfNewer(latest: number): void {
  const known = document.getElementById('newer');
  if (known !== null) {
    known.querySelector('a')?.setAttribute('href', `/e/${latest}`);
    known.hidden = false;
    return;
  }
  const bar = document.createElement('p');
  bar.id = 'newer';
  bar.className = 'bar waits-below';
  bar.setAttribute('role', 'status');
  const link = document.createElement('a');
  link.href = `/e/${latest}`;
  link.textContent = 'Open it';
  const later = document.createElement('button');
  later.className = 'link';
  later.textContent = 'later';
  later.addEventListener('click', () => {
    bar.hidden = true;
  });
  bar.append('A newer edition is here. ', link, later);
  document.body.append(bar);
}
