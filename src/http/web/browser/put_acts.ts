import { stopAnchoring } from './exchange.ts';
import { partsOf } from './parts.ts';
import { ownOf } from './telling.ts';

/** The row and its lines, as the server has them now; who had the focus keeps it. */
export function put(post: HTMLElement, html: string): void {
  const row = ownOf(post, '.acts');
  const tools = ownOf(post, '.tools');
  if (row === undefined || tools === undefined) return;
  const focused = row.contains(document.activeElement)
    ? document.activeElement?.className.split(' ')[1]
    : undefined;
  const [fresh, lines] = partsOf(html).children;
  ownOf(post, '.act-lines')?.remove();
  if (fresh !== undefined) row.replaceWith(fresh);
  if (lines !== undefined) tools.after(lines);
  if (ownOf(post, '.post-menu') !== undefined)
    ownOf(post, 'a.act.menu')?.setAttribute('aria-expanded', 'true');
  if (focused !== undefined) ownOf(post, `.act.${focused}`)?.focus();
}

/** Everywhere on the page where the post stands, as in the thread that is open below another. */
export function placesOf(key: string | undefined): readonly HTMLElement[] {
  if (key === undefined) return [];
  return [...document.querySelectorAll<HTMLElement>(`.post[data-key="${CSS.escape(key)}"]`)];
}

/** Parts that were printed for the place `from`, as they are of the place `to`. */
export function printedFor(to: string, html: string, from: string): string {
  return html
    .replaceAll(`"${from}-acts"`, `"${to}-acts"`)
    .replaceAll(`value="${from}"`, `value="${to}"`)
    .replaceAll(`at=${from}"`, `at=${to}"`);
}

interface Asked {
  /** Whether lines that were not there may push down what stands below. */
  readonly mayGrow: boolean;
}

/**
 * The same of what nobody did on this page just now: what is read stays where it is. Lines that
 * would come in under the reader's eyes are left out, since the row shows what was done.
 */
export function putStill(post: HTMLElement, html: string, { mayGrow }: Asked): void {
  const before = post.getBoundingClientRect();
  const growth = () => post.getBoundingClientRect().height - before.height;
  stopAnchoring();
  put(post, html);
  const isOnScreen = before.bottom > 0 && before.top < window.innerHeight;
  if (growth() > 0 && isOnScreen && !mayGrow) ownOf(post, '.act-lines')?.remove();
  if (growth() < 0) post.style.minHeight = `${before.height}px`;
  if (before.bottom <= 0) window.scrollBy(0, growth());
}
