import type { Acts } from './acts.ts';
import type { Folds } from './folds.ts';

interface Deps extends Folds, Acts {
  readonly opened: (post: HTMLElement) => void;
}

const TYPED = 'input:not([type=checkbox]), textarea, select, [contenteditable]';
const STOPS = '.post, a.next, .more-thread > summary';
const KEYS: readonly (readonly [string, string])[] = [
  ['j, k', 'next post, previous post'],
  ['o', 'open on your server'],
  ['enter', 'the thread'],
  ['f, b, s', 'favourite, boost, save'],
  ['+, -', 'more like this, less like this'],
  ['z', 'snooze; again: close its menu'],
  ['w', 'why it is here'],
  ['x', 'fold, unfold'],
  ['/', 'search'],
  ['g h', 'the edition of today'],
  ['g e', 'earlier editions'],
  ['g f', 'feeds'],
  ['g s', 'statistics'],
  ['?', 'these keys; again: close them'],
];
const PLACES: Readonly<Record<string, string>> = {
  e: '/editions',
  f: '/feeds',
  s: '/statistics',
  h: '/',
};

/** So long `g` waits for its second key. */
const GOING_MS = 3_000;

/** Keys, never with modifiers and never in fields. Focus follows. */
export function listenForKeys(deps: Deps): void {
  const { toggleWhy, toggleThread, toggleFold, opened } = deps;
  let goingUntilMs = 0;
  const onPost: Readonly<Record<string, (post: HTMLElement) => void>> = {
    o: (post) => open(post),
    Enter: (post) => toggleThread(threadsOwn(post)),
    w: toggleWhy,
    x: toggleFold,
    f: (post) => deps.press(post, 'favourite'),
    b: (post) => deps.press(post, 'reblog'),
    s: (post) => deps.press(post, 'bookmark'),
    '+': (post) => deps.taste(post, 'more'),
    '-': (post) => deps.taste(post, 'less'),
    z: deps.snooze,
  };
  const open = (post: HTMLElement) => {
    const link = post.querySelector<HTMLAnchorElement>('a.open, a.original');
    if (link === null) return;
    opened(post);
    window.open(link.href, '_blank', 'noopener,noreferrer');
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as Element;
    if (target.matches(TYPED)) return;
    const shown = document.querySelector<HTMLDialogElement>('dialog[open]');
    if (shown !== null) return event.key === '?' ? shown.close() : undefined;
    // Enter belongs to the link, button or fold that has the focus.
    if (event.key === 'Enter' && target.matches('a, button, summary, label, input')) return;
    const isGoing = event.timeStamp < goingUntilMs;
    goingUntilMs = 0;
    if (isGoing) {
      const place = PLACES[event.key];
      if (place !== undefined) location.assign(place);
      return;
    }
    const post = current();
    // What a browser does by it, it does as well.
    if (event.key === 'Escape') return post && deps.leaveMenu(post);
    if (event.key === 'g') goingUntilMs = event.timeStamp + GOING_MS;
    else if (event.key === '?') showKeys();
    else if (event.key === '/') search();
    else if (event.key === 'j' || event.key === 'k') step(event.key === 'j' ? 1 : -1);
    else if (post !== undefined && onPost[event.key] !== undefined) onPost[event.key]?.(post);
    else return;
    event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a.open, a.original, a.when');
    const post = link?.closest<HTMLElement>('.post');
    if (post && !event.defaultPrevented) opened(post);
  });
}

/** Of an answer in an open thread the post above it, so that whoever reads there can leave. */
function threadsOwn(post: HTMLElement): HTMLElement {
  return post.closest('.thread-panel')?.closest<HTMLElement>('.post') ?? post;
}

function posts(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('.post')];
}

/** The post with the focus, else the first that is well on screen. */
function current(): HTMLElement | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('.post');
  return focused ?? posts().find((post) => post.getBoundingClientRect().bottom > 120);
}

/** From post to post, and after the last one here to the way on, for Enter. */
function step(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(STOPS)].filter((stop) =>
    stop.checkVisibility(),
  );
  const focused = document.activeElement?.closest<HTMLElement>(STOPS);
  const at = focused ? all.indexOf(focused) + by : all.indexOf(current() as HTMLElement);
  const next = all[at];
  if (next === undefined) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'start' });
}

function search(): void {
  const field = document.querySelector<HTMLInputElement>('#q');
  // A browser puts the focus where a fragment leads.
  if (field === null) location.assign('/search#q');
  field?.focus();
  field?.select();
}

function showKeys(): void {
  const known = document.querySelector<HTMLDialogElement>('#keys');
  if (known !== null) {
    known.showModal();
    return;
  }
  const dialog = document.createElement('dialog');
  dialog.id = 'keys';
  const heading = document.createElement('h2');
  heading.textContent = 'Keys';
  const list = document.createElement('dl');
  for (const [key, words] of KEYS) {
    const term = document.createElement('dt');
    const name = document.createElement('kbd');
    name.textContent = key;
    term.append(name);
    const meaning = document.createElement('dd');
    meaning.textContent = words;
    list.append(term, meaning);
  }
  const form = document.createElement('form');
  form.method = 'dialog';
  const close = document.createElement('button');
  close.className = 'link';
  close.textContent = 'close';
  form.append(close);
  dialog.setAttribute('aria-label', 'Keys');
  dialog.append(heading, list, form);
  document.body.append(dialog);
  dialog.showModal();
}
