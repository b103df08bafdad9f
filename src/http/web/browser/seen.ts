/**
 * What counts as seen: half of the post, or of the window, on screen for a second, the tab in
 * front.
 */
const SHARE = 0.5;
const LOOK_MS = 1_000;
/** Reports go out together, at most this long after the first of them. */
const BATCH_MS = 3_000;
const STEPS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

export interface Seen {
  readonly watch: (within: ParentNode) => void;
  readonly opened: (post: HTMLElement) => void;
}

export function openSeen(edition: number | undefined): Seen {
  const looks = new Map<Element, number>();
  const waiting = new Set<HTMLElement>();
  let batch: number | undefined;

  const send = (kind: 'seen' | 'opened', posts: readonly HTMLElement[]) => {
    const positions = numbers(posts, 'position');
    const body = {
      kind,
      ...(edition === undefined
        ? { keys: numbers(posts, 'key') }
        : { edition, positions, at: standing() }),
    };
    navigator.sendBeacon('/seen', JSON.stringify(body));
  };
  const flush = () => {
    clearTimeout(batch);
    batch = undefined;
    if (waiting.size === 0) return;
    send('seen', [...waiting]);
    waiting.clear();
  };
  const saw = (post: HTMLElement) => {
    looks.delete(post);
    observer.unobserve(post);
    if (post.classList.contains('seen')) return;
    post.classList.add('seen');
    waiting.add(post);
    count(1);
    batch ??= window.setTimeout(flush, BATCH_MS);
  };
  const forgetLooks = () => {
    for (const timer of looks.values()) clearTimeout(timer);
    looks.clear();
  };
  const look = (entry: IntersectionObserverEntry) => {
    const isBig = entry.intersectionRect.height >= window.innerHeight * SHARE;
    const isLooked =
      document.visibilityState === 'visible' && (entry.intersectionRatio >= SHARE || isBig);
    const timer = looks.get(entry.target);
    if (isLooked && timer === undefined)
      looks.set(
        entry.target,
        window.setTimeout(() => saw(entry.target as HTMLElement), LOOK_MS),
      );
    if (!isLooked && timer !== undefined) {
      clearTimeout(timer);
      looks.delete(entry.target);
    }
  };
  const observer = new IntersectionObserver((entries) => entries.forEach(look), {
    threshold: STEPS,
  });
  const watch = (within: ParentNode) => {
    for (const post of within.querySelectorAll('.post:not(.seen)')) observer.observe(post);
  };

  document.addEventListener('visibilitychange', () => {
    forgetLooks();
    if (document.visibilityState === 'hidden') {
      flush();
      if (edition !== undefined) send('seen', []);
      return;
    }
    // Observing anew tells again what is on screen now.
    observer.disconnect();
    watch(document);
  });
  window.addEventListener('pagehide', flush);
  return { watch, opened: (post) => send('opened', [post]) };
}

function numbers(posts: readonly HTMLElement[], name: 'position' | 'key'): readonly number[] {
  return posts.map((post) => Number(post.dataset[name])).filter((found) => found > 0);
}

/** The place of the first post that is not above the window: where the reader stands. */
function standing(): number | undefined {
  for (const post of document.querySelectorAll<HTMLElement>('.post[data-position]'))
    if (post.getBoundingClientRect().bottom > 80) return Number(post.dataset.position) || undefined;
  return undefined;
}

/** Moves the bar in the head on. */
function count(more: number): void {
  const bar = document.querySelector<HTMLProgressElement>('#seen-bar');
  if (bar === null) return;
  bar.value = Math.min(bar.max, bar.value + more);
  for (const id of ['seen-count', 'end-count']) {
    const words = document.getElementById(id);
    if (words !== null) words.textContent = String(bar.value);
  }
}
