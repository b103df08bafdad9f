import type { Config } from '../core/config.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Session } from './session.ts';

/**
 * The settings as they stand now, sliders and all; where they cannot be read any more, as they were
 * read last, and the log says so once.
 */
export function openStandingSettings(known: Config, session: Session): () => Promise<Config> {
  let last = known;
  let said: string | undefined;
  return async () => {
    try {
      last = await session.config();
      said = undefined;
    } catch (error) {
      if (!(error instanceof DriftlineError)) throw error;
      if (error.message !== said) session.log.warn('settings.failed', { why: error.message });
      said = error.message;
    }
    return last;
  };
}
