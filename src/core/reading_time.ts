const CHARACTERS_A_MINUTE = 1_200; // some 220 words
const MINUTES_A_PICTURE = 4 / 60;
/** To arrive at a post. No post takes less. */
export const MINUTES_A_POST = 3 / 60;

export interface Readable {
  readonly length: number; // characters
  readonly media: number; // attachments
}

/** The same for `posts` posts that are so long together, in minutes. */
export function minutesOfSum(posts: number, { length, media }: Readable): number {
  return posts * MINUTES_A_POST + length / CHARACTERS_A_MINUTE + media * MINUTES_A_PICTURE;
}

/** How long it takes to read these posts, to a tenth of a minute. */
export function readingMinutes(posts: readonly Readable[]): number {
  return Number(posts.reduce((sum, post) => sum + minutesOfSum(1, post), 0).toFixed(1));
}
