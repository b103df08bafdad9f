import { ask } from './answer.ts';
import { standingPost } from './place.ts';

/**
 * What counts as seen: half of the post, or of the window, on screen for a second, the tab in
 * front.
 */
const SHARE = 0.5;
const LOOK_MS = 1_000;
/** Reports go out together, at most this long after the first of them. */
const BATCH_MS = 3_000;
/** Until a report that nobody took is made again. */
const AGAIN_MS = 10_000;
/** Posts of one report; the server takes no more. */
const REPORT_MAX = 400;
const STEPS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

export interface Seen {
  readonly watch: (within: ParentNode) => void;
  readonly opened: (post: HTMLElement) => void;
}

export function openSeen(edition: number | undefined): Seen {
  const reports = openReports(edition);
  const looks = openLooks((post) => {
    if (post.classList.contains('seen')) return;
    post.classList.add('seen');
    reports.saw(post);
    if (post.dataset.position !== undefined) count(1);
  });

  document.addEventListener('visibilitychange', () => {
    looks.forget();
    if (document.visibilityState === 'visible') {
      looks.begin();
      return;
    }
    reports.leave();
  });
  window.addEventListener('pagehide', reports.leave);
  return { watch: looks.watch, opened: reports.opened };
}

/** Watches posts, and tells of each that was looked at for long enough, once. */
function openLooks(onSeen: (post: HTMLElement) => void) {
  const looks = new Map<Element, number>();
  const end = (post: Element) => {
    clearTimeout(looks.get(post));
    looks.delete(post);
  };
  const see = (post: Element) => {
    looks.delete(post);
    observer.unobserve(post);
    onSeen(post as HTMLElement);
  };
  const look = (entry: IntersectionObserverEntry) => {
    const post = entry.target;
    if (!isLookedAt(entry)) end(post);
    else if (!looks.has(post))
      looks.set(
        post,
        window.setTimeout(() => see(post), LOOK_MS),
      );
  };
  const observer = new IntersectionObserver((entries) => entries.forEach(look), {
    threshold: STEPS,
  });
  const watch = (within: ParentNode) => {
    for (const post of within.querySelectorAll('.post:not(.seen)')) observer.observe(post);
  };

  return {
    watch,
    forget() {
      for (const post of looks.keys()) end(post);
    },
    /** Observing anew tells again what is on screen now. */
    begin() {
      observer.disconnect();
      watch(document);
    },
  };
}

function isLookedAt({ intersectionRect, intersectionRatio }: IntersectionObserverEntry): boolean {
  const isBig = intersectionRect.height >= window.innerHeight * SHARE;
  return document.visibilityState === 'visible' && (intersectionRatio >= SHARE || isBig);
}

/**
 * Tells the server what was seen, some posts at a time, and what was opened, at once. What it did
 * not take, since it or the way to it was away, is told again: twice is as good as once.
 */
function openReports(edition: number | undefined) {
  const waiting = new Set<HTMLElement>();
  const untold = new Set<HTMLElement>();
  let batch: number | undefined;
  // Where nobody moved since, another window or device may have read on.
  let stood: number | undefined;
  window.addEventListener('load', () => {
    stood = standing();
  });
  const moved = () => {
    const at = standing();
    if (at === stood) return undefined;
    stood = at;
    return at;
  };

  const words = (kind: 'seen' | 'opened', posts: readonly HTMLElement[]) =>
    JSON.stringify({
      kind,
      ...(edition === undefined
        ? { keys: numbers(posts, 'key') }
        : {
            edition,
            positions: numbers(posts, 'position'),
            keys: numbers(posts.filter(isInThread), 'key'),
            at: moved(),
          }),
    });
  const tell = async (kind: 'seen' | 'opened', posts: readonly HTMLElement[]) => {
    const body = words(kind, posts);
    const answer = await ask('/seen', { method: 'POST', body, keepalive: true });
    if (answer !== undefined && isTaken(answer.status)) return;
    stood = undefined;
    for (const post of posts) (kind === 'seen' ? waiting : untold).add(post);
    begin(AGAIN_MS);
  };
  const flush = () => {
    batch = undefined;
    const posts = [...waiting].slice(0, REPORT_MAX);
    for (const post of posts) waiting.delete(post);
    if (waiting.size > 0) begin(BATCH_MS);
    if (posts.length > 0) void tell('seen', posts);
    const opened = [...untold];
    untold.clear();
    for (const post of opened) void tell('opened', [post]);
  };
  const begin = (ms: number) => {
    if (batch === undefined) batch = window.setTimeout(flush, ms);
  };

  return {
    saw(post: HTMLElement) {
      waiting.add(post);
      begin(BATCH_MS);
    },
    opened: (post: HTMLElement) => void tell('opened', [post]),
    /** What was not told yet, and where the reader stands: nobody may be here for the answer. */
    leave() {
      if (edition !== undefined || waiting.size > 0)
        navigator.sendBeacon('/seen', words('seen', [...waiting].slice(0, REPORT_MAX)));
      for (const post of untold) navigator.sendBeacon('/seen', words('opened', [post]));
    },
  };
}

/** Or never will be. A page that somebody between us gives is neither. */
function isTaken(status: number): boolean {
  return status === 204 || (status >= 400 && status < 500 && status !== 429);
}

/** A post of a thread has no place in the edition. */
function isInThread({ dataset }: HTMLElement): boolean {
  return dataset.position === undefined;
}

function numbers(posts: readonly HTMLElement[], name: 'position' | 'key'): readonly number[] {
  return posts.map((post) => Number(post.dataset[name])).filter((found) => found > 0);
}

/**
 * The place where the reader stands. A look at one lane, or at one post on a page of its own, is
 * none of the way through the edition.
 */
function standing(): number | undefined {
  if (document.querySelector('main[data-position]') === null) return undefined;
  return Number(standingPost('.post[data-position]')?.dataset.position) || undefined;
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
