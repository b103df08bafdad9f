import * as v from 'valibot';
import type { EpochMs } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Exposure, Exposures } from '../store/exposures.ts';
import type { Reading, Slot } from '../store/reading.ts';
import type { ShownStatuses } from '../store/shown_statuses.ts';
import { noteServed } from './note_served.ts';

const BATCH_MAX = 400;
const places = v.pipe(
  v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  v.maxLength(BATCH_MAX),
);

/** What the script reports: places of an edition, or statuses of a list that is none. */
const report = v.object({
  kind: v.picklist(['seen', 'opened']),
  edition: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  positions: v.optional(places, []),
  keys: v.optional(places, []),
  /** Where the reader stands in the edition. */
  at: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
});

const VIA = 'page';

interface Deps {
  readonly reading: Reading;
  readonly statuses: ShownStatuses;
  readonly exposures: Exposures;
  readonly now: () => EpochMs;
  readonly log: Log;
}

/** What the reader had of which post, from the page to the ledger. */
export function openExposing(deps: Deps) {
  const { reading, statuses, exposures, now, log } = deps;
  const isHidden = hidingOf(deps);
  const atPlaces = (
    edition: number,
    positions: readonly number[],
    kind: Exposure['kind'],
    undo: boolean,
  ): readonly Exposure[] =>
    positions.flatMap((position) => {
      const uri = reading.entry(edition, position)?.uri;
      return uri === undefined
        ? []
        : [{ uri, kind, atMs: now(), edition, position, via: VIA, undo }];
    });

  return {
    /** `json` is what a page sent. Reporting the same twice changes nothing that is read. */
    report(json: string): void {
      const { kind, edition, positions, keys, at } = parse(json);
      const inList = keys.flatMap((key): readonly Exposure[] => {
        const uri = statuses.status(key)?.uri;
        return uri === undefined ? [] : [{ uri, kind, atMs: now(), via: VIA }];
      });
      const fresh =
        edition === undefined
          ? []
          : atPlaces(edition, unreported(edition, positions, kind), kind, false);
      exposures.record([...fresh, ...inList]);
      if (edition !== undefined && at !== undefined) reading.savePosition(edition, at);
    },
    /** Places that a page has just shown for the first time. */
    served(edition: number, slots: readonly Slot[], via = VIA): void {
      const fresh = slots.filter(({ is_served }) => is_served === 0);
      if (fresh.length === 0) return;
      const had = { kind: 'served', atMs: now(), edition, via } as const;
      noteServed(log, () =>
        exposures.record(fresh.map(({ uri, position }) => ({ uri, position, ...had }))),
      );
    },
    opened(edition: number, position: number): void {
      exposures.record(atPlaces(edition, [position], 'opened', false));
    },
    /**
     * Everything up to a place counts as seen, of one lane or of all of them. Gives the places that
     * were not before.
     */
    markUpTo(edition: number, position: number, lane: string | null): readonly number[] {
      const unseen = reading
        .slots(edition, 1, lane, position)
        .filter((slot) => slot.position <= position && slot.is_seen === 0 && !isHidden(slot))
        .map((slot) => slot.position);
      exposures.record(atPlaces(edition, unseen, 'seen', false));
      return unseen;
    },
    unmark(edition: number, positions: readonly number[]): void {
      exposures.record(atPlaces(edition, positions, 'seen', true));
    },
  };

  /** A beacon may come twice; `opened` counts each time. */
  function unreported(edition: number, positions: readonly number[], kind: string) {
    if (kind !== 'seen' || positions.length === 0) return positions;
    const first = Math.min(...positions);
    const slots = reading.slots(edition, first, null, Math.max(...positions) - first + 1);
    const seen = new Set(slots.filter((slot) => slot.is_seen === 1).map((slot) => slot.position));
    return positions.filter((position) => !seen.has(position));
  }
}

/** What a mute or filter hides now was not read, and may come back when that ends. */
function hidingOf({ statuses, now }: Deps): (slot: Slot) => boolean {
  return ({ status_key: key }) =>
    key !== null && statuses.coversOf(key, now()).some(({ effect }) => effect === 'hide');
}

export type Exposing = ReturnType<typeof openExposing>;

function parse(json: string): v.InferOutput<typeof report> {
  try {
    return v.parse(report, JSON.parse(json));
  } catch (cause) {
    throw new DriftlineError('invalid', 'not a report of what was seen', { cause });
  }
}
