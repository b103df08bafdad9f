/** As they are written in the settings, in the order of a week. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** When a feed is drawn by itself. */
export interface Schedule {
  /** HH:MM in the owner's time zone. */
  readonly at: string;
  readonly days: readonly Day[];
}

/** How many days lie between its draws, on an average; one where it is drawn when asked for. */
export function daysApartOf(schedule: Schedule | undefined): number {
  return schedule === undefined ? 1 : DAYS.length / schedule.days.length;
}

/** Most days from one of these to the next: 1 of all seven, 7 of one. */
export function longestGap(days: readonly Day[]): number {
  let [gap, longest] = [0, 1];
  for (const day of [...DAYS, ...DAYS]) {
    gap += 1;
    if (!days.includes(day)) continue;
    longest = Math.max(longest, gap);
    gap = 0;
  }
  return longest;
}

/** "daily at 05:30", "sat and sun at 08:00". */
export function scheduleWords({ at, days }: Schedule): string {
  if (days.length === DAYS.length) return `daily at ${at}`;
  const named = DAYS.filter((day) => days.includes(day));
  const last = named.at(-1);
  const others = named.slice(0, -1);
  return `${others.length === 0 ? last : `${others.join(', ')} and ${last}`} at ${at}`;
}
