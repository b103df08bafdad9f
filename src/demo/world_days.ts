import { DAY_MS } from '../core/clock.ts';
import type { Society } from './people.ts';
import { drawFrom } from './world_draw.ts';
import type { Today } from './world_publishing.ts';
import { openRecents, RECENT_MS } from './world_recent.ts';
import { openTimetable } from './world_timetable.ts';
import { boost, passOn, post } from './world_turns.ts';

interface Needs extends Omit<Today, 'recents' | 'draw' | 'add'> {
  readonly seed: string;
  readonly startMs: number;
  readonly society: Society;
}

/** Writes one day after another: who posts when, what they answer and boost, what they regret. */
export function openDays(needs: Needs): (day: number, add: Today['add']) => void {
  const { seed, startMs } = needs;
  const recents = openRecents();
  const turnsOf = openTimetable(needs);

  return (day, add) => {
    const draw = drawFrom(`${seed}/day/${day}`);
    recents.forgetBefore(startMs + day * DAY_MS - RECENT_MS);
    const today = { ...needs, recents, draw, add };
    for (const turn of turnsOf(day, draw)) {
      if (turn.kind === 'share') passOn(today, turn.share);
      else if (turn.kind === 'post') post(today, turn);
      else boost(today, turn);
    }
  };
}
