import type { Edition } from '../core/edition.ts';

/**
 * What one way of ranking does to another's edition, over the same night. Status ids of the server.
 */
export interface EditionDifference {
  readonly enter: readonly string[];
  readonly leave: readonly string[];
  readonly move: readonly {
    readonly statusId: string;
    readonly from: number;
    readonly to: number;
  }[];
}

/**
 * Pure: both editions should be dry draws of one moment with one seed, or chance is measured as
 * well.
 */
export function differenceOf(before: Edition, after: Edition): EditionDifference {
  const was = placesOf(before);
  const is = placesOf(after);
  return {
    enter: [...is.keys()].filter((id) => !was.has(id)),
    leave: [...was.keys()].filter((id) => !is.has(id)),
    move: [...is].flatMap(([statusId, to]) => {
      const from = was.get(statusId);
      return from === undefined || from === to ? [] : [{ statusId, from, to }];
    }),
  };
}

function placesOf(edition: Edition): ReadonlyMap<string, number> {
  return new Map(edition.entries.map(({ statusId, position }) => [statusId, position]));
}
