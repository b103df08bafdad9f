import { SingleBar } from 'cli-progress';
import type { Output } from './surroundings.ts';

export interface ProgressBar {
  readonly move: (done: number, total: number) => void;
  readonly end: () => void;
}

/** For a person, gone when it is done; a log wants none of it. */
export function openProgressBar({ isTerminal }: Output, what: string): ProgressBar {
  if (!isTerminal) return { move: () => {}, end: () => {} };
  let bar: SingleBar | undefined;
  return {
    move(done, total) {
      bar ??= begun(total, what);
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => bar?.stop(),
  };
}

function begun(total: number, what: string): SingleBar {
  const bar = new SingleBar({
    format: `  {bar} {value} of {total} ${what}`,
    barsize: 40,
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '━',
    barIncompleteChar: '─',
  });
  bar.start(total, 0);
  return bar;
}
