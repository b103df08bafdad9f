/** What can go wrong, as it stands now: change a member and the next request or frame feels it. */
export interface DemoFaults {
  /** Every n-th frame goes out twice. */
  duplicateEvery?: number;
  /** The stream pings and says nothing. */
  deaf?: boolean;
  /** Frames that nobody asked for go out before each that somebody did. */
  strangeFrames?: boolean;
  /** Only the scopes of old are known: read, write, follow, push. */
  coarseScopes?: boolean;
  /** Every token is refused. */
  refuse401?: boolean;
  /** What the owner would do to a post is refused, in these words: 422. */
  refuseActs?: string;
  /** The server breaks over posts whose ids are here, and is well otherwise: 500. */
  breaksOver?: ReadonlySet<string>;
  /** A proxy answers in the server's place, in HTML. */
  status502?: boolean;
  /** Before the server stands something that knows no such path, or lets nobody see an account. */
  strayPages?: boolean;
  /** So does a network that wants a click first: 200, and a page of HTML. */
  portal?: boolean;
  /** Every request is one too many: 429, and when the window ends. */
  throttled?: boolean;
  /** The home is put together anew: 206, and a part of it. */
  rebuilding?: boolean;
  /** It has only been begun: 206, and nothing of it. */
  rebuildingAll?: boolean;
  /** Until then, unix ms, the server asks to be left alone: 503, and for how long. */
  pausedUntilMs?: number;
  /** Another of the owner's apps has used up what may page: 429 to every cursor. */
  pagingSpent?: boolean;
  /** It streams to nobody, and names no address for that. */
  withoutStream?: boolean;
  /** The process that streams is away: 503. */
  streamShut?: boolean;
  /** Deleted posts vanish without a word, and their ids stay in the feed: pages come out short. */
  silentDeletes?: boolean;
  /** What others wrote or boosted so long ago, ms, is let go without a word: 404 from then on. */
  letsGoAfterMs?: number;
  /** Statuses can only be asked for one by one, as before Mastodon 4.3. */
  withoutBatch?: boolean;
  /**
   * How much later, ms, the job runs that delivers what is named: late entries land below the top
   * of the home, and frames change places.
   */
  lateBy?: (name: string) => number;
  /** The same of frames alone: what they tell of is in the home, or gone from it, already. */
  frameLateBy?: (name: string) => number;
}

/**
 * Words of a stream that a client must live with: an event that it does not know, another stream's,
 * an error of a subscription, a payload that is no JSON, a frame that is none.
 */
export const STRANGE_FRAMES: readonly string[] = [
  '{"stream":["user"],"event":"weather.changed","payload":"{\\"rain\\":true}"}',
  '{"event":"notifications_merged","payload":"1"}',
  '{"stream":["public"],"event":"delete","payload":"1"}',
  '{"error":"Unknown stream type","status":400}',
  '{"stream":["user"],"event":"update","payload":"<html>"}',
  '{"stream":["user"],"event":"update","payload":"{\\"id\\":\\"1\\",\\"account\\":null}"}',
  'null',
  '',
];
