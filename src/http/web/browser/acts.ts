import { sendAct, sendLeaving } from './act_requests.ts';
import { askPart } from './answer.ts';
import { stopAnchoring } from './exchange.ts';
import { type KeptAct, openKeptActs } from './kept_acts.ts';
import { arm, opposite, show } from './pressed.ts';
import { placesOf, printedFor, put, putStill } from './put_acts.ts';
import { AWAY, complain, ownOf, say, takeBack } from './telling.ts';
import { openTurns } from './turns.ts';
import { watchWaiting } from './waiting_acts.ts';

export interface Acts {
  /** Presses what the key stands for, or follows it where the login may only read. */
  readonly press: (post: HTMLElement, kind: 'favourite' | 'reblog' | 'bookmark') => void;
  readonly taste: (post: HTMLElement, kind: 'more' | 'less') => void;
  readonly snooze: (post: HTMLElement) => void;
  /** Closes its menu, and the post has the focus again. */
  readonly leaveMenu: (post: HTMLElement) => void;
}

/** Acts in place: shown at once, told in the live region, put right when the answer comes. */
export function openActs(): Acts {
  let isTouch = false;
  const watch = watchWaiting();
  document.addEventListener('pointerdown', (event) => {
    isTouch = event.pointerType === 'touch';
  });
  document.addEventListener('keydown', () => {
    isTouch = false;
  });

  const { act, drop } = openAsking(watch);
  document.addEventListener('submit', (event) => {
    const button = (event as SubmitEvent).submitter;
    const post = (event.target as Element).closest<HTMLElement>('.post');
    const isActs = (event.target as Element).matches('.acts, .post-menu');
    if (!(button instanceof HTMLButtonElement) || !isActs || !post?.dataset.key) return;
    event.preventDefault();
    if (button.matches('.act') && drop(post, opposite(button.value))) return;
    if (button.value === 'reblog' && isTouch && !arm(button)) return;
    act(post, button.value, show(button));
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.act.menu');
    const post = link?.closest<HTMLElement>('.post');
    if (!link || !post || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const open = ownOf(post, '.post-menu');
    if (open !== undefined) closeMenu(link, open);
    else if (link.ariaBusy !== 'true') void openMenu(post);
  });

  return {
    press(post, kind) {
      const button = ownOf(post, `.act.${kind}`);
      button?.click();
      // Whoever looks sees no sign for it; whoever presses its key sees nothing happen.
      if (button === undefined && kind === 'reblog' && ownOf(post, '.acts') !== undefined)
        complain(post, 'Only its author can boost a post for followers.');
    },
    taste(post, kind) {
      if (!post.dataset.key) return;
      const isOn = ownOf(post, '.acts')?.dataset.taste === kind;
      act(post, isOn ? `un${kind}` : kind);
    },
    async snooze(post) {
      if (ownOf(post, '.post-menu')?.contains(document.activeElement)) return leaveMenu(post);
      await openMenu(post);
      ownOf(post, '.post-menu')?.querySelector<HTMLElement>('[value^="snooze-"]')?.focus();
    },
    leaveMenu,
  };
}

/** What was pressed and has no answer yet: asked for in its order, and sent as the page is left. */
function openAsking(watch: () => void) {
  const unanswered = new Set<KeptAct>();
  const tell = async (act: KeptAct, isLast: () => boolean) => {
    const isTold = await tellAct(act, watch, isLast);
    if (isTold) unanswered.delete(act);
    return isTold;
  };
  const kept = openKeptActs(tell);
  const turns = openTurns();
  const leave = () => sendLeaving([...unanswered]);
  window.addEventListener('pagehide', leave);
  // A phone may end what is in the background, and says nothing any more.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
  });
  let pressed = 0;
  const counted = (act: Omit<KeptAct, 'nth'>): KeptAct => {
    pressed += 1;
    const told = { ...act, nth: pressed };
    unanswered.add(told);
    return told;
  };
  return {
    act(post: HTMLElement, word: string, asBefore = () => {}) {
      const told = counted({ post, word, asBefore });
      turns.take(post, async (isLast) => {
        if (kept.isEmpty() && (await tell(told, isLast))) return;
        kept.keep(told);
        complain(post, `${AWAY}: this is done when it can, while the page is open.`);
      });
    },
    /**
     * True where that act was still here, and is not done now. It may have come to Driftline, and
     * its answer alone not here, so it is taken back there too.
     */
    drop(post: HTMLElement, word: string): boolean {
      const dropped = kept.drop(post, word);
      if (dropped === undefined) return false;
      unanswered.delete(dropped);
      takeBack(post);
      const back = { post, word: opposite(word), asBefore: () => {}, isQuiet: true };
      kept.keep(counted(back));
      return true;
    },
  };
}

