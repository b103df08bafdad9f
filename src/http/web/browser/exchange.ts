import { partsOf } from './parts.ts';

/**
 * Sets a post anew where it stands, and moves nothing that is read: what is smaller now keeps the
 * room it had, what grew above the window is scrolled past, and what would grow under the reader's
 * eyes is left until it is asked for again. True where it was set.
 */
export function exchange(old: HTMLElement, html: string): boolean {
  const fresh = partsOf(html).firstElementChild;
  if (!(fresh instanceof HTMLElement)) return false;
  const { top, bottom, height } = old.getBoundingClientRect();
  const isAbove = bottom <= 0;
  const isBelow = top >= window.innerHeight;
  stopAnchoring();
  const hadFocus = old.contains(document.activeElement);
  fresh.classList.toggle('seen', old.matches('.seen') || fresh.matches('.seen'));
  old.before(fresh);
  carryFolds(old, fresh);
  old.style.display = 'none';
  carryPanels(old, fresh);
  const growth = fresh.getBoundingClientRect().height - height;
  if (growth > 0 && !isAbove && !isBelow) {
    carryPanels(fresh, old);
    fresh.remove();
    old.style.display = '';
    return false;
  }
  if (growth < 0) fresh.style.minHeight = `${height}px`;
  old.remove();
  if (growth > 0 && isAbove) window.scrollBy(0, growth);
  if (hadFocus) fresh.focus({ preventScroll: true });
  return true;
}

/**
 * Where a browser keeps the place by itself, it would do so a second time. Said of the body: of
 * `html`, Chromium computes the style of the whole page anew, and once more as it ends: with 200
 * posts 82 to 122 ms each (Chromium 143, two busy cores, 27 November 2026).
 */
export function stopAnchoring(): void {
  const { style } = document.body;
  style.overflowAnchor = 'none';
  requestAnimationFrame(() => requestAnimationFrame(() => style.removeProperty('overflow-anchor')));
}

/** What the reader had unfolded stays so, as far as it is still there. */
function carryFolds(old: HTMLElement, fresh: HTMLElement): void {
  const folds = fresh.querySelectorAll<HTMLDetailsElement>('.body details');
  old.querySelectorAll<HTMLDetailsElement>('.body details').forEach((fold, at) => {
    const same = folds[at];
    if (same !== undefined && same.className === fold.className) same.open = fold.open;
  });
  const unfold = fresh.querySelector<HTMLInputElement>('.unfold');
  if (unfold !== null)
    unfold.checked = old.querySelector<HTMLInputElement>('.unfold:checked') !== null;
}

/** What was opened below a post is open below it still. */
function carryPanels(from: HTMLElement, to: HTMLElement): void {
  const body = to.querySelector('.body');
  if (body === null) return;
  for (const name of ['why', 'thread'] as const) {
    const panel = from.querySelector(`.${name}-panel`);
    if (panel === null) continue;
    (name === 'why' ? body : to).append(panel);
    to.querySelector(`a.${name}`)?.setAttribute('aria-expanded', 'true');
  }
  const menu = from.querySelector('.post-menu');
  if (menu === null) return;
  (to.querySelector('.act-lines') ?? to.querySelector('.tools'))?.after(menu);
  to.querySelector('a.act.menu')?.setAttribute('aria-expanded', 'true');
}
