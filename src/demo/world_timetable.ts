import { DAY_MS } from '../core/clock.ts';
import type { Society } from './people.ts';
import { TOPICS } from './topics.ts';
import type { Person } from './world.ts';
import { countFor, type Draw } from './world_draw.ts';
import { momentIn } from './world_hours.ts';
import type { Writer } from './world_posts.ts';
import { isOfficial } from './world_publishing.ts';
import { boostRatesOf } from './world_recent.ts';
import { inventStory, type Share } from './world_stories.ts';

/** Boosts a day for each followed person; with the posts, some 600 home entries for 440 people. */
const BOOSTS_PER_FOLLOW = 0.27;
const STORIES_PER_FOLLOW = 1 / 320;

export type Turn =
  | { readonly kind: 'post' | 'boost'; readonly atMs: number; readonly person: Person }
  | { readonly kind: 'share'; readonly atMs: number; readonly share: Share };

interface Needs {
  readonly seed: string;
  readonly startMs: number;
  readonly society: Society;
  readonly writer: Writer;
}

/** Whose turn it is on a day, from its first moment to its last. */
export function openTimetable(needs: Needs): (day: number, draw: Draw) => readonly Turn[] {
  const { seed, startMs, society } = needs;
  const humans = society.followed.filter((person) => !isOfficial(person));
  const boostRates = boostRatesOf(seed, humans, society.followed.length * BOOSTS_PER_FOLLOW);
  const sharesOf = openStories(needs, humans);

  return (day, draw) => {
    const dayMs = startMs + day * DAY_MS;
    const turnsOf = (kind: 'post' | 'boost', person: Person, timesADay: number): Turn[] =>
      Array.from({ length: countFor(draw, timesADay) }, () => ({
        kind,
        atMs: momentIn(draw, dayMs, person),
        person,
      }));
    const turns: Turn[] = [
      ...society.people.flatMap((person) => turnsOf('post', person, person.postsPerDay)),
      ...humans.flatMap((person, at) => turnsOf('boost', person, boostRates[at] ?? 0)),
      ...sharesOf(day, draw).map((share) => ({ kind: 'share' as const, atMs: share.atMs, share })),
    ];
    return turns.sort((a, b) => a.atMs - b.atMs);
  };
}

/** Each day some stories begin; people go on to share them on days to come. */
function openStories({ startMs, society, writer }: Needs, humans: readonly Person[]) {
  const shares = new Map<number, Share[]>();

  const begin = (day: number, draw: Draw) => {
    const topic = draw.pick(TOPICS).name;
    const atMs = startMs + day * DAY_MS + Math.floor(draw.share() * DAY_MS);
    const card = writer.card(draw, topic, atMs);
    for (const share of inventStory(draw, { card, topic, atMs, humans })) {
      const on = Math.floor((share.atMs - startMs) / DAY_MS);
      shares.set(on, [...(shares.get(on) ?? []), share]);
    }
  };

  return (day: number, draw: Draw): readonly Share[] => {
    const stories = countFor(draw, society.followed.length * STORIES_PER_FOLLOW);
    for (let story = 0; story < stories; story += 1) begin(day, draw);
    const today = shares.get(day) ?? [];
    shares.delete(day);
    return today;
  };
}
