const CHARACTERS_A_MINUTE = 1_200; // some 220 words
const MINUTES_A_PICTURE = 4 / 60;
/** To arrive at a post. No post takes less. */
export const MINUTES_A_POST = 3 / 60;

export interface Readable {
  readonly length: number; // characters
  readonly media: number; // attachments
}

/** How long it takes to read these posts, to a tenth of a minute. */
export function readingMinutes(posts: readonly Readable[]): number {
  const minutesOf = ({ length, media }: Readable) =>
    MINUTES_A_POST + length / CHARACTERS_A_MINUTE + media * MINUTES_A_PICTURE;
  return Number(posts.reduce((sum, post) => sum + minutesOf(post), 0).toFixed(1));
}
