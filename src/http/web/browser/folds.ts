import { askPart } from './answer.ts';
import { AWAY, complain, ownOf, say, takeBack } from './telling.ts';

export interface Folds {
  readonly toggleWhy: (post: HTMLElement) => void;
  readonly toggleThread: (post: HTMLElement) => void;
  readonly toggleFold: (post: HTMLElement) => void;
}

interface Deps {
  /** Looks out for posts that came in. */
  readonly watch: (within: ParentNode) => void;
}

/** Opens `why` and the thread in their place, and the folds of a post. */
export function openFolds({ watch }: Deps): Folds {
  const toggleThread = (post: HTMLElement) => void toggle(post, THREAD).then(() => watch(post));
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.why, a.thread');
    const post = link?.closest<HTMLElement>('.post');
    if (!link || !post || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.matches('.thread')) toggleThread(post);
    else toggleWhy(post);
  });
  return { toggleWhy, toggleThread, toggleFold };
}

/** What a link of a post opens below it. */
interface Panel {
  readonly link: string;
  readonly panel: string;
  /** Below the post as a whole, or at the end of its body. */
  readonly within: '.body' | undefined;
  readonly title: string;
}

const WHY: Panel = { link: 'a.why', panel: '.why-panel', within: '.body', title: 'Why' };
const THREAD: Panel = {
  link: 'a.thread',
  panel: '.thread-panel',
  within: undefined,
  title: 'Thread',
};

function toggleWhy(post: HTMLElement): void {
  void toggle(post, WHY);
}

const asked = new WeakSet<HTMLElement>();

async function toggle(post: HTMLElement, wanted: Panel): Promise<void> {
  const { link: name, panel, within, title } = wanted;
  const link = ownOf(post, name) as HTMLAnchorElement | undefined;
  if (link === undefined || asked.has(link)) return;
  const open = ownOf(post, panel);
  if (open !== undefined) {
    const isWithin = open.contains(document.activeElement);
    open.remove();
    link.setAttribute('aria-expanded', 'false');
    tell(link, `${title} is closed`);
    if (!isWithin) return;
    post.focus({ preventScroll: true });
    if (post.getBoundingClientRect().top < 0) post.scrollIntoView({ block: 'start' });
    return;
  }
  asked.add(link);
  link.setAttribute('aria-busy', 'true');
  const part = await askPart(`${link.href}?fragment=1`, panel);
  asked.delete(link);
  link.removeAttribute('aria-busy');
  if (part === 'away') complain(post, `${AWAY}: try again in a moment.`);
  if (part === 'refused') location.assign(link.href);
  if (typeof part === 'string') return;
  takeBack(post);
  const place = within === undefined ? post : ownOf(post, within);
  place?.append(part);
  link.setAttribute('aria-expanded', 'true');
  tell(link, `${title} is open below`);
}

/** By key the focus is on the post, and nothing else says so to who hears the page. */
function tell(link: HTMLElement, words: string): void {
  if (document.activeElement !== link) say(words);
}

/**
 * The first fold that is closed opens; when none is, all close. Not those of the answers in a
 * thread that is open below.
 */
function toggleFold(post: HTMLElement): void {
  const isOwn = (fold: Element) => fold.closest('.post') === post;
  const folds = [...post.querySelectorAll<HTMLDetailsElement>('details.fold')].filter(isOwn);
  const unfold = ownOf(post, '.unfold') as HTMLInputElement | undefined;
  const closed = folds.find((fold) => !fold.open);
  if (closed !== undefined) {
    closed.open = true;
    return;
  }
  if (unfold?.checked === false) {
    unfold.checked = true;
    return;
  }
  for (const fold of folds) fold.open = false;
  if (unfold !== undefined) unfold.checked = false;
}
