/** "1 post", "37 posts", "21,400 posts". */
export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${grouped(count)} ${count === 1 ? word : plural}`;
}

/** 21,400. By hand: a formatter of the platform's takes longer to make than a start may. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
