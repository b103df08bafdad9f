import type { EditionHead } from '../../store/reading.ts';

export const PAGE_ENTRIES = 40;

/** The first position of the page on which a position stands. */
export function pageStart(position: number): number {
  return Math.floor((position - 1) / PAGE_ENTRIES) * PAGE_ENTRIES + 1;
}

export function pageAddress(
  { edition }: Pick<EditionHead, 'edition'>,
  from: number,
  lane: string | null,
): string {
  const query = new URLSearchParams();
  if (from > 1) query.set('from', String(from));
  if (lane !== null) query.set('lane', lane);
  return query.size === 0 ? `/e/${edition}` : `/e/${edition}?${query}`;
}

/** The page and the place where the reader stood last, here or on another device. */
export function standingAddress(head: Pick<EditionHead, 'edition' | 'position'>): string {
  const { position } = head;
  if (position <= 1) return pageAddress(head, 1, null);
  return `${pageAddress(head, pageStart(position), null)}#p${position}`;
}

/** The heading of an edition's end card. */
export const END = 'end-title';

/** Where an edition ends, once it was read. */
export function endAddress(head: Pick<EditionHead, 'edition' | 'entries'>): string {
  return `${pageAddress(head, pageStart(head.entries), null)}#${END}`;
}
