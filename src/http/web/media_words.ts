/** Of media beside those that are shown. */
export function mediaLeftWords(mediaLeft: number): string {
  return `and ${mediaLeft} more, at the original`;
}
