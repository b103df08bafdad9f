import { SECOND_MS } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import type { Stats } from '../store/stats.ts';
import { readableCredentials } from './credentials.ts';
import { type Session, said } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const READING =
  'Reading your home, whom you follow and your last favourites; the first edition is drawn then, ' +
  'within a minute of your login.';

export interface Beginning {
  readonly stats: Pick<Stats, 'lastEdition'>;
  readonly url: string;
}

/**
 * What somebody who starts for the first time is told, in sentences on a terminal; in a file or a
 * journal the log alone says it, one line an event.
 */
export function tellBeginning(
  { stats, url }: Beginning,
  session: Session,
  surroundings: Surroundings,
) {
  const { log } = session;
  const { stderr, time, env } = surroundings;
  const startedMs = time.now();
  const tell = (words: string) => {
    if (stderr.isTerminal) stderr.write(`${words}\n`);
  };
  const hasToken = said(env.DRIFTLINE_TOKEN ?? env.DRIFTLINE_TOKEN_FILE) !== undefined;
  if (hasToken || readableCredentials(session, surroundings) !== undefined) tell(READING);
  return {
    /** `later`: what fills in from now on. */
    drawn(later: string | undefined): void {
      const edition = stats.lastEdition();
      if (edition === undefined) return;
      const seconds = Math.ceil((time.now() - startedMs) / SECOND_MS);
      const { size } = edition;
      log.info('run.first_edition', { posts: size, seconds });
      const after = `${counted(seconds, 'second')} after the start`;
      tell(`Your first edition: ${counted(size, 'post')}, ${after}. Read it: ${url}`);
      if (later !== undefined) tell(later);
    },
  };
}
