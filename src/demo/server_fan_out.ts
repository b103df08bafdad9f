import type { Time } from '../core/clock.ts';
import { type Archive, type Entry, type Filed, postEntry } from './server_archive.ts';
import type { DemoFaults } from './server_faults.ts';
import type { Home } from './server_home.ts';
import type { Renderer } from './server_json.ts';
import type { Witness } from './server_witness.ts';
import type { Post, World, WorldEvent } from './world.ts';

export interface FanOut {
  /** What happened in the world reaches the archive, the home feed and whoever listens. */
  readonly apply: (event: WorldEvent) => void;
  /** The owner boosts a post: it counts as one of their own entries in the home feed. */
  readonly boost: (filed: Filed, nowMs: number) => Entry;
  readonly unboost: (filed: Filed) => void;
  /** Takes out of the home what is not wanted there any more; aloud, each is streamed. */
  readonly purge: (isUnwanted: (entry: Entry) => boolean, how: 'aloud' | 'silently') => void;
}

interface FanOutNeeds {
  readonly archive: Archive;
  readonly home: Home;
  readonly render: Renderer;
  readonly faults: DemoFaults;
  readonly time: Time;
  readonly witness: Witness;
  /** Sends a frame to all who listen. The payload is only made when somebody does. */
  readonly emit: (event: string, id: string, payload: () => string) => void;
}

export function openFanOut(needs: FanOutNeeds): FanOut {
  const { archive, home, render, faults, time, witness, emit } = needs;
  const { world } = archive;
  const later = jobsOf(faults, time);

  const push = (entry: Entry, nowMs: number) => {
    archive.keepEntry(entry);
    if (!reachesHome(entry, archive)) return;
    later(`update ${entry.id}`, nowMs, (atMs) => {
      if (entry.filed.isGone) return;
      witness.entered?.(entry.id, atMs);
      if (!home.add(entry)) return witness.grouped?.(entry.id, atMs);
      emit('update', entry.id, () => render.entry(entry, atMs));
    });
  };

  const unpush = (id: string, nowMs: number) => {
    later(`delete ${id}`, nowMs, () => {
      if (home.remove(id)) emit('delete', id, () => id);
    });
  };

  const remove = (postId: string, nowMs: number) => {
    const filed = archive.remove(postId);
    if (filed === undefined) return;
    // A row can vanish before its id leaves the feed: that is how a page comes out short.
    const boosts = [...archive.boostsOf(filed)];
    for (const { id } of [filed, ...boosts]) witness.left?.(id, nowMs, 'removed');
    if (faults.silentDeletes === true) return;
    for (const boost of boosts) archive.dropEntry(boost);
    for (const { id } of [...boosts, filed]) unpush(id, nowMs);
  };

  return {
    apply(event) {
      if (event.kind === 'post') push(postEntry(archive.file(event.post, event.atMs)), event.atMs);
      else if (event.kind === 'delete') remove(event.postId, event.atMs);
      else if (event.kind === 'boost') {
        const filed = archive.file(event.post);
        const { atMs, booster } = event;
        const id = archive.newId(event.id, atMs);
        if (!filed.isGone) push({ id, atMs, filed, booster }, atMs);
      } else {
        const filed = archive.edit(event.post, event.atMs);
        if (filed === undefined || !hearsOfEdits(filed.post, archive)) return;
        later(`status.update ${filed.id}`, event.atMs, (atMs) =>
          emit('status.update', filed.id, () => render.entry(postEntry(filed), atMs)),
        );
      }
    },
    boost(filed, nowMs) {
      if (filed.ownBoost !== undefined) return filed.ownBoost;
      const id = archive.newId(`own boost of ${filed.id}`, nowMs);
      filed.ownBoost = { id, atMs: nowMs, filed, booster: world.owner };
      push(filed.ownBoost, nowMs);
      return filed.ownBoost;
    },
    unboost(filed) {
      if (filed.ownBoost === undefined) return;
      archive.dropEntry(filed.ownBoost);
      unpush(filed.ownBoost.id, time.now());
      filed.ownBoost = undefined;
    },
    purge(isUnwanted, how) {
      for (const { id } of home.page({}, Number.MAX_SAFE_INTEGER).filter(isUnwanted))
        if (home.remove(id) && how === 'aloud') emit('delete', id, () => id);
    },
  };
}

/** Each delivery is a job of its own: an overloaded server runs it late, and in any order. */
function jobsOf(faults: DemoFaults, time: Time) {
  return (name: string, nowMs: number, job: (atMs: number) => void): void => {
    const lateMs = faults.lateBy?.(name) ?? 0;
    if (lateMs <= 0) job(nowMs);
    else time.after(lateMs, () => job(time.now()));
  };
}

/** What fan-out lets through (mastodon/mastodon, app/lib/feed_manager.rb, filter_from_home). */
function reachesHome(entry: Entry, archive: Archive): boolean {
  const { world, relations } = archive;
  const by = entry.booster ?? entry.filed.post.author;
  const isElsewhere = (world.lists ?? []).some(
    ({ isExclusive, members }) => isExclusive && members.includes(by.id),
  );
  if (relations.isUnwanted(entry)) return false;
  return (!isElsewhere && reachesFollower(entry, archive)) || reachesByTag(entry, archive);
}

/** Lists hold the same of their members. */
export function reachesFollower(
  { filed: { post }, booster }: Entry,
  { relations, world }: Archive,
): boolean {
  const { isFollowed, showsBoosts, languagesOf } = relations;
  if (booster !== undefined)
    return isFollowed(booster) && (booster.id === world.owner.id || showsBoosts(booster));
  if (!isFollowed(post.author)) return false;
  if (post.visibility === 'direct' && !concernsOwner(post, world)) return false;
  const languages = languagesOf(post.author);
  if (languages !== null && post.language !== null && !languages.includes(post.language))
    return false;
  const answered = post.replyTo?.author;
  return answered === undefined || answered.id === post.author.id || isFollowed(answered);
}

function reachesByTag({ filed: { post }, booster }: Entry, { relations }: Archive): boolean {
  const isPublic = booster === undefined && post.visibility === 'public';
  return isPublic && post.tags.some((name) => relations.tags.has(name));
}

/** Edits go to the author's followers and to whoever is mentioned, not to those who saw a boost. */
function hearsOfEdits(post: Post, { relations, world }: Archive): boolean {
  return relations.isFollowed(post.author) || concernsOwner(post, world);
}

function concernsOwner(post: Post, world: World): boolean {
  const { owner } = world;
  return post.author.id === owner.id || post.mentions.some((person) => person.id === owner.id);
}

/** May the owner open this post? Followers-only posts show to followers and to the named. */
export function isVisible({ post }: Filed, { relations, world }: Archive): boolean {
  if (post.visibility === 'public' || post.visibility === 'unlisted') return true;
  if (concernsOwner(post, world)) return true;
  return post.visibility === 'private' && relations.isFollowed(post.author);
}
