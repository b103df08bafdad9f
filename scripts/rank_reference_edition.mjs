// How the ranker that ranking.md publishes lays an edition out: sections 5 and 6.
import { DAY_MS } from './rank_world.mjs';

const TURNS = 0.4;
const STRANGERS = 0.25;
const PER_AUTHOR = 3;
const SPACING = 10;
const DEADLINE_DAYS = 13;
const QUIET_DEADLINE_DAYS = 3;
const OVERLOAD = 0.7;

/** By merit, with a place for chance; turns for those who still wait; the rest by merit. */
export function layOut(candidates, chance, occasion) {
  const { size } = occasion;
  const layout = openLayout(candidates, size);
  const turnsMax = Math.floor(size * TURNS);
  for (const one of chance) layout.place(one, { isWildcard: true });
  layout.fill(size - turnsMax);
  const waiting = waitingOf(candidates, occasion).filter(({ best }) => !layout.hasAuthorOf(best));
  for (const { best } of turnsOf(waiting, { ...occasion, turnsMax })) layout.place(best);
  layout.fill(size);
  return spaced(layout.chosen().sort(byKey));
}

/** Caps: three of an author, one of a link or a thread, strangers at most a quarter. */
function openLayout(candidates, size) {
  const chosen = new Set();
  const byAuthor = new Map();
  const occasions = new Set();
  let strangers = 0;
  const ranked = [...candidates].sort(byKey);
  const heads = headsOf(candidates);
  const place = (one, { isWildcard = false } = {}) => {
    const { author, card } = one.post;
    const told = [rootOf(one.post), ...(card === undefined ? [] : [card.url])];
    const isStranger = !author.isFollowed;
    if (chosen.has(one) || chosen.size >= size || told.some((name) => occasions.has(name)))
      return false;
    if ((byAuthor.get(author) ?? 0) >= PER_AUTHOR) return false;
    if (isStranger && !isWildcard && strangers >= Math.floor(size * STRANGERS)) return false;
    byAuthor.set(author, (byAuthor.get(author) ?? 0) + 1);
    for (const name of told) occasions.add(name);
    strangers += isStranger ? 1 : 0;
    chosen.add(one);
    return true;
  };
  return {
    place,
    /** A thread is shown from its first unseen part, where the key of any of its parts puts it. */
    fill(most) {
      for (const one of ranked) {
        if (chosen.size >= most) return;
        const head = heads.get(rootOf(one.post));
        const { key } = head;
        head.key = Math.max(key, one.key);
        if (!place(head)) head.key = key;
      }
    },
    hasAuthorOf: ({ post }) => byAuthor.has(post.author),
    chosen: () => [...chosen],
  };
}

function headsOf(candidates) {
  const heads = new Map();
  for (const one of candidates) {
    const root = rootOf(one.post);
    const head = heads.get(root);
    if (head === undefined || one.post.createdMs < head.post.createdMs) heads.set(root, one);
  }
  return heads;
}

function rootOf(post) {
  return post.replyTo === undefined ? post.id : rootOf(post.replyTo);
}

/** Who is followed, has something never offered, and how many days are left to them. */
function waitingOf(candidates, { nowMs, turns, people }) {
  const waiting = new Map();
  for (const one of candidates) {
    const { author } = one.post;
    if (!author.isFollowed) continue;
    const known = waiting.get(author) ?? { author, best: one, sinceMs: Infinity };
    if (byScore(one, known.best) < 0) known.best = one;
    if (one.offers === 0) known.sinceMs = Math.min(known.sinceMs, one.arrivedMs);
    waiting.set(author, known);
  }
  return [...waiting.values()]
    .filter(({ sinceMs }) => sinceMs < Infinity)
    .map(({ author, best, sinceMs }) => {
      const { isQuiet, rate } = people.get(author);
      const waitedDays = (nowMs - Math.max(sinceMs, turns.get(author) ?? 0)) / DAY_MS;
      const daysLeft = (isQuiet ? QUIET_DEADLINE_DAYS : DEADLINE_DAYS) - waitedDays;
      return { best, daysLeft, rareScore: best.score - 0.6 * Math.log(rate) };
    });
}

/** Whose turn it is: section 5. */
function turnsOf(waiting, { turnsMax, load }) {
  const byDeadline = [...waiting].sort((a, b) => a.daysLeft - b.daysLeft);
  const byMerit = (list) => [...list].sort((a, b) => byScore(a.best, b.best));
  const byRarity = (list) => [...list].sort((a, b) => b.rareScore - a.rareScore);
  const inTime = byDeadline.filter(({ daysLeft }) => daysLeft >= 0);
  const late = byDeadline.filter(({ daysLeft }) => daysLeft < 0);
  if (load > OVERLOAD) return [...byRarity(inTime), ...byRarity(late)].slice(0, turnsMax);
  const needed = byDeadline
    .map(({ daysLeft }, nth) => Math.ceil((nth + 1) / Math.max(1, Math.floor(daysLeft))))
    .reduce((most, rate) => Math.max(most, rate), 0);
  if (needed > turnsMax)
    return [...byMerit(late).slice(0, Math.ceil(turnsMax / 4)), ...inTime].slice(0, turnsMax);
  const isUrgent = ({ daysLeft }) => daysLeft <= 2;
  const others = byMerit(byDeadline.filter((one) => !isUrgent(one)));
  return [...byDeadline.filter(isUrgent), ...others].slice(0, needed);
}

/** In the order of the keys, the next whose author did not stand in the last ten. */
function spaced(ordered) {
  const rest = [...ordered];
  const order = [];
  while (rest.length > 0) {
    const lately = new Set(order.slice(-SPACING).map(({ post }) => post.author));
    const next = rest.findIndex(({ post }) => !lately.has(post.author));
    order.push(...rest.splice(Math.max(0, next), 1));
  }
  return order;
}

function byKey(a, b) {
  return b.key - a.key || (a.post.id < b.post.id ? -1 : 1);
}

function byScore(a, b) {
  return b.score - a.score || (a.post.id < b.post.id ? -1 : 1);
}
