import { say } from './telling.ts';

/** A second tap within this time boosts: by touch one lands there easily, and it is public. */
const ARMED_MS = 4_000;

/** True at the second tap. */
export function arm(button: HTMLButtonElement): boolean {
  if (button.classList.contains('armed')) {
    button.classList.remove('armed');
    return true;
  }
  button.classList.add('armed');
  say('Boosting is public: tap again to boost');
  setTimeout(() => button.classList.remove('armed'), ARMED_MS);
  return false;
}

/** What takes back what that word does. */
export function opposite(word: string): string {
  return word.startsWith('un') ? word.slice(2) : `un${word}`;
}

/** How buttons stood before what is under way: a second press may come before the answer. */
const stood = new WeakMap<HTMLButtonElement, () => void>();

/** As it will be, until the answer says how it is. Gives what shows it as it was. */
export function show(button: HTMLButtonElement): () => void {
  if (!button.classList.contains('act')) {
    button.ariaBusy = 'true';
    return () => {
      button.ariaBusy = null;
    };
  }
  const { className, innerHTML, value } = button;
  const isOn = button.getAttribute('aria-pressed') === 'true';
  const asBefore =
    stood.get(button) ??
    (() => {
      stood.delete(button);
      Object.assign(button, { className, innerHTML, value });
      button.setAttribute('aria-pressed', String(isOn));
    });
  stood.set(button, asBefore);
  button.setAttribute('aria-pressed', String(!isOn));
  button.value = opposite(value);
  button.classList.add('waits');
  const figure = button.querySelector('.figure');
  if (figure !== null && /^\d+$/.test(figure.textContent ?? ''))
    figure.textContent = String(Math.max(0, Number(figure.textContent) + (isOn ? -1 : 1)));
  return asBefore;
}
