export interface Folds {
  readonly toggleWhy: (post: HTMLElement) => void;
  readonly toggleFold: (post: HTMLElement) => void;
}

/** Opens `why` in its place, and the folds of a post. */
export function openFolds(): Folds {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.why');
    const post = link?.closest<HTMLElement>('.post');
    if (!link || !post || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void toggleWhy(post);
  });
  return { toggleWhy, toggleFold };
}

async function toggleWhy(post: HTMLElement): Promise<void> {
  const link = post.querySelector<HTMLAnchorElement>('a.why');
  if (link === null) return;
  const open = post.querySelector('.why-panel');
  if (open !== null) {
    open.remove();
    link.setAttribute('aria-expanded', 'false');
    return;
  }
  const response = await fetch(`${link.href}?fragment=1`);
  if (!response.ok) {
    location.assign(link.href);
    return;
  }
  post.querySelector('.body')?.insertAdjacentHTML('beforeend', await response.text());
  link.setAttribute('aria-expanded', 'true');
}

/** The first fold that is closed opens; when none is, all close. */
function toggleFold(post: HTMLElement): void {
  const folds = [...post.querySelectorAll<HTMLDetailsElement>('details.fold')];
  const unfold = post.querySelector<HTMLInputElement>('.unfold');
  const closed = folds.find((fold) => !fold.open);
  if (closed !== undefined) {
    closed.open = true;
    return;
  }
  if (unfold !== null && !unfold.checked) {
    unfold.checked = true;
    return;
  }
  for (const fold of folds) fold.open = false;
  if (unfold !== null) unfold.checked = false;
}
