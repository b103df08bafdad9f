const LINE_BYTES_MAX = 10_000;

/** The first line that comes in, without its break and spaces around; '' where none came. */
export async function firstLine(
  input: AsyncIterable<Uint8Array>,
  stopped: AbortSignal,
): Promise<string> {
  const decoder = new TextDecoder();
  let line = '';
  const pieces = input[Symbol.asyncIterator]();
  const end = new Promise<IteratorResult<Uint8Array>>((_, reject) => {
    stopped.addEventListener('abort', () => reject(stopped.reason), { once: true });
  });
  while (line.length < LINE_BYTES_MAX && !line.includes('\n')) {
    const piece = await Promise.race([pieces.next(), end]);
    if (piece.done === true) break;
    line += decoder.decode(piece.value, { stream: true });
  }
  return (line.split('\n')[0] ?? '').trim();
}
