import { DAY_MS, HOUR_MS } from '../core/clock.ts';
import type { Person } from './world.ts';
import type { Draw } from './world_draw.ts';

/** How likely a person is to post in each hour of their own day. */
const AWAKE = [
  ...[1, 0.5, 0.3, 0.2, 0.2, 0.5, 1.5, 3, 4.5, 5, 4.5, 4.2],
  ...[5, 4.6, 4, 4, 4.2, 4.8, 5.2, 5.6, 6, 6, 4.5, 2.5],
];
const SUM = AWAKE.reduce((sum, one) => sum + one, 0);

/** A moment of the day that begins at `dayMs`, by the person's own clock. Bots do not sleep. */
export function momentIn(draw: Draw, dayMs: number, person: Person): number {
  if (person.isBot) return dayMs + Math.floor(draw.share() * DAY_MS);
  let left = draw.share() * SUM;
  let hour = 0;
  while (hour < 23 && left >= (AWAKE[hour] as number)) {
    left -= AWAKE[hour] as number;
    hour += 1;
  }
  const local = (hour + draw.share()) * HOUR_MS - person.utcOffsetHours * HOUR_MS;
  return dayMs + Math.floor(((local % DAY_MS) + DAY_MS) % DAY_MS);
}
