import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { streamOutput } from '../../src/cli/stream_output.ts';

/** A pipe whose reader stands still until it is told to go on. */
function aPipe() {
  const taken: string[] = [];
  let goOn: (() => void) | undefined;
  let isReading = false;
  const pipe = new Writable({
    highWaterMark: 1,
    write(piece, _encoding, done) {
      taken.push(String(piece));
      if (isReading) done();
      else goOn = done;
    },
  });
  const read = () => {
    isReading = true;
    goOn?.();
  };
  return { pipe, taken, read };
}

test('a pager that reads no further costs one listener, however much is written', async () => {
  const { pipe, taken, read } = aPipe();
  const { write } = streamOutput(pipe as unknown as NodeJS.WriteStream);

  const written = Array.from({ length: 40 }, (_, at) => write(`entry ${at}\n`));

  expect(pipe.listenerCount('drain')).toBe(1);
  read();
  await Promise.all(written);
  expect(taken).toHaveLength(40);
  await write('and one more, which waits anew\n');
  expect(pipe.listenerCount('drain')).toBe(0);
});
