import type { HowItLeft } from './server_home.ts';

/**
 * Hears what happened on the server's side, as it happens: a test compares with it what a client
 * knows. Moments are unix ms.
 */
export interface Witness {
  /** An entry stands in the home from now on. */
  readonly entered?: (id: string, atMs: number) => void;
  /** It left the home. */
  readonly left?: (id: string, atMs: number, how: HowItLeft) => void;
  /** A boost, or what was boosted a moment ago, was grouped away: no client ever gets it. */
  readonly grouped?: (id: string, atMs: number) => void;
  /** A frame was due, and so many listened. */
  readonly streamed?: (event: string, id: string, atMs: number, listeners: number) => void;
  /** A request went past a rate limit. */
  readonly overLimit?: (path: string, atMs: number) => void;
  /** The owner did something by the API: `favourite`, `unreblog` …, to a post by its id. */
  readonly acted?: (name: string, id: string, idempotencyKey: string | undefined) => void;
}
