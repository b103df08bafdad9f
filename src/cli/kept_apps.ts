import { dirname, join } from 'node:path';
import * as v from 'valibot';
import type { App, AppMemory } from '../mastodon/registration.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const shape = v.array(
  v.object({
    server: v.string(),
    may_act: v.boolean(),
    scopes: v.string(),
    redirect_uris: v.array(v.string()),
    client_id: v.string(),
    client_secret: v.string(),
  }),
);

export function appsFileOf({ credentialsFile }: Session): string {
  return join(dirname(credentialsFile), 'apps.json');
}

/**
 * What Driftline was registered as, at which server: kept for the next login, since a server
 * lets nobody register often. What cannot be read, or could be by others, counts as none: a new one
 * costs one request.
 */
export function openKeptApps(session: Session, { files }: Surroundings): AppMemory {
  const file = appsFileOf(session);
  const all = (): readonly App[] => {
    const content = files.readText(file);
    if (content === undefined || files.isOpenToOthers(file)) return [];
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), content);
    return read.success ? read.output : [];
  };
  const without = ({ server, may_act }: App) =>
    all().filter((app) => app.server !== server || app.may_act !== may_act);
  const write = (apps: readonly App[]) =>
    files.writePrivate(file, `${JSON.stringify(apps, undefined, 2)}\n`);
  return {
    find: (server, mayAct) => all().find((app) => app.server === server && app.may_act === mayAct),
    keep: (app) => write([...without(app), app]),
    forget: (app) => write(without(app)),
  };
}
