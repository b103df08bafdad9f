const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "3 hours ago", as the server says it (time_words.ts). */
export function agoWords(ageMs: number): string {
  if (ageMs < MINUTE_MS) return 'just now';
  const [count, unit] = spanOf(ageMs);
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

function spanOf(ageMs: number): readonly [count: number, unit: string] {
  if (ageMs < HOUR_MS) return [Math.floor(ageMs / MINUTE_MS), 'minute'];
  if (ageMs < 2 * DAY_MS) return [Math.floor(ageMs / HOUR_MS), 'hour'];
  const days = Math.floor(ageMs / DAY_MS);
  if (days < 61) return [days, 'day'];
  if (days < 730) return [Math.floor(days / 30.44), 'month'];
  return [Math.floor(days / 365.25), 'year'];
}
