import { HOUR_MS, MINUTE_MS } from '../core/clock.ts';
import type { Person, Post, WorldEvent } from './world.ts';
import type { Draw } from './world_draw.ts';
import type { Plan, Writer } from './world_posts.ts';
import type { Recents } from './world_recent.ts';
import type { Merit } from './world_worth.ts';

const EDIT_SHARE = 0.045;
const DELETE_SHARE = 0.015;

/** A day while it is written. */
export interface Today {
  readonly writer: Writer;
  readonly recents: Recents;
  readonly draw: Draw;
  readonly add: (event: WorldEvent) => void;
  readonly idAt: (atMs: number) => string;
  readonly meritFor: (post: Post, topic: string) => Merit;
  readonly onBoost: (postId: string, atMs: number) => void;
  readonly sharedTaste: number;
}

/** Writes a post and publishes it; undefined where all that came to mind had been said before. */
export function say(today: Today, plan: Omit<Plan, 'draw'>): Post | undefined {
  const post = today.writer.write({ ...plan, draw: today.draw });
  if (post !== undefined) publish(today, post, plan.topic);
  return post;
}

/** Some is corrected later, and some taken down; until then people can come across it. */
function publish(today: Today, post: Post, topic: string): void {
  const { recents, draw, add } = today;
  const merit = today.meritFor(post, topic);
  add({ kind: 'post', atMs: post.createdMs, post });
  const isRegretted = draw.chance(DELETE_SHARE);
  const goneMs = isRegretted
    ? post.createdMs + Math.floor(MINUTE_MS * 4 + draw.share() ** 3 * 40 * HOUR_MS)
    : Number.POSITIVE_INFINITY;
  const amended = isOfficial(post.author) ? undefined : amend(today, { post, topic, goneMs });
  if (amended !== undefined) add({ kind: 'edit', ...amended });
  if (isRegretted) add({ kind: 'delete', atMs: goneMs, postId: post.id });
  recents.add({ post, topic, merit, goneMs, amended, boosters: new Set() });
}

function amend(
  { writer, draw }: Today,
  { post, topic, goneMs }: { readonly post: Post; readonly topic: string; readonly goneMs: number },
): { readonly atMs: number; readonly post: Post } | undefined {
  if (!draw.chance(EDIT_SHARE)) return undefined;
  const atMs = post.createdMs + Math.floor((1 + draw.share() ** 2 * 180) * MINUTE_MS);
  if (atMs >= goneMs) return undefined;
  const version = writer.amend(post, draw, topic, atMs);
  return version && { atMs, post: version };
}

/** Newsrooms and bots neither talk nor boost. */
export function isOfficial(person: Person): boolean {
  return person.isBot || person.topics.includes('news');
}
