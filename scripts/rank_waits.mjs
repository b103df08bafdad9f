// How long those who are followed wait for a place: ranking.md, section 5.
import { DAY_MS, DAYS, START_MS } from './rank_world.mjs';

const HALF = DAYS / 2;
const END_MS = START_MS + DAYS * DAY_MS;

/** A follow with something never offered waits, since it came or since their last offer. */
export function waitsOf(world, offers) {
  const waits = [];
  const byAuthor = grouped(world.posts.values());
  for (const [author, posts] of byAuthor) {
    if (author.isFollowed) waits.push(...waitsOfOne(posts, offers));
  }
  const begun = (days) =>
    waits.filter(
      ({ sinceMs }) =>
        sinceMs >= START_MS + (HALF - 7) * DAY_MS && sinceMs < END_MS - days * DAY_MS,
    );
  return {
    within(days) {
      const all = begun(days);
      return (
        all.filter(({ sinceMs, untilMs }) => untilMs - sinceMs <= days * DAY_MS).length /
        Math.max(1, all.length)
      );
    },
    worstDays: () =>
      Math.max(
        ...waits.map(({ sinceMs, untilMs }) => (Math.min(untilMs, END_MS) - sinceMs) / DAY_MS),
      ),
  };
}

function grouped(posts) {
  const groups = new Map();
  for (const one of posts)
    groups.set(one.post.author, [...(groups.get(one.post.author) ?? []), one]);
  return groups;
}

function waitsOfOne(posts, offers) {
  const events = posts.flatMap(({ post, atMs }) => [
    { atMs, kind: 'came', id: post.id },
    ...(offers.has(post.id) ? [{ atMs: offers.get(post.id), kind: 'offered', id: post.id }] : []),
  ]);
  events.sort((a, b) => a.atMs - b.atMs);
  const waiting = new Set();
  const waits = [];
  let sinceMs;
  for (const { atMs, kind, id } of events) {
    if (kind === 'came') {
      waiting.add(id);
      sinceMs ??= atMs;
      continue;
    }
    waiting.delete(id);
    if (sinceMs !== undefined) waits.push({ sinceMs, untilMs: atMs });
    sinceMs = waiting.size > 0 ? atMs : undefined;
  }
  if (sinceMs !== undefined) waits.push({ sinceMs, untilMs: Infinity });
  return waits;
}
