import { SECOND_MS } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import type { Stats } from '../store/stats.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const READING =
  'Reading your home, whom you follow and your last favourites; the first edition is drawn then, ' +
  'within a minute of your login.\n';

export interface Beginning {
  readonly stats: Pick<Stats, 'lastEdition'>;
  readonly url: string;
}

/** What somebody who starts for the first time is told, on stderr, beside the log. */
export function tellBeginning(
  { stats, url }: Beginning,
  { log }: Session,
  { stderr, time }: Surroundings,
) {
  const startedMs = time.now();
  stderr.write(READING);
  return {
    /** `later`: what fills in from now on. */
    drawn(later: string | undefined): void {
      const edition = stats.lastEdition();
      if (edition === undefined) return;
      const seconds = Math.ceil((time.now() - startedMs) / SECOND_MS);
      const { size } = edition;
      log.info('run.first_edition', { posts: size, seconds });
      const after = `${counted(seconds, 'second')} after the start`;
      stderr.write(`Your first edition: ${counted(size, 'post')}, ${after}. Read it: ${url}\n`);
      if (later !== undefined) stderr.write(`${later}\n`);
    },
  };
}
