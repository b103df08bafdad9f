import type { DemoFaults } from './server.ts';
import { type Archive, type Entry, type Filed, postEntry } from './server_archive.ts';
import type { Home } from './server_home.ts';
import type { Renderer } from './server_json.ts';
import type { Person, Post, World, WorldEvent } from './world.ts';

export interface FanOut {
  /** What happened in the world reaches the archive, the home feed and whoever listens. */
  readonly apply: (event: WorldEvent) => void;
  /** The owner boosts a post: it counts as one of their own entries in the home feed. */
  readonly boost: (filed: Filed, nowMs: number) => Entry;
  readonly unboost: (filed: Filed) => void;
}

interface FanOutNeeds {
  readonly archive: Archive;
  readonly home: Home;
  readonly render: Renderer;
  readonly faults: DemoFaults;
  /** Sends a frame to all who listen. The payload is only made when somebody does. */
  readonly emit: (event: string, payload: () => string) => void;
}

export function openFanOut({ archive, home, render, faults, emit }: FanOutNeeds): FanOut {
  const { world } = archive;

  const push = (entry: Entry, nowMs: number) => {
    archive.keepEntry(entry);
    if (reachesHome(entry, world) && home.add(entry)) {
      emit('update', () => render.entry(entry, nowMs));
    }
  };

  const unpush = (id: string) => {
    if (home.remove(id)) emit('delete', () => id);
  };

  const remove = (postId: string) => {
    const filed = archive.remove(postId);
    // A row can vanish before its id leaves the feed: that is how a page comes out short.
    if (filed === undefined || faults.silentDeletes === true) return;
    for (const boost of [...archive.boostsOf(filed)]) {
      archive.dropEntry(boost);
      unpush(boost.id);
    }
    unpush(filed.id);
  };

  return {
    apply(event) {
      if (event.kind === 'post') push(postEntry(archive.file(event.post, event.atMs)), event.atMs);
      else if (event.kind === 'delete') remove(event.postId);
      else if (event.kind === 'boost') {
        const filed = archive.file(event.post);
        const { atMs, booster } = event;
        const id = archive.newId(event.id, atMs);
        if (!filed.isGone) push({ id, atMs, filed, booster }, atMs);
      } else {
        const filed = archive.edit(event.post, event.atMs);
        if (filed === undefined || !hearsOfEdits(filed.post, world)) return;
        emit('status.update', () => render.entry(postEntry(filed), event.atMs));
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
      unpush(filed.ownBoost.id);
      filed.ownBoost = undefined;
    },
  };
}

/** What fan-out lets through (mastodon/mastodon, app/lib/feed_manager.rb, filter_from_home). */
function reachesHome({ filed: { post }, booster }: Entry, world: World): boolean {
  if (booster !== undefined) return isFollowed(booster, world);
  if (!isFollowed(post.author, world)) return false;
  const answered = post.replyTo?.author;
  return answered === undefined || answered.id === post.author.id || isFollowed(answered, world);
}

/** Edits go to the author's followers and to whoever is mentioned, not to those who saw a boost. */
function hearsOfEdits(post: Post, world: World): boolean {
  return isFollowed(post.author, world) || concernsOwner(post, world);
}

function isFollowed(person: Person, world: World): boolean {
  return person.isFollowed || person.id === world.owner.id;
}

function concernsOwner(post: Post, world: World): boolean {
  const { owner } = world;
  return post.author.id === owner.id || post.mentions.some((person) => person.id === owner.id);
}

/** May the owner open this post? Followers-only posts show to followers and to the named. */
export function isVisible({ post }: Filed, world: World): boolean {
  if (post.visibility === 'public' || post.visibility === 'unlisted') return true;
  if (concernsOwner(post, world)) return true;
  return post.visibility === 'private' && post.author.isFollowed;
}
