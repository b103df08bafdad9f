/** Scripts that put no spaces between words. */
const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
const UNSPACED = new RegExp(`[${SCRIPTS.map((name) => `\\p{Script=${name}}`).join('')}]`, 'u');

const words = new Intl.Segmenter('und', { granularity: 'word' });

/** A text with spaces between the words of such scripts, for an index that breaks at spaces. */
export function withSpaces(text: string): string {
  if (!UNSPACED.test(text)) return text;
  return Array.from(words.segment(text), ({ segment }) => segment).join(' ');
}
