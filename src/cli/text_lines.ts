import { DriftlineError } from '../core/errors.ts';

/** The line of a post takes some kilobytes; of a file that is no text the end may never come. */
const LINE_MAX = 64e6; // characters

/** Splits pieces of UTF-8 into lines, however they were cut. The last one needs no break. */
export async function* textLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const [first = '', ...lines] = decoder.decode(piece, { stream: true }).split('\n');
    // Only what is new is looked through: a long line may come in a thousand pieces.
    lines.unshift(`${rest}${first}`);
    rest = lines.pop() ?? '';
    if (rest.length > LINE_MAX)
      throw new DriftlineError('invalid', 'a line has no end after 64 MB: name a recording');
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