/** What an act made of a post that shows a later one already: for where that is refused. */
const unshown = new Map<string, string>();

/**
 * False where Driftline was away. Where another act on the post waits for its turn, the post shows
 * that one already, and goes on to.
 */
async function tellAct(told: KeptAct, watch: () => void, isLast: () => boolean): Promise<boolean> {
  const { post, asBefore } = told;
  const answer = await sendAct(told);
  if (answer === undefined) return false;
  const places = placesOf(post.dataset.key);
  // It may stand anew since, or elsewhere alone: its thread was closed.
  const now = places.find(({ id }) => id === post.id) ?? places[0];
  if (now === undefined) {
    say(answer.words);
    return true;
  }
  if (answer.html === undefined) {
    asBefore();
    const before = unshown.get(post.id);
    if (before !== undefined) put(now, before);
    complain(now, answer.words);
    return true;
  }
  if (!isLast()) {
    unshown.set(post.id, answer.html);
    return true;
  }
  unshown.delete(post.id);
  if (told.isQuiet) {
    putStill(now, printedFor(now.id, answer.html, post.id), { mayGrow: false });
    return true;
  }
  const hadFocus = now.contains(document.activeElement);
  const keepPlace = holdPlace(now);
  forgetLast();
  put(now, printedFor(now.id, answer.html, post.id));
  for (const twin of places.filter((one) => one !== now))
    putStill(twin, printedFor(twin.id, answer.html, post.id), { mayGrow: false });
  keepPlace();
  // What takes an act back goes with its line.
  if (hadFocus && !now.contains(document.activeElement)) now.focus({ preventScroll: true });
  say(answer.words);
  if (ownOf(now, '.post-menu') !== undefined) await openMenu(now);
  watch();
  return true;
}

/** The line of the last act stays until the next; what waits or was refused stays. */
function forgetLast(): void {
  for (const line of document.querySelectorAll('.deed.last')) {
    const waiting = line.querySelector('.waiting');
    line.classList.remove('last');
    if (waiting !== null) line.replaceChildren(waiting);
    else if (line.parentElement?.children.length === 1) line.parentElement.remove();
    else line.remove();
  }
}

const menusAsked = new WeakMap<HTMLElement, number>();

async function openMenu(post: HTMLElement): Promise<void> {
  const link = ownOf(post, 'a.act.menu') as HTMLAnchorElement | undefined;
  if (link === undefined) return;
  const nth = (menusAsked.get(post) ?? 0) + 1;
  menusAsked.set(post, nth);
  link.ariaBusy = 'true';
  const address = new URL(link.href);
  address.search = String(new URLSearchParams({ fragment: '1', at: post.id }));
  const part = await askPart(address, '.post-menu');
  link.ariaBusy = null;
  if (menusAsked.get(post) !== nth) return; // what was asked since knows more
  if (part === 'away') complain(post, `${AWAY}: try again in a moment.`);
  if (part === 'refused') location.assign(link.href);
  if (typeof part === 'string') return;
  takeBack(post);
  const focused = (document.activeElement as HTMLButtonElement | null)?.value;
  const had = ownOf(post, '.post-menu');
  const keepsFocus = had?.contains(document.activeElement) === true;
  had?.remove();
  const after = ownOf(post, '.act-lines') ?? ownOf(post, '.tools');
  after?.after(part);
  ownOf(post, 'a.act.menu')?.setAttribute('aria-expanded', 'true');
  if (!keepsFocus || focused === undefined) return;
  const menu = ownOf(post, '.post-menu');
  const same = menu?.querySelector<HTMLElement>(`[value="${CSS.escape(focused)}"]`);
  (same ?? menu?.querySelector<HTMLElement>('button'))?.focus();
}

/**
 * The line of the act before goes, maybe above; that of this one stands above the menu: what was
 * pressed stays below its finger.
 */
function holdPlace(post: HTMLElement): () => void {
  const held = ownOf(post, '.post-menu') ?? ownOf(post, '.tools');
  const { top, bottom } = held?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  if (held === undefined || bottom <= 0 || top >= window.innerHeight) return () => {};
  return () => {
    stopAnchoring();
    window.scrollBy(0, held.getBoundingClientRect().top - top);
  };
}

function leaveMenu(post: HTMLElement): void {
  const link = ownOf(post, 'a.act.menu') as HTMLAnchorElement | undefined;
  const menu = ownOf(post, '.post-menu');
  if (link === undefined || menu === undefined) return;
  if (menu.contains(document.activeElement)) post.focus({ preventScroll: true });
  closeMenu(link, menu);
}

function closeMenu(link: HTMLAnchorElement, menu: Element): void {
  menu.remove();
  link.setAttribute('aria-expanded', 'false');
}
