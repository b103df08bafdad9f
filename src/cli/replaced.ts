import type { Trouble } from '../http/server.ts';
import type { Database } from '../store/database.ts';
import { type Installed, installed } from '../store/installed.ts';
import { versionOf } from '../store/migrate.ts';

export interface Replaced {
  /** For pages and monitors. */
  readonly troubles: () => readonly Trouble[];
  /** The program that could take this one's place; undefined: there is none. */
  readonly successor: () => Installed | undefined;
}

/**
 * Whether another version was installed over the one that goes on: a draw starts in a thread of its
 * own, from the files that are there then, and those refuse the file while this one ingests.
 * `endsByItself`: somebody starts it anew then. `version` is that of the one that goes on; what lies
 * there now, where it is not known.
 */
export function openReplaced(
  database: Database,
  endsByItself = false,
  version = installed()?.version,
): Replaced {
  const schema = versionOf(database);
  const successor = () => {
    const now = installed();
    if (now === undefined) return undefined;
    const isAnother = now.schema !== schema || now.version !== version;
    // One that knows less would refuse the file, and nobody would collect.
    return isAnother && now.schema >= versionOf(database) ? now : undefined;
  };
  const told = (what: string) => {
    const remedy = endsByItself && successor() !== undefined ? BY_ITSELF : BY_HAND;
    return [{ what, remedy }];
  };
  return {
    troubles() {
      const now = installed();
      if (now?.schema !== schema || versionOf(database) !== schema) return told(UNDRAWN);
      return now.version === version ? [] : told(UPDATED);
    },
    successor,
  };
}

const BY_HAND =
  'Start it anew: "systemctl --user restart driftline" for the service; on a terminal press ' +
  'Ctrl-C and type the same command again.';
const BY_ITSELF =
  'It goes over to that one by itself, some minutes after that was put there; if it does not, its ' +
  'log says why.';

const REPLACED = 'Another version of Driftline was installed over this one';
const UNDRAWN = `${REPLACED}, which goes on without drawing`;
/** Of the same schema: its draws are those of the other one. */
const UPDATED = `${REPLACED}, which goes on collecting`;

/** Whether it is that what somebody who goes on says of itself. */
export function isOfReplaced({ what }: Trouble): boolean {
  return what.startsWith(REPLACED);
}
