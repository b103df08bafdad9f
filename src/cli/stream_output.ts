import type { Output } from './surroundings.ts';

const WRITTEN = Promise.resolve();
const PLAIN_COLUMNS = 100; // where the output is no terminal

/**
 * What is written to a stream. All that a pipe does not take at once waits for one moment: Node
 * warns of eleven listeners, and a pager that stands on its first page would show the warning.
 */
export function streamOutput(stream: NodeJS.WriteStream): Output {
  let draining: Promise<void> | undefined;
  const drained = async () => {
    await new Promise<void>((resolve) => stream.once('drain', resolve));
    draining = undefined;
  };
  return {
    write(text) {
      if (stream.write(text)) return WRITTEN;
      draining ??= drained();
      return draining;
    },
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? PLAIN_COLUMNS,
  };
}
