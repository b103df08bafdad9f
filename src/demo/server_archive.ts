import { createHash } from 'node:crypto';
import type { EpochMs } from '../core/clock.ts';
import { idTimeMs } from '../core/entry_time.ts';
import { type Entries, openEntries } from './server_entries.ts';
import { snowflake, ulid } from './server_paging.ts';
import { openPeople, type People } from './server_people.ts';
import { openRelations, type Relations } from './server_relations.ts';
import type { Person, Picture, Post, World } from './world.ts';
import { addressOf } from './world_posts.ts';

/** A post as the server keeps it: its newest version, and what the owner has done with it. */
export interface Filed {
  readonly id: string;
  readonly uri: string;
  readonly replies: Filed[];
  post: Post;
  editedMs: number | undefined;
  isGone: boolean;
  /** When the owner favoured or bookmarked it, as a place in the order of all such deeds. */
  favourite: number | undefined;
  bookmark: number | undefined;
  /** The owner's own boost of it. */
  ownBoost: Entry | undefined;
  /** The part of its JSON that only an edit changes; see server_json.ts. */
  fixedJson: string | undefined;
}

/** A post or a boost of it, in a timeline or on a profile. A post's entry has the post's own id. */
export interface Entry {
  readonly id: string;
  readonly atMs: number;
  readonly filed: Filed;
  readonly booster?: Person;
}

export type MarkKind = 'favourite' | 'bookmark';

export interface Marks {
  readonly mark: (filed: Filed, kind: MarkKind, isOn: boolean) => void;
  /** What bears that mark now, the latest marked first. */
  readonly marked: (kind: MarkKind) => readonly Filed[];
}

/** Everything the server knows: posts by id and address, people, who posted what, who answered. */
export interface Archive extends Entries, Marks, People {
  readonly world: World;
  readonly relations: Relations;
  /**
   * Takes a post in and gives it its id: by the moment it was received where it was pushed here, by
   * its own date where the server had to fetch it. A post that is known keeps its id.
   */
  readonly file: (post: Post, receivedMs?: number) => Filed;
  readonly newId: (key: string, ms: number) => string;
  /** By the world's own name for it. */
  readonly byKey: (key: string) => Filed | undefined;
  readonly byId: (id: string) => Filed | undefined;
  readonly byUri: (uri: string) => Filed | undefined;
  /** A post or a boost by its id, as `GET /api/v1/statuses/:id` finds either. */
  readonly entryById: (id: string) => Entry | undefined;
  readonly edit: (post: Post, atMs: number) => Filed | undefined;
  /** Takes the post out; undefined where it was not known or is gone already. */
  readonly remove: (key: string) => Filed | undefined;
  /**
   * Lets go what came here before that moment from other servers, with the owner's marks on it, as
   * Mastodon's content retention does. What is heard of again is fetched anew, by another id.
   */
  readonly letGo: (beforeMs: number) => readonly Entry[];
  readonly picture: (pictureId: string) => Picture | undefined;
}

/** How ids are made: Mastodon's snowflakes, or ULIDs. */
export type IdForm = 'snowflake' | 'ulid';

export function openArchive(world: World, ids: IdForm = 'snowflake'): Archive {
  const filedByKey = new Map<string, Filed>();
  const filedById = new Map<string, Filed>();
  const filedByUri = new Map<string, Filed>();
  const entries = openEntries();
  const pictures = new Map<string, Picture>();
  const newId = idGiver(ids);

  const learnPictures = (post: Post) => {
    for (const picture of post.pictures) pictures.set(picture.id, picture);
    if (post.card?.picture !== undefined) pictures.set(post.card.picture.id, post.card.picture);
  };

  const file = (post: Post, receivedMs = post.createdMs): Filed => {
    const known = filedByKey.get(post.id);
    if (known !== undefined) return known;
    const filed = newlyFiled(post, newId(post.id, receivedMs));
    filedByKey.set(post.id, filed);
    filedById.set(filed.id, filed);
    filedByUri.set(filed.uri, filed);
    learnPictures(post);
    if (post.replyTo !== undefined) file(post.replyTo).replies.push(filed);
    if (post.quotes !== undefined) file(post.quotes);
    return filed;
  };

  const living = (filed: Filed | undefined) => (filed?.isGone === false ? filed : undefined);

  return {
    ...entries,
    ...openMarks(),
    ...openPeople(world, newId),
    world,
    relations: openRelations(world),
    file,
    newId,
    byKey: (key) => living(filedByKey.get(key)),
    byId: (id) => living(filedById.get(id)),
    byUri: (uri) => living(filedByUri.get(uri)),
    entryById(id) {
      const boost = entries.boostById(id);
      if (boost !== undefined) return boost;
      const filed = living(filedById.get(id));
      return filed && postEntry(filed);
    },
    edit(post, atMs) {
      const filed = file(post);
      if (filed.isGone) return undefined;
      filed.post = post;
      filed.editedMs = atMs;
      filed.fixedJson = undefined;
      learnPictures(post);
      return filed;
    },
    remove(key) {
      const filed = living(filedByKey.get(key));
      if (filed === undefined) return undefined;
      filed.isGone = true;
      entries.dropEntry(postEntry(filed));
      return filed;
    },
    letGo: lettingGo({ world, entries, filedByKey, filedById, filedByUri }),
    picture: (pictureId) => pictures.get(pictureId),
  };
}

