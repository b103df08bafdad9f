/** What clients may ask for; anything else is passed over, `push` and `profile` granted and idle. */
const KNOWN = /^(read|write|follow|push|profile)(:[a-z_]+)?$/;
const USUAL = 'read';

/** The scopes of a wish that exist, each once; `read` where none is left. */
export function scopesIn(wish: string | undefined): string {
  const words = (wish ?? USUAL).split(/[\s+,]+/).filter((word) => KNOWN.test(word));
  return words.length === 0 ? USUAL : [...new Set(words)].join(' ');
}

/** Of a wish, what an app registered for. */
export function scopesWithin(wish: string | undefined, allowed: string): string {
  const may = allowed.split(' ');
  const words = scopesIn(wish).split(' ');
  const within = words.filter(
    (word) => may.includes(word) || may.includes(word.split(':')[0] as string),
  );
  return within.length === 0 ? allowed : within.join(' ');
}

/** Whether a token may do that at all; the home server says the rest. */
export function mayAsk(scopes: string, method: string): boolean {
  const isReading = method === 'GET' || method === 'HEAD';
  const needed = isReading ? /^(read|profile|push|follow)/ : /^(write|follow|push)/;
  return scopes.split(' ').some((scope) => needed.test(scope));
}
