import type { EditionHead, Slot } from '../../store/reading.ts';
import type { Cover, ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';
import { withNamedBoosters } from './named_boosters.ts';
import { namedPosts } from './named_posts.ts';
import { plainName } from './plain_name.ts';
import { Gone, Post } from './post.tsx';
import { type Around, coverStamp, postStamp } from './post_stamps.ts';
import { reasonOf } from './reason.ts';

/** Prints the posts of an edition, as bytes, and keeps what it printed. */
export interface Press {
  readonly posts: (head: EditionHead, slots: readonly Slot[]) => readonly Buffer[];
  /** What a page that is opened now would be compared by, of each of the slots. */
  readonly stamps: (head: EditionHead, slots: readonly Slot[]) => readonly string[];
}

/** Some 2 kB each: 4,000 are twenty editions' worth of pages. */
const KEPT_MAX = 4_000;

/**
 * Rendering a post costs about a millisecond of parsing and sanitising, and next morning it is the
 * same: so its bytes are kept under everything they were made from. Measured 2026-11-24: text, not
 * the framework, is what costs a page.
 */
export function openPress(desk: Desk): Press {
  const kept = new Map<string, Printed>();
  function post(name: string, isGood: (known: Printed) => boolean, anew: () => Printed): Buffer {
    const known = kept.get(name);
    if (known !== undefined && isGood(known)) return known.bytes;
    const printed = anew();
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(name, printed);
    return printed.bytes;
  }
  return {
    stamps(head, slots) {
      const keysOf = (slot: Slot) =>
        kept.get(nameOf(head, slot))?.others.keys() ?? keysAround(desk, head, slot);
      const around = slots.map((slot) => [...keysOf(slot)]);
      const now = othersNow(desk, around.flat());
      return slots.map((slot, at) => {
        const theirs = new Set(around[at]);
        const others = new Map([...now].filter(([key]) => theirs.has(key)));
        return postStamp(desk, slot, others);
      });
    },
    posts(head, slots) {
      const coverable = desk.statuses.coverable(slots.flatMap(({ status_key: key }) => key ?? []));
      const may = [...desk.acting.may()].join();
      const votes = desk.statuses.votesStamp();
      const refused = desk.statuses.refused(
        slots.flatMap((slot) => kept.get(nameOf(head, slot))?.boosters ?? []),
        desk.now(),
      );
      const others = othersNow(
        desk,
        slots.flatMap((slot) => [...(kept.get(nameOf(head, slot))?.others.keys() ?? [])]),
      );
      return slots.map((slot) => {
        const isCoverable = slot.status_key !== null && coverable.has(slot.status_key);
        const stamp = stampOf(desk, slot, { isCoverable, may, votes });
        const isGood = (known: Printed) =>
          known.stamp === stamp &&
          known.boosters.every((handle) => refused.has(handle) === !known.named.includes(handle)) &&
          [...known.others].every(([key, word]) => others.get(key) === word);
        return post(nameOf(head, slot), isGood, () => ({ stamp, ...print(desk, head, slot) }));
      });
    },
  };
}

const nameOf = ({ edition }: EditionHead, { position }: Slot) => `${edition}/${position}`;

interface Printed {
  /** Of what it was made from. */
  readonly stamp: string;
  readonly bytes: Buffer;
  /** Who brought it; and whom of them it may name. */
  readonly boosters: readonly string[];
  readonly named: readonly string[];
  /** The posts that it mentions, and how each stood. */
  readonly others: Around;
}

function othersNow({ statuses, now }: Desk, keys: readonly number[]): Around {
  if (keys.length === 0) return new Map();
  const coverable = statuses.coverable(keys);
  const coversOf = (key: number) => (coverable.has(key) ? statuses.coversOf(key, now()) : []);
  return new Map(
    [...statuses.stamps(keys)].map(([key, stamp]) => [
      key,
      [stamp, ...coversOf(key).map(coverStamp)].join('/'),
    ]),
  );
}

/** What it answers, and what it stands for. */
function othersOf(desk: Desk, status: ShownStatus, named: readonly string[]): readonly number[] {
  const parent = status.reply_to_id === null ? undefined : desk.statuses.parentOf(status);
  const others = [parent, ...named.map((uri) => desk.statuses.ofUri(uri))];
  return others.flatMap((other) => other?.status_key ?? []);
}

function keysAround(desk: Desk, head: EditionHead, slot: Slot): readonly number[] {
  const entry = desk.reading.entry(head.edition, slot.position);
  const status = statusOf(desk, slot);
  return entry === undefined || status === undefined ? [] : othersOf(desk, status, entry.named);
}

function statusOf({ statuses }: Desk, { status_key: key, uri }: Slot): ShownStatus | undefined {
  return key === null ? statuses.ofUri(uri) : statuses.status(key);
}

interface Acting {
  readonly isCoverable: boolean;
  /** What may be done through the owner's server. */
  readonly may: string;
  readonly votes: string;
}

function stampOf(desk: Desk, slot: Slot, { isCoverable, may, votes }: Acting): string {
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
    votes,
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

function print(desk: Desk, head: EditionHead, slot: Slot): Omit<Printed, 'stamp'> {
  const bytesOf = (post: unknown) => Buffer.from(String(post));
  const entry = desk.reading.entry(head.edition, slot.position);
  const status = statusOf(desk, slot);
  const isKnown = entry !== undefined && status !== undefined;
  const others = othersNow(desk, isKnown ? othersOf(desk, status, entry.named) : []);
  const place = {
    id: `p${slot.position}`,
    edition: head.edition,
    position: slot.position,
    of: head.entries,
    isSeen: slot.is_seen === 1,
    stamp: postStamp(desk, slot, others),
  };
  if (!isKnown)
    return { ...NOBODY, bytes: bytesOf(<Gone place={place} words="no longer stored" />), others };
  const shown = withNamedBoosters(desk.statuses, entry, desk.now());
  const reason = reasonOf({
    entry: shown,
    author: status.handle,
    createdAtMs: status.created_at_ms,
    drawnAtMs: head.drawn_at_ms,
    nameOf: (handle) => plainName(desk.statuses.nameOf(handle), handle),
  });
  const named = namedPosts(desk, entry);
  return {
    bytes: bytesOf(<Post {...{ desk, status, place, reason, named }} />),
    boosters: entry.boosters,
    named: shown.boosters,
    others,
  };
}

const NOBODY = { boosters: [], named: [] } as const;
