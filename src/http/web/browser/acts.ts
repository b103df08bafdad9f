/** A second tap within this time boosts: by touch one lands there easily, and it is public. */
const ARMED_MS = 4_000;
const LOOK_AGAIN_MS = 4_000;
const LOOK_AGAIN_MAX_MS = 30_000;

export interface Acts {
  /** Presses what the key stands for, or follows it where the login may only read. */
  readonly press: (post: HTMLElement, kind: 'favourite' | 'reblog' | 'bookmark') => void;
  readonly taste: (post: HTMLElement, kind: 'more' | 'less') => void;
  readonly snooze: (post: HTMLElement) => void;
}

interface Told {
  readonly words: string;
  readonly html?: string;
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

  const act = async (post: HTMLElement, word: string) => {
    const id = post.id;
    const key = post.dataset.key;
    const told = await send(`/posts/${key}/act`, { do: word, at: id, fragment: '1' });
    forgetLast();
    put(post, told.html);
    if (told.html === undefined) complain(post, told.words);
    say(told.words);
    if (told.html !== undefined && post.querySelector('.post-menu') !== null) await openMenu(post);
    watch();
  };

  document.addEventListener('submit', (event) => {
    const button = (event as SubmitEvent).submitter;
    const post = (event.target as Element).closest<HTMLElement>('.post');
    const isActs = (event.target as Element).matches('.acts, .post-menu');
    if (!(button instanceof HTMLButtonElement) || !isActs || !post?.dataset.key) return;
    event.preventDefault();
    if (button.value === 'reblog' && isTouch && !arm(button)) return;
    show(button);
    void act(post, button.value);
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.act.menu');
    const post = link?.closest<HTMLElement>('.post');
    if (!link || !post || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const open = post.querySelector('.post-menu');
    if (open === null) void openMenu(post);
    else closeMenu(link, open);
  });

  return {
    press(post, kind) {
      post.querySelector<HTMLElement>(`.act.${kind}`)?.click();
    },
    taste(post, kind) {
      if (!post.dataset.key) return;
      const isOn = post.querySelector<HTMLElement>('.acts')?.dataset.taste === kind;
      void act(post, isOn ? `un${kind}` : kind);
    },
    async snooze(post) {
      await openMenu(post);
      post.querySelector<HTMLElement>('.post-menu [value^="snooze-"]')?.focus();
    },
  };
}

/** True at the second tap. */
function arm(button: HTMLButtonElement): boolean {
  if (button.classList.contains('armed')) {
    button.classList.remove('armed');
    return true;
  }
  button.classList.add('armed');
  say('Boosting is public: tap again to boost');
  setTimeout(() => button.classList.remove('armed'), ARMED_MS);
  return false;
}

/** As it will be, until the answer says how it is. */
function show(button: HTMLButtonElement): void {
  if (!button.classList.contains('act')) return;
  const isOn = button.getAttribute('aria-pressed') === 'true';
  button.setAttribute('aria-pressed', String(!isOn));
  button.classList.add('waits');
  const figure = button.querySelector('.figure');
  if (figure !== null && /^\d+$/.test(figure.textContent ?? ''))
    figure.textContent = String(Math.max(0, Number(figure.textContent) + (isOn ? -1 : 1)));
}

async function send(path: string, words: Readonly<Record<string, string>>): Promise<Told> {
  const body = new URLSearchParams(words);
  const response = await fetch(path, { method: 'POST', body }).catch(() => undefined);
  const kind = response?.headers.get('content-type') ?? '';
  if (kind.startsWith('application/json')) return (await response?.json()) as Told;
  // A sentence of the gate's, or a page of its own.
  const why = kind.startsWith('text/plain') ? await response?.text() : undefined;
  if (response === undefined) return { words: 'Driftline cannot be reached: nothing was done' };
  return { words: `Nothing was done: ${why ?? 'load this page again.'}` };
}

/** The row and its lines, as the server has them now; who had the focus keeps it. */
export function put(post: HTMLElement, html: string | undefined): void {
  const row = post.querySelector('.acts');
  const tools = post.querySelector('.tools');
  if (row === null || tools === null) return;
  const focused = row.contains(document.activeElement)
    ? document.activeElement?.className.split(' ')[1]
    : undefined;
  if (html === undefined) {
    for (const button of row.querySelectorAll('.act.waits')) restore(button);
    return;
  }
  const parts = document.createElement('template');
  parts.innerHTML = html;
  const [fresh, lines] = parts.content.children;
  post.querySelector('.act-lines')?.remove();
  if (fresh !== undefined) row.replaceWith(fresh);
  if (lines !== undefined) tools.after(lines);
  if (focused !== undefined) post.querySelector<HTMLElement>(`.act.${focused}`)?.focus();
}

function restore(button: Element): void {
  button.classList.remove('waits');
  const isOn = button.getAttribute('aria-pressed') === 'true';
  button.setAttribute('aria-pressed', String(!isOn));
}

function complain(post: HTMLElement, words: string): void {
  post.querySelector('.act-lines')?.remove();
  const lines = document.createElement('div');
  lines.className = 'act-lines';
  const line = document.createElement('p');
  line.className = 'deed refused';
  line.textContent = words;
  lines.append(line);
  post.querySelector('.tools')?.after(lines);
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

async function openMenu(post: HTMLElement): Promise<void> {
  const link = post.querySelector<HTMLAnchorElement>('a.act.menu');
  if (link === null) return;
  const response = await fetch(`${link.href}?fragment=1&at=${post.id}`).catch(() => undefined);
  if (!response?.ok) {
    location.assign(link.href);
    return;
  }
  const focused = (document.activeElement as HTMLButtonElement | null)?.value;
  const had = post.querySelector('.post-menu');
  const keepsFocus = had?.contains(document.activeElement) === true;
  had?.remove();
  const after = post.querySelector('.act-lines') ?? post.querySelector('.tools');
  after?.insertAdjacentHTML('afterend', await response.text());
  post.querySelector('a.act.menu')?.setAttribute('aria-expanded', 'true');
  if (!keepsFocus || focused === undefined) return;
  const same = post.querySelector<HTMLElement>(`.post-menu [value="${CSS.escape(focused)}"]`);
  (same ?? post.querySelector<HTMLElement>('.post-menu button'))?.focus();
}

function closeMenu(link: HTMLAnchorElement, menu: Element): void {
  menu.remove();
  link.setAttribute('aria-expanded', 'false');
}

interface Settled extends Told {
  readonly key: number;
}

/** While something waits for the owner's server, asks now and then whether it still does. */
function watchWaiting(): () => void {
  let isWatching = false;
  let waitMs = LOOK_AGAIN_MS;
  const waitingRows = () => [...document.querySelectorAll<HTMLElement>('.acts[data-waiting]')];
  const look = async () => {
    if (document.visibilityState === 'visible') await settle(waitingRows());
    waitMs = Math.min(LOOK_AGAIN_MAX_MS, waitMs * 1.5);
    isWatching = waitingRows().length > 0;
    if (isWatching) setTimeout(look, waitMs);
  };
  const start = () => {
    waitMs = LOOK_AGAIN_MS;
    if (isWatching || waitingRows().length === 0) return;
    isWatching = true;
    setTimeout(look, waitMs);
  };
  start();
  return start;
}

async function settle(rows: readonly HTMLElement[]): Promise<void> {
  const posts = new Map<string, HTMLElement>();
  for (const row of rows) {
    const post = row.closest<HTMLElement>('.post');
    if (post?.dataset.key) posts.set(post.dataset.key, post);
  }
  const answer = await fetch(`/waiting?keys=${[...posts.keys()].join()}`).catch(() => undefined);
  if (!answer?.ok) return;
  for (const { key, words, html } of (await answer.json()) as readonly Settled[]) {
    const post = posts.get(String(key));
    if (post === undefined) continue;
    put(post, html?.replaceAll('"post-acts"', `"${post.id}-acts"`));
    const at = post.querySelector<HTMLInputElement>('.acts [name="at"]');
    if (at !== null) at.value = post.id;
    if (words !== '') say(words);
  }
}

/** In the live region, which a screen reader reads aloud. */
export function say(words: string): void {
  const live = document.getElementById('live');
  if (live !== null) live.textContent = words;
}
