const SHORT_LETTERS = 6;

/** Most letters that a suggestion is off by. */
export const LETTERS_OFF_MAX = 2;

/** One letter off, or two in a long word: further away a suggestion would only puzzle. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = word.replace(/^--/, '').length < SHORT_LETTERS ? 1 : LETTERS_OFF_MAX;
  const [best] = known
    .map((name) => ({ name, distance: distanceOf(word, name) }))
    .filter(({ distance }) => distance <= most)
    .sort((one, other) => one.distance - other.distance);
  return best?.name;
}

/** Letters to add, take away, change, or swap with their neighbour (optimal string alignment). */
function distanceOf(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    const above = rows[i - 1] as number[];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const changed = (above[j - 1] as number) + (isSame ? 0 : 1);
      const isSwapped =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwapped ? (rows[i - 2]?.[j - 2] as number) + 1 : changed;
      row[j] = Math.min(changed, swapped, (above[j] as number) + 1, (row[j - 1] as number) + 1);
    }
    rows.push(row);
  }
  return rows[one.length]?.[other.length] as number;
}
