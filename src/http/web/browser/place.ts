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

function isAbove(part: Node, post: Node): boolean {
  return (part.compareDocumentPosition(post) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
