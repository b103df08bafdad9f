import { hash } from 'node:crypto';

/**
 * Both names of a uri in the database, from one digest: they must not depend on the order of
 * arrival.
 */
export interface UriHash {
  /** 64 bits, signed: how a status is found. Verified against the uri's text. */
  readonly hash: bigint;
  /** 0 … 2^53 − 1: what the dice are keyed with, and what ties break by. */
  readonly diceKey: number;
}

export function hashUri(uri: string): UriHash {
  const digest = hash('sha256', uri, 'buffer');
  return {
    hash: digest.readBigInt64LE(0),
    diceKey: (digest.readUInt32LE(8) & 0x1fffff) * 2 ** 32 + digest.readUInt32LE(12),
  };
}
