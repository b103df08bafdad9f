/** A name inside a sentence: without its emoji codes. */
export function plainName(name: string, handle: string): string {
  return visibleName(name.replace(/:\w+:/g, '')) || handle;
}

/** Not blanks, marks without ink, Hangul's fillers and Braille's blank. */
const SEEN = /[^\s\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0\u2800]/u;

/** Without blanks around it; '' where nothing of it can be seen. */
export function visibleName(name: string): string {
  return SEEN.test(name) ? name.trim() : '';
}
