import { DriftlineError } from '../core/errors.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Throws where settings are named, or linked to, and are not there, on a disk that is not mounted
 * say: they may keep longer than the defaults do, and what is let go of is gone.
 */
export function mustHaveSettings(
  { configFile, configNamedBy }: Session,
  { files }: Surroundings,
): void {
  const isExpected = configNamedBy !== undefined || files.isLink(configFile);
  if (!isExpected || files.exists(configFile)) return;
  const why = configNamedBy === undefined ? 'which is a link' : `which ${configNamedBy} names`;
  throw new DriftlineError(
    'usage',
    `there is no ${configFile}, ${why}, and it may say to keep longer: nothing is let go before it is there; put it there, if empty, or name none`,
  );
}
