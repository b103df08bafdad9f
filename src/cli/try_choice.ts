import { SECOND_MS } from '../core/clock.ts';
import { textLines } from './text_lines.ts';
import type { Trial, TryOptions } from './try.ts';

export type Choice = 'keep' | 'discard';

/** Every command ends within ten seconds of Ctrl-C: who does not answer has not kept it. */
const ANSWER_MAX_MS = 5 * SECOND_MS;

const WORDS: Readonly<Record<string, Choice>> = {
  keep: 'keep',
  k: 'keep',
  discard: 'discard',
  d: 'discard',
  delete: 'discard',
};

/** What is to become of a trial: typed at any time, or asked for when it is ended. */
export function openChoice({ keep, discard }: TryOptions, { surroundings, mayKeep }: Trial) {
  const { stderr, stdin, time } = surroundings;
  const said: Choice | undefined =
    keep === true ? 'keep' : discard === true || !mayKeep ? 'discard' : undefined;
  if (said !== undefined) stderr.write(`Ctrl-C ends it: ${ENDS[said]}.\n`);
  else stderr.write('When you have looked: type "keep" or "discard" and Enter. Ctrl-C asks.\n');
  const typed =
    said === undefined ? firstChoice(stdin(), stderr.write) : new Promise<Choice>(() => {});

  return {
    /** Never resolves where nobody types. */
    typed,
    /** Asks on a terminal, and does not wait for long. */
    async ask(): Promise<Choice> {
      if (said !== undefined) return said;
      if (!stderr.isTerminal) {
        stderr.write('Nobody can be asked here, so it is not kept (--keep does).\n');
        return 'discard';
      }
      const seconds = ANSWER_MAX_MS / SECOND_MS;
      stderr.write(`\nKeep it, or revoke and delete? Type "keep" within ${seconds} seconds: `);
      return new Promise((resolve, reject) => {
        const cancel = time.after(ANSWER_MAX_MS, () => {
          stderr.write('\n');
          resolve('discard');
        });
        typed.then(resolve, reject).finally(cancel);
      });
    },
  };
}

const ENDS = {
  keep: 'all of it is kept',
  discard: 'the access is revoked, and everything deleted',
} as const;

async function firstChoice(
  input: AsyncIterable<Uint8Array>,
  write: (text: string) => unknown,
): Promise<Choice> {
  for await (const line of textLines(input)) {
    const choice = WORDS[line.trim().toLowerCase()];
    if (choice !== undefined) return choice;
    if (line.trim() !== '') write('Type "keep" or "discard".\n');
  }
  return new Promise(() => {}); // nobody types here
}
