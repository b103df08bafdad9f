import { createRequire } from 'node:module';
import type * as Zlib from 'node:zlib';

/** How a body is stored; `payloads.codec` and `versions.codec` say which. */
export const CODECS = { text: 0, deflate: 1, deflateWithDictionary: 2 } as const;

/** Node's own is 6; 9 gains 1 % and takes half as long again. */
const LEVEL = 6;

// Loaded when the first body is packed or unpacked: start-up is counted.
const require = createRequire(import.meta.url);
let loaded: typeof Zlib | undefined;
function zlib(): typeof Zlib {
  loaded ??= require('node:zlib') as typeof Zlib;
  return loaded;
}

/**
 * A body as it is stored when it is old: about a quarter of its length. With a checksum of its own,
 * so that a damaged one is known and not shown.
 */
export function packed(body: string, dictionary?: Uint8Array): Uint8Array {
  return zlib().deflateSync(body, dictionaryOption(dictionary));
}

/** The text of a packed body. Throws where it is damaged or the dictionary is another. */
export function unpacked(body: Uint8Array, dictionary?: Uint8Array): string {
  return zlib().inflateSync(body, dictionaryOption(dictionary)).toString('utf8');
}

/** null where it is damaged: one text that a bad disk changed must not end all the rest. */
export function unpackedAnyhow(body: Uint8Array, dictionary?: Uint8Array): string | null {
  try {
    return unpacked(body, dictionary);
  } catch {
    return null;
  }
}

function dictionaryOption(dictionary: Uint8Array | undefined): Zlib.ZlibOptions {
  return dictionary === undefined ? { level: LEVEL } : { level: LEVEL, dictionary };
}
