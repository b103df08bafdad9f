import type { EditionHead } from '../../store/reading.ts';
import type { Desk } from './desk.ts';
import { PostParts } from './post_frame.tsx';
import { actsStamp } from './post_stamps.ts';
import type { Press } from './press.tsx';

/** What is no longer as a page shows it that was opened before. */
export interface ChangedPlace {
  readonly position: number;
  /** The whole post; or, where only the acts on it changed, their row and lines. */
  readonly html: string;
  readonly isWhole: boolean;
}

interface Held {
  readonly post: string;
  readonly acts: string;
}

/** Ten pages of 40. */
const PLACES_MAX = 400;
/** Of a post that is gone or hidden: it has no row of acts. */
const NO_ROW = '-';
const PLACE = /^([1-9]\d{0,3})\.([\w-]*)\.([\w-]*)$/;

/** `places` is what the page holds: position, stamp of the post and of its acts, `7.Jw3x_a.,8.…`. */
export function changedPlaces(
  desk: Desk,
  press: Press,
  head: EditionHead,
  places: string | undefined,
): readonly ChangedPlace[] {
  const held = new Map<number, Held>();
  for (const place of (places ?? '').split(',').slice(0, PLACES_MAX)) {
    const [, position, post = '', acts = ''] = PLACE.exec(place) ?? [];
    if (position !== undefined) held.set(Number(position), { post, acts });
  }
  if (held.size === 0) return [];
  const [first, last] = [Math.min(...held.keys()), Math.max(...held.keys())];
  const slots = desk.reading
    .slots(head.edition, first, null, last - first + 1)
    .filter(({ position }) => held.has(position));
  const stamps = press.stamps(head, slots);
  return slots.flatMap((slot, at): readonly ChangedPlace[] => {
    const { position, status_key, uri } = slot;
    const { post, acts } = held.get(position) as Held;
    if (post !== stamps[at]) {
      const html = press.posts(head, [slot]).join('');
      return [{ position, html, isWhole: true }];
    }
    if (acts === NO_ROW) return [];
    const status = status_key === null ? undefined : desk.statuses.status(status_key);
    if (status === undefined || acts === actsStamp(desk.acts.on(uri, desk.now()))) return [];
    const parts = <PostParts {...{ desk, status }} id={`p${position}`} />;
    return [{ position, html: String(parts), isWhole: false }];
  });
}
