import { agoWords } from './ago_words.ts';
import { askPart } from './answer.ts';
import { beginPart } from './place.ts';
import { AWAY, say } from './telling.ts';

const MINUTE_MS = 60_000;

/** Forty posts at once are a task of 38 to 48 ms of the processor, most of it style and layout. */
const BITE_POSTS = 10;
/** A page that is not looked at has no frames. */
const FRAME_MS_MAX = 100;

/** "next 40" is fetched and set below, so nothing that is read moves. */
export function continueInPlace(watch: (within: ParentNode) => void): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.next');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void append(link, watch);
  });
}

async function append(link: HTMLAnchorElement, watch: (within: ParentNode) => void): Promise<void> {
  const posts = document.querySelector('#posts');
  if (link.ariaBusy === 'true') return; // A second tap, while the first is on its way.
  link.ariaBusy = 'true';
  const address = new URL(link.href);
  address.searchParams.set('fragment', '1');
  const more = await askPart(address, '.post');
  if (more === 'away') {
    link.ariaBusy = null;
    tellBelow(link, `${AWAY}: try again in a moment.`);
    return;
  }
  if (more === 'refused' || posts === null) {
    location.assign(link.href);
    return;
  }
  const [first, ...others] = more.children;
  const part = link.getAttribute('href') ?? '';
  link.parentElement?.querySelector('.complaint')?.remove();
  leaveItsRoom(link);
  if (first === undefined) return;
  posts.append(first, ...others.splice(0, BITE_POSTS - 1));
  if (first instanceof HTMLElement) {
    first.focus({ preventScroll: true });
    beginPart(first, part);
  }
  watch(posts);
  while (others.length > 0) {
    await nextFrame();
    posts.append(...others.splice(0, BITE_POSTS));
    watch(posts);
  }
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => {
    requestAnimationFrame(resolve);
    setTimeout(resolve, FRAME_MS_MAX);
  });
}

/**
 * Where it stood is nothing now: were it gone, "mark all above" would move below a finger that taps
 * once more.
 */
function leaveItsRoom(link: HTMLAnchorElement): void {
  link.removeAttribute('href');
  link.classList.replace('next', 'go-on'); // As wide as it was.
  link.style.visibility = 'hidden';
}

function tellBelow(link: HTMLAnchorElement, words: string): void {
  const known = link.parentElement?.querySelector('.complaint');
  const line = known ?? document.createElement('span');
  line.className = 'complaint';
  line.textContent = words;
  link.parentElement?.append(line);
  say(words);
}

/**
 * "3 hours ago" grows old while the page is open, also where its machine slept for days. It goes by
 * the clock of whoever printed the page: that of a phone may be a day off.
 */
export function keepTimes(): void {
  const { now: printedMs } = document.documentElement.dataset;
  const aheadMs = printedMs === undefined ? 0 : Date.now() - Number(printedMs);
  const renew = () => {
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ms]')) {
      const words = agoWords(Date.now() - aheadMs - Number(time.dataset.ms));
      if (time.textContent !== words) time.textContent = words;
    }
  };
  setInterval(renew, MINUTE_MS);
  document.addEventListener('visibilitychange', renew);
}

/** Nothing hovers on a phone: there the first tap says the moment, the second opens the post. */
export function tellMoments(): void {
  let told: Element | null = null;
  const tell = (event: MouseEvent) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.when');
    if (link === null || link === told || (event as PointerEvent).pointerType !== 'touch') return;
    event.preventDefault();
    link.focus({ preventScroll: true });
    told = link;
  };
  document.addEventListener('click', tell, true);
  document.addEventListener('focusout', () => {
    told = null;
  });
}

/** Pictures that did not come, now or before this script did. */
export function markBroken(): void {
  const mark = (image: EventTarget | null) => {
    if (!(image instanceof HTMLImageElement)) return;
    image.classList.add('broken');
    // Nothing hides the browser's own sign of a torn picture but to have none there.
    if (image.matches('.avatar')) image.replaceWith(emptyAvatar());
    if (image.matches('.emoji')) image.replaceWith(emptyEmoji(image));
  };
  document.addEventListener('error', (event) => mark(event.target), true);
  const unmark = (event: Event) => (event.target as Element).classList?.remove('broken');
  document.addEventListener('load', unmark, true);
  for (const image of [...document.images])
    if (image.complete && image.naturalWidth === 0 && image.src !== '') mark(image);
}

/** As the server prints it for who has no picture. */
function emptyAvatar(): HTMLElement {
  const ground = document.createElement('span');
  ground.className = 'avatar';
  return ground;
}

/** Its room, so that no line moves, and its name for whoever hears the page or points at it. */
function emptyEmoji({ alt }: HTMLImageElement): HTMLElement {
  const ground = document.createElement('span');
  ground.className = 'emoji';
  ground.role = 'img';
  ground.ariaLabel = alt;
  ground.title = alt;
  return ground;
}

/** Lists of pages and lanes may be longer than the screen: sideways, and nothing else moves. */
export function showCurrent(): void {
  for (const current of document.querySelectorAll<HTMLElement>('nav [aria-current]')) {
    const around = [current.closest('ul'), current.closest('nav')] as (HTMLElement | null)[];
    const list = around.find((one) => one !== null && getComputedStyle(one).overflowX === 'auto');
    if (list === undefined || list === null) continue;
    // What is cut there fades as at the other end: "21" stood for 121.
    const fade = () => list.classList.toggle('scrolled', list.scrollLeft > 0);
    list.addEventListener('scroll', fade, { passive: true });
    const room = (list.clientWidth - current.offsetWidth) / 2;
    list.scrollLeft = current.offsetLeft - list.offsetLeft - room;
  }
}
