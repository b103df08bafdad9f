import { DAY_MS, type EpochMs } from '../../core/clock.ts';
import { counted } from '../../core/counted.ts';
import type { EditionHead } from '../../store/reading.ts';
import type { Desk } from './desk.ts';
import { plainName } from './plain_name.ts';

const HEARD_AGAIN_MS = 30 * DAY_MS;
const HEARD_NAMED = 6;

/**
 * Of whom nothing was seen for a month; or nothing here, where that is not a month yet: what was
 * read elsewhere before is not known. Of who has seen nothing here, it would be everybody.
 */
export function HeardLine({ desk, head }: { readonly desk: Desk; readonly head: EditionHead }) {
  const { reading } = desk;
  const drawnAtMs = head.drawn_at_ms as EpochMs;
  const sinceMs = (drawnAtMs - HEARD_AGAIN_MS) as EpochMs;
  if (reading.lastSeenBefore(drawnAtMs) === undefined) return null;
  const heard = reading.firstHeard(head.edition, sinceMs, drawnAtMs);
  if (heard.length === 0) return null;
  const names = heard
    .slice(0, HEARD_NAMED)
    .map(({ display_name, handle }) => plainName(display_name, handle));
  const others = heard.length - names.length;
  const isMonth = reading.lastSeenBefore(sinceMs) !== undefined;
  return (
    <p>
      {isMonth ? 'Heard for the first time in a month' : 'Heard here for the first time'}:{' '}
      {names.join(', ')}
      {others > 0 ? ` and ${counted(others, 'other')}` : ''}.
    </p>
  );
}
