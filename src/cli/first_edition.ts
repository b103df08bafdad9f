import { SECOND_MS } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import type { Stats } from '../store/stats.ts';
import { readableCredentials } from './credentials.ts';
import type { FillingIn } from './filling_in.ts';
import { type Session, said } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const READING =
  'Reading your home, whom you follow and your last favourites; the first edition is drawn then, ' +
  'within a minute of your login.';

export interface Beginning {
  readonly stats: Pick<Stats, 'lastEdition' | 'hasCandidates' | 'firstReading'>;
  readonly filling: Pick<FillingIn, 'begin'>;
  readonly url: string;
  /** False: it was drawn before this start, and the week before may be read back or not. */
  readonly isBeginning: boolean;
}

/**
 * What somebody who starts for the first time is told, in sentences on a terminal; in a file or a
 * journal the log alone says it, one line an event.
 */
export function tellBeginning(
  { stats, filling, url, isBeginning }: Beginning,
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
  const hasLogin = hasToken || readableCredentials(session, surroundings) !== undefined;
  if (isBeginning && hasLogin) tell(READING);
  let isDrawn = !isBeginning;
  const fillIn = () => {
    const later = filling.begin();
    if (later !== undefined) tell(later);
  };
  return {
    /**
     * The week before waits for no edition where all is read, and nothing can be drawn from it; and
     * the first edition does not wait for the list of follows, which the week before does.
     */
    look(): void {
      const reading = stats.firstReading();
      const isAllRead = typeof reading?.homeReadMs === 'number' && reading.isWhole;
      if (isDrawn || (isAllRead && !stats.hasCandidates())) fillIn();
    },
    drawn(): void {
      isDrawn = true;
      const edition = stats.lastEdition();
      if (edition === undefined) return;
      const nowMs = time.now();
      const secondsSince = (ms: number) => Math.ceil((nowMs - ms) / SECOND_MS);
      const loggedInMs = hasToken
        ? undefined
        : readableCredentials(session, surroundings)?.logged_in_at_ms;
      const seconds = secondsSince(startedMs);
      const ofLogin = loggedInMs === undefined ? undefined : secondsSince(loggedInMs);
      const { size } = edition;
      log.info('run.first_edition', { posts: size, seconds, seconds_after_login: ofLogin });
      // Whoever logs in beside a run that waits for it asks from then on.
      const isLoginLater = ofLogin !== undefined && ofLogin >= 0 && ofLogin < seconds;
      const after = isLoginLater
        ? `${counted(ofLogin, 'second')} after the login`
        : `${counted(seconds, 'second')} after the start`;
      tell(`Your first edition: ${counted(size, 'post')}, ${after}. Read it: ${url}`);
      fillIn();
    },
  };
}
