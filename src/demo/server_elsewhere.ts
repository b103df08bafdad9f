import { DriftlineError } from '../core/errors.ts';
import type { Parts } from './server_guard.ts';
import type { Changes } from './server_relations.ts';

/** What the owner does in another app. */
export interface Elsewhere extends Changes {
  readonly act: (kind: 'favourite' | 'reblog' | 'bookmark', uri: string, undo?: boolean) => void;
}

/** A mute or block takes what it hides out of the home, each with a `delete` of its own. */
export function openElsewhere({ archive, fanOut, time }: Parts): Elsewhere {
  const { change } = archive.relations;
  const filedOf = (uri: string) => {
    const filed = archive.byUri(uri);
    if (filed !== undefined) return filed;
    throw new DriftlineError('not_found', `the demo's server has no post ${uri}`);
  };
  return {
    ...change,
    act(kind, uri, undo = false) {
      const filed = filedOf(uri);
      if (kind !== 'reblog') archive.mark(filed, kind, !undo);
      else if (undo) fanOut.unboost(filed);
      else fanOut.boost(filed, time.now());
    },
    refuse(kind, person, untilMs) {
      change.refuse(kind, person, untilMs);
      fanOut.purge(archive.relations.isUnwanted, 'aloud');
    },
    follow(person, isOn) {
      change.follow(person, isOn);
      const isOf = ({ booster, filed }: Parameters<typeof archive.relations.isUnwanted>[0]) =>
        (booster ?? filed.post.author).id === person.id;
      if (!isOn) fanOut.purge(isOf, 'silently');
    },
  };
}
