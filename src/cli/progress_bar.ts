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
      bar ??= startedBar(`{value} of {total} ${what}`, total);
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => bar?.stop(),
  };
}

/** A bar on a terminal, with `words` behind it, whose {names} `shown` says. */
export function startedBar(words: string, total: number, shown: object = {}): SingleBar {
  const bar = new SingleBar({
    format: `  {bar} ${words}`,
    barsize: 40,
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '━',
    barIncompleteChar: '─',
  });
  bar.start(total, 0, shown);
  return bar;
}

/** For a file: says each tenth once, as what of a hundred is done. */
export function byTenths(say: (percent: number) => void): ProgressBar['move'] {
  let said = 0;
  return (done, total) => {
    const tenths = Math.floor((10 * done) / total);
    if (tenths <= said) return;
    said = tenths;
    say(10 * tenths);
  };
}
