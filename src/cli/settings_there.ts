import { DriftlineError } from '../core/errors.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

interface Trouble {
  readonly what: string;
  readonly remedy: string;
}

/**
 * Where settings are named, or linked to, and are not there: mistyped, or on a disk that is not
 * mounted. Or where what is there would be waited for without end, as a pipe.
 */
export function settingsTrouble(
  { configFile, configNamedBy }: Pick<Session, 'configFile' | 'configNamedBy'>,
  { files }: Pick<Surroundings, 'files'>,
): Trouble | undefined {
  const kind = files.kindOf(configFile);
  const isExpected = configNamedBy !== undefined || files.isLink(configFile);
  if (kind === 'file' || (kind === undefined && !isExpected)) return undefined;
  if (kind !== undefined) return { what: `${configFile} is a ${kind}`, remedy: 'name a file' };
  const why = configNamedBy === undefined ? 'which is a link' : `which ${configNamedBy} names`;
  const remedy = 'put it there, if empty, or name none';
  return { what: `there is no ${configFile}, ${why}`, remedy };
}

/** They may keep longer than the defaults do, and what is let go of is gone. */
export function mustHaveSettings(...asked: Parameters<typeof settingsTrouble>): void {
  const trouble = settingsTrouble(...asked);
  if (trouble) throw new DriftlineError('usage', `${trouble.what}: ${trouble.remedy}`);
}
