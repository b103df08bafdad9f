/** Asks whose morning it is, where this browser's clock is of another zone than the machine's. */
export function offerZone(): void {
  const form = document.querySelector<HTMLFormElement>('#zone');
  const theirs = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (form === null || !theirs || theirs === form.dataset.machine) return;
  for (const place of form.querySelectorAll<HTMLElement>('[data-theirs]')) {
    place.textContent = theirs;
    if (place instanceof HTMLButtonElement) place.value = theirs;
  }
  form.hidden = false;
}
