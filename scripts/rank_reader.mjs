// Somebody who reads from the top, tires, and acts on a little of what is good: ranking.md, section
// 8. Every die is the post's own, so that rankers are judged by the same eyes.
import { drawFrom } from '../build/demo/world_draw.js';

/** How many posts are read, what each good one adds to that, and how good a usual one is. */
const EYES = { patience: 122, cheer: 0.35, worth: 0.35 };
const PATIENCE_SPREAD = 0.22;
const SKIPPED = 0.03;

/**
 * What is seen of a list on the morning of a day: `{ index, post, act }`, act where there is one.
 * A world may say other `eyes`: how patient, how cheered up by what is good, and what is usual.
 */
export function readingOf(world, posts, { day, atMs }) {
  const { patience: usual, cheer, worth: usualWorth } = { ...EYES, ...world.eyes };
  const seen = [];
  let patience = usual * Math.exp(PATIENCE_SPREAD * drawFrom(`${world.seed}/eyes/${day}`).normal());
  for (let index = 0; index < posts.length && patience > 0; index += 1) {
    const post = posts[index];
    const draw = drawFrom(`${world.seed}/looks/${post.id}`);
    patience -= 1;
    if (draw.chance(SKIPPED)) continue;
    const worth = world.worthOf(post, atMs);
    patience += cheer * Math.max(-1, Math.min(1.5, Math.log((worth + 0.05) / usualWorth)));
    const isActedOn = draw.chance(Math.min(0.8, 0.06 * worth ** 1.25));
    seen.push({ index, post, ...(isActedOn ? { act: actOf(draw) } : {}) });
  }
  return seen;
}

function actOf(draw) {
  return draw.pick(['favourite', 'favourite', 'favourite', 'favourite', 'bookmark', 'reblog']);
}
