import { ask } from './answer.ts';

/** A reader who slides on has not waited for what lies between. */
const PAUSE_MS = 350;

/** Says at once what each step of a slider means, and what it would change. */
export function watchSliders(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-sliders]');
  const difference = document.querySelector<HTMLElement>('#difference');
  if (form === null || difference === null) return;
  form.classList.add('scripted');
  let timer: number | undefined;
  let asking: AbortController | undefined;

  const show = async () => {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) query.set(name, String(value));
    query.set('fragment', '1');
    difference.setAttribute('aria-busy', 'true');
    const answer = await ask(`${form.action}?${query}`, { signal });
    if (signal.aborted) return;
    difference.removeAttribute('aria-busy');
    difference.innerHTML =
      (answer?.isOk ? answer.text : undefined) ??
      '<p class="muted">The difference cannot be drawn now. Try again.</p>';
  };

  form.addEventListener('input', (event) => {
    if (event.target instanceof HTMLInputElement) say(event.target);
    clearTimeout(timer);
    timer = window.setTimeout(() => void show(), PAUSE_MS);
  });
}

function say(slider: HTMLInputElement): void {
  const at = Number(slider.value) - Number(slider.min);
  for (const place of slider.parentElement?.querySelectorAll<HTMLElement>('[data-words]') ?? []) {
    const words = place.dataset.words?.split('|')[at] ?? '';
    place.textContent = words;
    if (place instanceof HTMLOutputElement) slider.setAttribute('aria-valuetext', words);
  }
}
