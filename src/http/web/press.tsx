import type { EditionHead, Slot } from '../../store/reading.ts';
import type { Cover } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { namedPosts } from './named_posts.ts';
import { plainName } from './plain_name.ts';
import { Gone, Post } from './post.tsx';
import { coverStamp, postStamp } from './post_stamps.ts';
import { reasonOf } from './reason.ts';

/** Prints the posts of an edition, as bytes, and keeps what it printed. */
export interface Press {
  readonly posts: (head: EditionHead, slots: readonly Slot[]) => readonly Buffer[];
}

/** Some 2 kB each: 4,000 are twenty editions' worth of pages. */
const KEPT_MAX = 4_000;

/**
 * Rendering a post costs about a millisecond of parsing and sanitising, and next morning it is the
 * same: so its bytes are kept under everything they were made from. Measured 2026-11-24: text, not
 * the framework, is what costs a page.
 */
export function openPress(desk: Desk): Press {
  const kept = new Map<string, { readonly stamp: string; readonly bytes: Buffer }>();
  function post(head: EditionHead, slot: Slot, stamp: string): Buffer {
    const name = `${head.edition}/${slot.position}`;
    const known = kept.get(name);
    if (known?.stamp === stamp) return known.bytes;
    const bytes = Buffer.from(String(print(desk, head, slot)));
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(name, { stamp, bytes });
    return bytes;
  }
  return {
    posts(head, slots) {
      const coverable = desk.statuses.coverable(slots.flatMap(({ status_key: key }) => key ?? []));
      const may = [...desk.acting.may()].join();
      return slots.map((slot) => {
        const isCoverable = slot.status_key !== null && coverable.has(slot.status_key);
        return post(head, slot, stampOf(desk, slot, { isCoverable, may }));
      });
    },
  };
}

interface Around {
  readonly isCoverable: boolean;
  /** What may be done through the owner's server. */
  readonly may: string;
}

function stampOf(desk: Desk, slot: Slot, { isCoverable, may }: Around): string {
  const age = slot.created_at_ms === null ? '' : desk.words.ago(slot.created_at_ms, desk.now());
  return [
    age,
    slot.is_seen,
    slot.deleted_at_ms,
    slot.counts_at_ms,
    slot.text_at_ms,
    slot.profile_stamp,
    // Filters end, and mutes do, while nothing else changes.
    may,
    ...actsOf(desk, slot),
    ...(isCoverable ? coversOf(desk, slot) : []).map(coverStamp),
  ].join('/');
}

/** What the owner did with it. */
function actsOf({ acts, deeds, now }: Desk, { uri, is_acted }: Slot): readonly string[] {
  const last = deeds.last();
  const deed = last?.uri === uri ? `${last.words} ${last.undo ?? ''}` : '';
  return [is_acted === 1 ? acts.on(uri, now()).stamp : '', deed];
}

function coversOf(desk: Desk, { status_key }: Slot): readonly Cover[] {
  return status_key === null ? [] : desk.statuses.coversOf(status_key, desk.now());
}

function print(desk: Desk, head: EditionHead, slot: Slot) {
  const place = {
    id: `p${slot.position}`,
    edition: head.edition,
    position: slot.position,
    of: head.entries,
    isSeen: slot.is_seen === 1,
    stamp: postStamp(desk, slot),
  };
  const entry = desk.reading.entry(head.edition, slot.position);
  const status =
    slot.status_key === null
      ? desk.statuses.ofUri(slot.uri)
      : desk.statuses.status(slot.status_key);
  if (entry === undefined || status === undefined)
    return <Gone place={place} words="no longer stored" />;
  const reason = reasonOf({
    entry,
    author: status.handle,
    createdAtMs: status.created_at_ms,
    drawnAtMs: head.drawn_at_ms,
    nameOf: (handle) => plainName(desk.statuses.nameOf(handle), handle),
  });
  const named = namedPosts(desk, entry);
  return <Post {...{ desk, status, place, reason, named }} />;
}
