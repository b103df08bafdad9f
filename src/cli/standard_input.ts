const LINE_BYTES_MAX = 10_000;

/** The first line that comes in, without its break and spaces around; '' where none came. */
export async function firstLine(
  input: AsyncIterable<Uint8Array>,
  stopped: AbortSignal,
): Promise<string> {
  const decoder = new TextDecoder();
  let line = '';
  const pieces = input[Symbol.asyncIterator]();
  const end = rejectWhen(stopped);
  while (line.length < LINE_BYTES_MAX && !line.includes('\n')) {
    const piece = await Promise.race([pieces.next(), end]);
    if (piece.done === true) break;
    line += decoder.decode(piece.value, { stream: true });
  }
  return (line.split('\n')[0] ?? '').trim();
}

/** The next of several lines, without spaces around; undefined where no more come. */
export async function nextLine(
  lines: AsyncGenerator<string, void>,
  stopped: AbortSignal,
): Promise<string | undefined> {
  const line = await Promise.race([lines.next(), rejectWhen(stopped)]);
  return line.done === true ? undefined : line.value.trim();
}

/** Never resolves; rejects with the reason as soon as the owner stops the command. */
export function rejectWhen(stopped: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (stopped.aborted) reject(stopped.reason);
    stopped.addEventListener('abort', () => reject(stopped.reason), { once: true });
  });
}
