import type { WishKind } from '../store/outbox.ts';

/** What may be done through the owner's server, and how soon it is tried. */
export interface Acting {
  /**
   * What the login may do; nothing where it may only read, or nobody knows. What is drawn may be a
   * moment old; what is refused is refused by what stands `now`.
   */
  readonly may: (asOf?: 'now') => ReadonlySet<WishKind>;
  /** The scopes of the login, as a server lists them; left out, or undefined: nobody knows. */
  readonly granted?: () => string | undefined;
  /** What was asked for is tried at once. Resolves when it was, or after a second or so. */
  readonly tried: () => Promise<void>;
}

/** Where nobody sends anything: posts are acted on at the server itself. */
export const READ_ONLY: Acting = { may: () => new Set(), tried: async () => {} };
