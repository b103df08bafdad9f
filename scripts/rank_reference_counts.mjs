// What a post drew, among its author's own and those of authors of like following: ranking.md,
// section 2.

/** 0..1 among the author's own posts and those of authors of like following, at the same age. */
export function percentileOf({ post, drew }, { drewBy, drewAlike }) {
  if (drew.length === 0) return 0.5;
  const age = drew.length - 1;
  const theirs = drewBy.get(`${post.author.id}/${age}`);
  const alike = drewAlike.get(`${followingOf(post.author)}/${age}`);
  const n = theirs.length;
  return ((n - 1) * rankIn(theirs, drew[age]) + 4 * rankIn(alike, drew[age])) / (n + 3);
}

/** Within × 2. */
export function followingOf({ followers }) {
  return Math.floor(Math.log2(followers + 1));
}

/** What posts drew, ascending, by whom and age class. */
export function drawnBy(posts, keyOf) {
  const drawn = new Map();
  for (const { post, drew } of posts)
    drew.forEach((response, age) => {
      const key = `${keyOf(post)}/${age}`;
      if (!drawn.has(key)) drawn.set(key, []);
      drawn.get(key).push(response);
    });
  for (const responses of drawn.values()) responses.sort((a, b) => a - b);
  return drawn;
}

/** 0..1; ties take the middle rank. */
function rankIn(ascending, response) {
  if (ascending.length === 1) return 0.5;
  const below = firstWhere(ascending, (one) => one >= response);
  const upTo = firstWhere(ascending, (one) => one > response);
  return (below + (upTo - below - 1) / 2) / (ascending.length - 1);
}

function firstWhere(ascending, holds) {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(ascending[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
