/** "1 post", "37 posts", "21,400 posts". */
export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${grouped(count)} ${count === 1 ? word : plural}`;
}

/** A share, 0 to 1, as "4.5", "10", "0": a figure after the point where it says more than it hides. */
export function percent(share: number): string {
  return (100 * share).toFixed(share === 0 || share >= 0.0995 ? 0 : 1);
}

/** 21,400. By hand: a formatter of the platform's takes longer to make than a start may. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
