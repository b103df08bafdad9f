import { DriftlineError } from '../core/errors.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Words where settings are named, or linked to, and are not there: mistyped, or on a disk that is
 * not mounted. Undefined otherwise.
 */
export function missingSettings(
  { configFile, configNamedBy }: Pick<Session, 'configFile' | 'configNamedBy'>,
  { files }: Pick<Surroundings, 'files'>,
): string | undefined {
  const isExpected = configNamedBy !== undefined || files.isLink(configFile);
  if (!isExpected || files.exists(configFile)) return undefined;
  const why = configNamedBy === undefined ? 'which is a link' : `which ${configNamedBy} names`;
  return `there is no ${configFile}, ${why}`;
}

const REMEDY = 'put it there, if empty, or name none';

/** They may keep longer than the defaults do, and what is let go of is gone. */
export function mustHaveSettings(...asked: Parameters<typeof missingSettings>): void {
  const missing = missingSettings(...asked);
  if (missing !== undefined) throw new DriftlineError('usage', `${missing}: ${REMEDY}`);
}