interface Kept {
  readonly world: World;
  readonly entries: Entries;
  readonly filedByKey: Map<string, Filed>;
  readonly filedById: ReadonlyMap<string, Filed>;
  readonly filedByUri: Map<string, Filed>;
}

function lettingGo(kept: Kept): Archive['letGo'] {
  return (beforeMs) => {
    const old = oldOf(kept, beforeMs);
    for (const { filed, booster } of old) {
      if (booster !== undefined) continue;
      filed.isGone = true;
      kept.filedByKey.delete(filed.post.id);
      kept.filedByUri.delete(filed.uri);
    }
    for (const entry of old) kept.entries.dropEntry(entry);
    return old;
  };
}

/** What came from other servers before that moment, boosts too; a boost goes with its post. */
function oldOf({ world, entries, filedById }: Kept, beforeMs: number): readonly Entry[] {
  const isOthers = ({ domain }: Person) => domain !== world.owner.domain;
  const isOld = (id: string, ms: number) => (idTimeMs(id, ms as EpochMs) ?? ms) < beforeMs;
  const posts = [...filedById.values()].filter(
    ({ id, post, isGone }) => !isGone && isOthers(post.author) && isOld(id, post.createdMs),
  );
  const going = new Set(posts);
  const boosts = entries
    .allBoosts()
    .filter(
      ({ id, atMs, booster, filed }) =>
        going.has(filed) || (booster !== undefined && isOthers(booster) && isOld(id, atMs)),
    );
  return [...posts.map(postEntry), ...boosts];
}

export function postEntry(filed: Filed): Entry {
  return { id: filed.id, atMs: filed.post.createdMs, filed };
}

/** What the owner favoured or bookmarked, numbered in the order in which they did. */
function openMarks(): Marks {
  const everMarked = new Set<Filed>();
  let marks = 0;
  return {
    mark(filed, kind, isOn) {
      if (isOn === (filed[kind] !== undefined)) return;
      marks += 1;
      filed[kind] = isOn ? marks : undefined;
      everMarked.add(filed);
    },
    marked: (kind) =>
      [...everMarked]
        .filter((filed) => filed[kind] !== undefined && !filed.isGone)
        .sort((a, b) => (b[kind] ?? 0) - (a[kind] ?? 0)),
  };
}

/** Ids that a name and a moment decide, moved on by one where two would be the same. */
function idGiver(form: IdForm): (key: string, ms: number) => string {
  const idOf = form === 'ulid' ? ulid : snowflake;
  const given = new Set<string>();
  return (key, ms) => {
    let sequence = createHash('sha256').update(key).digest().readUInt16BE(0);
    let id = idOf(ms, sequence);
    while (given.has(id)) {
      sequence += 1;
      id = idOf(ms, sequence);
    }
    given.add(id);
    return id;
  };
}

function newlyFiled(post: Post, id: string): Filed {
  return {
    id,
    uri: addressOf(post),
    replies: [],
    post,
    editedMs: undefined,
    isGone: false,
    favourite: undefined,
    bookmark: undefined,
    ownBoost: undefined,
    fixedJson: undefined,
  };
}
