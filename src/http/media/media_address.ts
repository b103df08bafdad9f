import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Names media by signed addresses: only what this process itself put on a page can be asked for, so
 * the proxy is no open door. The secret lives as long as the process.
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
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (loginOrigins.has(url.origin)) return true;
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' && !isInward(url.hostname);
}

/**
 * Whether a host name, or an address a name was resolved to, leads into this machine or its
 * network.
 */
export function isInward(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (
    name === '' ||
    name === 'localhost' ||
    /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(name)
  )
    return true;
  if (name.includes(':')) return isInwardSix(name);
  const four = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(name);
  return four === null ? false : isInwardFour(Number(four[1]), Number(four[2]));
}

/**
 * RFC 6890: this network, private, shared, loopback, link-local, documentation, multicast,
 * reserved.
 */
function isInwardFour(first: number, second: number): boolean {
  if (first === 0 || first === 10 || first === 127 || first >= 224) return true;
  if (first === 100) return second >= 64 && second < 128;
  if (first === 169) return second === 254;
  if (first === 172) return second >= 16 && second < 32;
  if (first === 192) return second === 168 || second === 0;
  return first === 198 && (second === 18 || second === 19);
}

function isInwardSix(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (mapped?.[1] !== undefined) return isInward(mapped[1]);
  // Only 2000::/3 is given to the public internet; 64:ff9b:: and 2002: carry IPv4 addresses inside.
  return !/^[23]/.test(address) || /^2002:/.test(address) || /^2001:0?:/.test(address);
}
