import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { withSpaces } from '../../src/core/word_breaks.ts';

const SENTENCE = '電車の中で隣の人が読んでいた本は、星の観察についての古い手引きで。 ';

/** The longest text of which the words are asked for. */
function longestAsked(work: () => void): number {
  const { segment } = Intl.Segmenter.prototype;
  let longest = 0;
  Intl.Segmenter.prototype.segment = function (text) {
    longest = Math.max(longest, text.length);
    return segment.call(this, text);
  };
  onTestFinished(() => {
    Intl.Segmenter.prototype.segment = segment;
  });
  work();
  return longest;
}

test.each(['日', SENTENCE, 'ภาษา', "日 and don't. "])(
  'of a long text of %s pieces are taken',
  (s) => {
    const text = s.repeat(2_000);

    expect(longestAsked(() => withSpaces(text))).toBeLessThanOrEqual(501);
  },
);

test('the words are those of the whole text, where it has any place to part them', () => {
  const whole = new Intl.Segmenter('und', { granularity: 'word' });
  const words = (text: string) => Array.from(whole.segment(text), ({ segment }) => segment);
  const text = `${SENTENCE}${'日 and don’t, or two. '.repeat(30)}\n`.repeat(5);

  expect(withSpaces(text).split(/\s+/)).toEqual(words(text).join(' ').split(/\s+/));
});

test('no letter is lost, wherever it is parted', () => {
  const piece = fc.constantFrom('日', '。', '\u0301', '\n', ' ', 'a', '𠮷', '\u200d', '、', 'ก');
  const texts = fc.string({ unit: piece, maxLength: 2_000 });

  fc.assert(
    fc.property(texts, (text) => {
      expect(withSpaces(text).replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
    { seed: 1, numRuns: 200 },
  );
});
