import { decode, isBlurhashValid } from 'blurhash';
import { encode } from 'fast-png';

const SIDE_PX = 32;
const HASH_CHARACTERS_MAX = 170; // 9 × 9 components take 166
const REMEMBERED_MAX = 500;
const remembered = new Map<string, Uint8Array<ArrayBuffer>>();

/** A blurhash as a small PNG, for while the picture loads; undefined where it is no blurhash. */
export function blurhashPicture(hash: string): Uint8Array<ArrayBuffer> | undefined {
  const known = remembered.get(hash);
  if (known !== undefined) return known;
  if (hash.length > HASH_CHARACTERS_MAX || !isBlurhashValid(hash).result) return undefined;
  const pixels = decode(hash, SIDE_PX, SIDE_PX);
  const png = encode({
    width: SIDE_PX,
    height: SIDE_PX,
    data: new Uint8Array(pixels),
    channels: 4,
  });
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  const picture = new Uint8Array(png);
  remembered.set(hash, picture);
  return picture;
}
