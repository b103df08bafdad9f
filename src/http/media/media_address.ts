import { createHmac, timingSafeEqual } from 'node:crypto';
import { isUrl } from '../../core/url_check.ts';
import { isInward } from './inward.ts';

/**
 * Names media by signed addresses: only what was put on a page, which are addresses that a stored
 * status's media fields name, can be asked for, so the proxy is no open door. The secret outlives
 * the process (media_secret.ts): a page that stays open over a restart still shows its pictures.
 *
 *   /media/<first 22 characters of an HMAC-SHA-256, base64url>/<address, base64url>
 */
export interface MediaAddresses {
  /** Our address of `url`; undefined where it may not be fetched at all. */
  readonly of: (url: string | null | undefined) => string | undefined;
  /** The address that a signed path stands for; undefined where we did not sign it. */
  readonly read: (signature: string, encoded: string) => URL | undefined;
}

const SIGNATURE_CHARACTERS = 22; // 132 bits
const ADDRESS_CHARACTERS_MAX = 2_000;

export function openMediaAddresses(
  secret: Uint8Array,
  loginOrigins: () => ReadonlySet<string>,
): MediaAddresses {
  const sign = (encoded: string) =>
    createHmac('sha256', secret).update(encoded).digest('base64url').slice(0, SIGNATURE_CHARACTERS);
  return {
    of(url) {
      if (!url || url.length > ADDRESS_CHARACTERS_MAX || !isAllowed(url, loginOrigins()))
        return undefined;
      const encoded = Buffer.from(url).toString('base64url');
      return `/media/${sign(encoded)}/${encoded}`;
    },
    read(signature, encoded) {
      const wanted = Buffer.from(sign(encoded));
      const given = Buffer.from(signature);
      if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
      const url = Buffer.from(encoded, 'base64url').toString();
      return isAllowed(url, loginOrigins()) ? new URL(url) : undefined;
    },
  };
}

/**
 * The exact origin that was logged in to, whatever it is; else https on a name or a public address.
 */
function isAllowed(address: string, loginOrigins: ReadonlySet<string>): boolean {
  if (!isUrl(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return loginOrigins.has(url.origin) || isPublic(url);
}

/** https, without a user, on a name or an address of the public internet; any port. */
export function isPublic({ protocol, hostname, username, password }: URL): boolean {
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' && !isInward(hostname);
}
