import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

/** What cannot be guessed: tokens, secrets, names of clients. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is kept of a secret. It is 256 random bits, so that a plain hash cannot be searched. */
export function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

export function isHashOf(hash: Uint8Array, secret: string): boolean {
  return timingSafeEqual(hash, hashOf(secret));
}

/** PKCE, S256. */
export function answersChallenge(challenge: string, verifier: string): boolean {
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}
