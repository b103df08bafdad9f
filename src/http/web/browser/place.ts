import { stopAnchoring } from './exchange.ts';

/** So long nothing scrolls before the address says where the reader stands. */
const SETTLED_MS = 200;
/** A post that ends above this is read, px. */
const TOP = 80;

/** The first post that is not above the window: where the reader stands. */
export function standingPost(selector: string): HTMLElement | undefined {
  const posts = document.querySelectorAll<HTMLElement>(selector);
  return [...posts].find((post) => post.getBoundingClientRect().bottom > TOP);
}

/** A part that was set below what stood here has an address of its own. */
export function beginPart(first: HTMLElement, address: string): void {
  first.dataset.part = address;
}

/**
 * A page that grew in place has its first posts alone when it is loaded again, or come back to: the
 * browser would stop at the last of them. So its address becomes that of the part in which the
 * reader stands, and names the post.
 */
export function keepPlaceInAddress(): void {
  const firstPart = location.pathname + location.search;
  // Loaded again or come back to: browsers then follow no fragment by themselves.
  if (history.scrollRestoration === 'manual')
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  let settling: number | undefined;
  const keep = () => {
    const parts = document.querySelectorAll<HTMLElement>('.post[data-part]');
    if (parts.length === 0 && history.scrollRestoration === 'auto') return;
    const post = standingPost('#posts > .post');
    if (post === undefined) return;
    const within = [...parts].findLast((part) => part === post || isAbove(part, post));
    history.scrollRestoration = 'manual';
    history.replaceState(null, '', `${within?.dataset.part ?? firstPart}#${post.id}`);
  };
  const settle = () => {
    clearTimeout(settling);
    settling = window.setTimeout(keep, SETTLED_MS);
  };
  document.addEventListener('scroll', settle, { passive: true });
}

/**
 * A window made narrower or wider lays all posts anew, and what is read would be posts away: a
 * browser keeps it there on a phone that is turned, but not where the page's own margins change.
 */
export function keepPlaceInWindow(): void {
  let width = window.innerWidth;
  let settling: number | undefined;
  let held: { readonly post: HTMLElement; readonly top: number } | undefined;
  const note = () => {
    const post = window.scrollY > 0 ? standingPost('.post') : undefined;
    held = post && { post, top: post.getBoundingClientRect().top };
  };
  document.addEventListener(
    'scroll',
    () => {
      clearTimeout(settling);
      settling = window.setTimeout(note, SETTLED_MS);
    },
    { passive: true },
  );
  window.addEventListener('resize', () => {
    if (window.innerWidth === width) return; // the bar of a phone's browser, or its keyboard
    width = window.innerWidth;
    if (held?.post.isConnected !== true) return;
    clearTimeout(settling);
    stopAnchoring();
    window.scrollBy(0, held.post.getBoundingClientRect().top - held.top);
  });
}

function isAbove(part: Node, post: Node): boolean {
  return (part.compareDocumentPosition(post) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
